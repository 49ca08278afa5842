import { isWireFormatError } from "@nh/wire";
import { inputError } from "../cli-error.js";
import { parseJson } from "./read-input.js";

/**
 * Decodes a JSON document that the user wrote with a codec of the protocol.
 *
 * @param origin Names the source in the error, such as a path.
 * @param firstLine The line of the source where the document begins.
 * @throws {CliError} when it is not JSON, or the codec refuses it: exit code 6.
 */
export function decodeInput<T>(decode: (text: string) => T, text: string, origin: string, firstLine = 1): T {
  // The codec would not say where the JSON is wrong.
  parseJson(text, origin, firstLine);
  try {
    return decode(text);
  } catch (error) {
    if (!isWireFormatError(error)) throw error;
    throw inputError(error.message, undefined, error);
  }
}
