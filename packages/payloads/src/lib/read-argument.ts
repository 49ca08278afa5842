import { ArgumentError } from "./argument-error.js";
import { PayloadError } from "./errors.js";
import { isPlainObject } from "./json/rule.js";

/**
 * Reads an argument that must be an object. A getter or a Proxy of the caller may throw anything,
 * so what is not an error of this package becomes the cause of one.
 *
 * @param source What the message of an error begins with: the platform, or the function that was
 * called.
 * @param expected What the argument must be. Default: an object.
 * @throws {ArgumentError} when the argument is not an object, or cannot be read.
 */
export function readArgument<Input, Result>(
  source: string,
  argument: string,
  input: Input,
  read: (object: Input) => Result,
  expected = "an object",
): Result {
  try {
    if (!isPlainObject(input)) throw new ArgumentError(source, argument, `must be ${expected}`);
    return read(input);
  } catch (cause) {
    if (cause instanceof PayloadError || cause instanceof ArgumentError) throw cause;
    throw new ArgumentError(source, argument, "could not be read", { cause });
  }
}
