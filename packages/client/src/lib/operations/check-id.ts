import { buildPath, type Operation } from "@nh/wire";
import { encodeArgument } from "./encode-argument.js";

/**
 * Checks an id that goes into the path of a request.
 *
 * @returns the id.
 * @throws {ArgumentError} when it is not a string with a character, is `.` or `..`, or is not
 * well-formed Unicode.
 */
export function checkId(call: string, argument: string, operation: Operation, id: string): string {
  encodeArgument(call, argument, () => buildPath(operation, "hub", id));
  return id;
}
