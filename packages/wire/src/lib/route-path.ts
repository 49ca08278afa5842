import type { Route } from "./routes.js";

/** The operation that most programs need and nothing else, so that they can do without the table of all. */
export const sendRoute = { operation: "send", method: "POST", path: "/{hub}/messages/", right: "Send" } as const;

/**
 * Builds the path of a request. Hub name and parameter are percent-encoded, so that any id is accepted.
 *
 * @throws TypeError when either is missing, `.` or `..` (which URL parsers take for steps in the path), or not well-formed Unicode.
 */
export function pathOf({ path }: Route, hubName: string, parameter?: string): string {
  return path.replace(/\{(\w+)\}/g, (_braces, name: string) =>
    name === "hub" ? encodeSegment(hubName, "hub name") : encodeSegment(parameter, name),
  );
}

function encodeSegment(value: string | undefined, what: string): string {
  if (typeof value !== "string" || value === "") throw new TypeError(`The ${what} must be a string that is not empty.`);
  if (value === "." || value === "..") {
    throw new TypeError(`The ${what} cannot be ${JSON.stringify(value)}: URLs take it for a step in the path.`);
  }
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new TypeError(`The ${what} contains half of a surrogate pair and cannot be written in a URL.`, { cause });
  }
}
