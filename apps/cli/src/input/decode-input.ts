import { isWireFormatError } from "@nh/wire";
import { inputError } from "../cli-error.js";

/** What a codec of the protocol makes of a document that the user wrote; what it refuses is an error of the input. */
export function decodeInput<T>(decode: (text: string) => T, text: string): T {
  try {
    return decode(text);
  } catch (error) {
    if (!isWireFormatError(error)) throw error;
    throw inputError(error.message, undefined, error);
  }
}
