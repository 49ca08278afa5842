import { ArgumentError } from "./argument-error.js";
import { type Operation, routeOf } from "./routes.js";

/**
 * Builds the path of a request. The hub's name and the parameter are percent-encoded, so that any
 * id is accepted.
 *
 * @param parameter The id or tag that the operation names; ignored by operations without one.
 *
 * @throws {ArgumentError} when the operation is unknown, or when a part that it needs is missing,
 * is `.` or `..` (URL parsers read them as steps in the path), or is not well-formed Unicode.
 *
 * @example
 * buildPath("getInstallation", "demo", "a/b"); // "/demo/installations/a%2Fb"
 */
export function buildPath(operation: Operation, hubName: string | undefined, parameter?: string): string {
  return routeOf(operation).path.replace(/\{(\w+)\}/g, (_braces, name: string) =>
    name === "hub" ? encodeSegment(hubName, "hub name") : encodeSegment(parameter, name),
  );
}

function encodeSegment(value: string | undefined, what: string): string {
  if (typeof value !== "string" || value === "")
    throw new ArgumentError(what, `The ${what} must be a non-empty string.`);
  if (value === "." || value === "..") {
    throw new ArgumentError(
      what,
      `The ${what} cannot be ${JSON.stringify(value)}: URL parsers would resolve it as a relative path segment.`,
    );
  }
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new ArgumentError(what, `The ${what} has half of an emoji.`, { cause });
  }
}
