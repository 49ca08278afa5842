import { ArgumentError } from "../argument-error.js";

/**
 * The error for a member of a hub's description.
 *
 * @param rule What the member must be, as the end of the sentence "`member` …".
 */
export function invalid(member: string, rule: string): ArgumentError {
  return new ArgumentError("hub", member, rule);
}

/** @throws {ArgumentError} "`member` must be `rule`.", when the condition is false. */
export function need(isRight: boolean, member: string, rule: string): asserts isRight {
  if (!isRight) throw invalid(member, `must be ${rule}.`);
}

/** @throws {ArgumentError} when the value is not a string with a character. */
export function needText(value: unknown, member: string): asserts value is string {
  need(typeof value === "string" && value.trim() !== "", member, "a string that is not empty");
}
