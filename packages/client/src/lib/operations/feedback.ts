import { isWireFormatError, loadXmlCodecs, type PnsFeedback, WireFormatError } from "@nh/wire";
import { listBlobs, readBlobLines } from "../blobs/read-blobs.js";
import type { HubContext } from "../context.js";
import { late } from "../late.js";
import type { CallOptions } from "../options.js";

/** Options of `feedback`. */
export interface FeedbackOptions extends CallOptions {
  /** Reads this container instead of asking the hub for its own: what `getFeedbackContainerUrl` answered. */
  readonly containerUrl?: string | undefined;
  /** Called with a record that cannot be read, which is then left out. Without it such a record ends the iteration with its error. */
  readonly onInvalid?: ((error: WireFormatError) => void) | undefined;
}

/**
 * Asks for the address of the blob container in which the service collects what the push platforms say about handles. The address carries a
 * signature that allows reading and listing: treat it as a secret. Needs the Standard tier.
 *
 * @throws {WireFormatError} when the answer is no address.
 */
export async function getFeedbackContainerUrl(context: HubContext, options?: CallOptions): Promise<string> {
  const answer = await context.call({ operation: "getFeedbackContainer", repeat: "always" }, options);
  const text = answer.text.trim();
  if (URL.canParse(text)) return text;
  throw new WireFormatError({ document: "feedback container", rule: "the address of a container is expected" });
}

/**
 * Reads what the push platforms said about handles, record by record, from the blobs of the feedback container. The container is read without
 * `Authorization`, over https, or plain http from this machine itself; no other address in an answer is ever followed.
 *
 * @throws {TypeError} when the container's address is none, or neither https nor local.
 * @throws {WireFormatError} when a record cannot be read and there is no `onInvalid`.
 */
export async function* feedback(
  context: HubContext,
  options: FeedbackOptions = {},
): AsyncGenerator<PnsFeedback, void, undefined> {
  const { onInvalid, containerUrl, ...call } = options;
  // The runtime's own error would quote the address, which carries a signature.
  if (containerUrl !== undefined && !URL.canParse(containerUrl)) {
    throw new TypeError(
      "The option containerUrl must be the address of a container, as getFeedbackContainerUrl answers it.",
    );
  }
  const container = containerUrl ?? (await getFeedbackContainerUrl(context, call));
  const { decodePnsFeedback } = await late(loadXmlCodecs());
  for await (const name of listBlobs(context, container, call)) {
    for await (const line of readBlobLines(context, container, name, call)) {
      const record = decoded(decodePnsFeedback, line, onInvalid);
      if (record !== undefined) yield record;
    }
  }
}

function decoded(
  decode: (xml: string) => PnsFeedback,
  line: string,
  onInvalid: ((error: WireFormatError) => void) | undefined,
): PnsFeedback | undefined {
  try {
    return decode(line.trim());
  } catch (error) {
    if (onInvalid === undefined || !isWireFormatError(error)) throw error;
    onInvalid(error);
    return undefined;
  }
}
