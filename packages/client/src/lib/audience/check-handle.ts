import { ArgumentError } from "../argument-error.js";
import { AudienceError } from "./audience-error.js";

/** Latin-1 without control characters: what every HTTP stack accepts as a header value. */
const headerValue = /^[\x20-\x7e\x80-\xff]+$/;

/**
 * Checks a device handle, or a part of a browser's subscription.
 *
 * @returns the handle.
 * @throws {AudienceError} when it is empty or cannot be part of a header.
 * @throws {ArgumentError} when it is not a string.
 */
export function checkHandle(handle: unknown): string {
  if (typeof handle !== "string") throw new ArgumentError("device", "handle", "must be a string");
  if (handle.trim() === "") throw new AudienceError("NH_AUDIENCE_INVALID", "A device handle is empty.");
  if (headerValue.test(handle)) return handle;
  throw new AudienceError(
    "NH_AUDIENCE_INVALID",
    "A device handle has a line break or another character that no platform issues.",
  );
}
