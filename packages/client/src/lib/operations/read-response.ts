import { isWireFormatError } from "@nh/wire";
import { prefixCall } from "../prefix-message.js";
import type { HubResponse } from "../transport/hub-response.js";

/**
 * Reads the response to a call that changes nothing. The codecs do not know which call it belongs
 * to.
 *
 * @throws {WireFormatError} when `read` does, with the name of the call in its message.
 */
export function readResponse<T>(call: string, response: HubResponse, read: (text: string) => T): T {
  try {
    return read(response.text);
  } catch (error) {
    throw isWireFormatError(error) ? prefixCall(error, call) : error;
  }
}
