import { ArgumentError } from "../argument-error.js";
import { quoted } from "../excerpt.js";

/**
 * Refuses what is not an object, and members that would silently not be written.
 *
 * @throws {ArgumentError} when it is not an object, or has an unknown member.
 */
export function checkMembers(what: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== "object" || value === null) throw new ArgumentError(what, `${what} must be an object.`);
  const unknown = Object.keys(value).find((member) => !known.includes(member));
  if (unknown === undefined) return;
  throw new ArgumentError(
    unknown,
    `Unknown member ${quoted(unknown)} of ${uncapitalized(what)}. Known members: ${known.join(", ")}.`,
  );
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
