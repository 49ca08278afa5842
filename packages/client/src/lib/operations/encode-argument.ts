import { isWireFormatError } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";

/**
 * Writes what the caller passed in. What cannot be written is the caller's mistake.
 *
 * @param argument What the caller passed in. The message names the part that cannot be written.
 * @throws {ArgumentError} when `encode` throws a `WireFormatError`, which is its `cause`.
 */
export function encodeArgument<Encoded>(call: string, argument: string, encode: () => Encoded): Encoded {
  try {
    return encode();
  } catch (cause) {
    if (!isWireFormatError(cause)) throw cause;
    throw new ArgumentError(call, argument, { sentence: cause.message }, { cause });
  }
}
