import { isWireFormatError } from "@nh/wire";
import { inputError } from "../cli-error.js";

/**
 * Decodes a document that the user wrote with a codec of the protocol.
 *
 * @throws {CliError} when the codec refuses the document: exit code 6.
 */
export function decodeInput<T>(decode: (text: string) => T, text: string): T {
  try {
    return decode(text);
  } catch (error) {
    if (!isWireFormatError(error)) throw error;
    throw inputError(error.message, undefined, error);
  }
}
