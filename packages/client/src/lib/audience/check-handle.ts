import { AudienceError } from "./audience-error.js";

/** Latin-1 without control characters: what every HTTP stack accepts as a header value. */
const headerValue = /^[\x20-\x7e\x80-\xff]+$/;

/** @throws {AudienceError} when a handle is empty or cannot stand in a header. */
export function checkedHandle(handle: unknown): string {
  if (typeof handle !== "string") throw new TypeError("A device handle must be a string.");
  if (handle.trim() === "") throw new AudienceError("NH_AUDIENCE_INVALID", "A device handle is empty.");
  if (!headerValue.test(handle)) {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      "A device handle has a line break or another character that no platform issues.",
    );
  }
  return handle;
}
