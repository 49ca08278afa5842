import { isTagExpressionError, isArgumentError as isWireArgumentError, isWireFormatError } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { prefixCall } from "../prefix-message.js";

/**
 * Writes what the caller passed in. What cannot be written is the caller's mistake, and the codecs
 * do not know in which call it was made.
 *
 * @throws {ArgumentError} naming the call and the argument, when `encode` throws a codec's own or a
 * `WireFormatError`. That is its `cause`.
 * @throws {TagExpressionError} when `encode` does, with the call in its message.
 */
export function encodeArgument<Encoded>(call: string, argument: string, encode: () => Encoded): Encoded {
  try {
    return encode();
  } catch (cause) {
    throw refusal(call, argument, cause);
  }
}

/**
 * The same for an object of which the codec names the member at fault.
 *
 * @throws {ArgumentError} naming the call and the member, such as `installation.platform`.
 * @throws {TagExpressionError} when `encode` does, with the call in its message.
 */
export function encodeMembers<Encoded>(call: string, argument: string, encode: () => Encoded): Encoded {
  try {
    return encode();
  } catch (cause) {
    throw refusal(call, isWireArgumentError(cause) ? `${argument}.${cause.argument}` : argument, cause);
  }
}

function refusal(call: string, place: string, cause: unknown): unknown {
  if (isTagExpressionError(cause)) return prefixCall(cause, call);
  if (!isWireArgumentError(cause) && !isWireFormatError(cause)) return cause;
  return new ArgumentError(call, place, { sentence: cause.message }, { cause });
}
