import { isWireFormatError } from "@nh/wire";
import type { CallSpec, HubConnection } from "../context.js";
import { HubConnectionError } from "../errors.js";
import type { HubResponse } from "../transport/hub-response.js";
import { describeRequest } from "./describe-request.js";

/**
 * Reads the response to a call that changes something. The service has accepted the call, so a
 * response that cannot be read is a failure of the connection and not of the call: whoever takes
 * the call for undone does it twice.
 *
 * @throws {HubConnectionError} when `read` throws a `WireFormatError`, which is its `cause`.
 */
export function readAccepted<T>(
  connection: HubConnection,
  spec: Pick<CallSpec, "operation" | "call" | "parameter">,
  { status, text, attempts, trackingId }: HubResponse,
  read: (text: string) => T,
): T {
  try {
    return read(text);
  } catch (cause) {
    if (!isWireFormatError(cause)) throw cause;
    const sentences = [
      `The service accepted ${spec.call} with ${status} and has probably carried it out, but its response could not be read: ${cause.message.replace(/[.\s]+$/, "")}.`,
      ...(trackingId === undefined ? [] : [`Tracking id ${trackingId}.`]),
    ];
    const request = describeRequest(connection, spec);
    const failure = { attempts, mayHaveBeenSent: true, retryable: false, request };
    throw new HubConnectionError(sentences.join(" "), failure, cause);
  }
}
