import { isWireFormatError } from "@nh/wire";
import type { CallSpec, HubAnswer, HubContext } from "../context.js";
import { HubConnectionError } from "../errors.js";
import { plainText } from "../transport/plain-text.js";
import { shownRequest } from "./describe-request.js";

/**
 * Reads the answer to a call that changes something. The service has taken the call, so an answer that cannot be read is a failure of the
 * connection and not of the call: whoever takes it for undone does it twice.
 *
 * @throws {HubConnectionError} when `read` throws a `WireFormatError`, which is its `cause`.
 */
export function readAccepted<T>(
  context: HubContext,
  { operation, parameter }: Pick<CallSpec, "operation" | "parameter">,
  { status, text, attempts, trackingId }: HubAnswer,
  read: (text: string) => T,
): T {
  try {
    return read(text);
  } catch (cause) {
    if (!isWireFormatError(cause)) throw cause;
    const reason = cause.message.replace(/[.\s]+$/, "");
    throw new HubConnectionError(
      `${operation} was accepted with ${status} and has probably been carried out, but the answer could not be read: ${reason}.${trackingId === undefined ? "" : ` Tracking id ${plainText(trackingId)}.`}`,
      { attempts, mayHaveBeenSent: true, request: shownRequest(context, operation, parameter) },
      cause,
    );
  }
}
