import { ArgumentError } from "../argument-error.js";
import { AudienceError } from "./audience-error.js";

/** Latin-1 without control characters: what every HTTP stack accepts as a header value. */
const headerValue = /^[\x20-\x7e\x80-\xff]+$/;

/**
 * Checks a device handle, or a part of a browser's subscription.
 *
 * @param source The function that was called.
 * @returns the handle.
 * @throws {AudienceError} when it is empty or cannot be part of a header.
 * @throws {ArgumentError} when it is not a string.
 */
export function checkHandle(source: string, handle: unknown): string {
  if (typeof handle !== "string") throw new ArgumentError(source, "handle", "must be a string");
  const problem = handleProblem(handle);
  if (problem === undefined) return handle;
  throw new AudienceError(source, "NH_AUDIENCE_INVALID", `A device handle ${problem}.`);
}

/** Why a string cannot be sent as a handle, as the end of a sentence. */
export function handleProblem(handle: string): string | undefined {
  if (handle.trim() === "") return "is empty";
  return headerValue.test(handle) ? undefined : "has a line break or another character that no platform issues";
}
