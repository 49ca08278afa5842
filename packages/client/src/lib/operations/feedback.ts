import { isWireFormatError, loadXmlCodecs, type PnsFeedback, WireFormatError } from "@nh/wire";
import { listBlobs, readBlobLines } from "../blobs/read-blobs.js";
import { checkOptions, functionRule, type OptionRules } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import { type CallOptions, callRules } from "../options.js";
import { readResponse } from "./read-response.js";

/** Options of `feedback`. */
export interface FeedbackOptions extends CallOptions {
  /**
   * Reads this container instead of asking the hub for its own: what `getFeedbackContainerUrl`
   * returned.
   */
  readonly containerUrl?: string | undefined;
  /**
   * Called with a record that cannot be read, which is then skipped. Without it such a record ends
   * the iteration with its error.
   */
  readonly onInvalid?: ((error: WireFormatError) => void) | undefined;
}

const feedbackRules: OptionRules<FeedbackOptions> = {
  ...callRules,
  containerUrl: {
    // The runtime's own error would quote the address, which carries a signature.
    accepts: (value) => typeof value === "string" && URL.canParse(value),
    form: "the address of a container, as getFeedbackContainerUrl returns it",
  },
  onInvalid: functionRule,
};

/**
 * Gets the URL of the blob container in which the service collects the push platforms' feedback on
 * handles. The URL carries a signature that allows reading and listing: treat it as a secret. Needs
 * the Standard tier.
 *
 * @throws {WireFormatError} when the response is not an address.
 */
export function getFeedbackContainerUrl(context: HubContext, options?: CallOptions): HubPromise<string> {
  return hubPromise(async (onResponse) => {
    const call = "getFeedbackContainerUrl";
    const spec = { operation: "getFeedbackContainer", call, retryRule: "idempotent" } as const;
    const response = await connectionOf(context, onResponse).call(spec, options);
    return readResponse(call, response, readUrl);
  });
}

function readUrl(text: string): string {
  const url = text.trim();
  if (URL.canParse(url)) return url;
  throw new WireFormatError({ document: "feedback container", rule: "the address of a container is expected" });
}

/**
 * Reads the push platforms' feedback on handles, record by record, from the blobs of the
 * feedback container. The container is read without `Authorization`, over https, or plain http from
 * this machine itself; no other address in a response is ever followed.
 *
 * @throws {ArgumentError} when an option is wrong, or the container's address is neither https nor
 * local.
 * @throws {WireFormatError} when a record cannot be read and there is no `onInvalid`.
 */
export async function* feedback(
  context: HubContext,
  options: FeedbackOptions = {},
): AsyncGenerator<PnsFeedback, void, undefined> {
  const connection = connectionOf(context);
  checkOptions("feedback", options, feedbackRules);
  const { onInvalid, containerUrl, ...call } = options;
  const container = containerUrl ?? (await getFeedbackContainerUrl(context, call));
  const { decodePnsFeedback } = await loadPart(loadXmlCodecs());
  for await (const name of listBlobs(connection, container, call)) {
    for await (const line of readBlobLines(connection, container, name, call)) {
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
