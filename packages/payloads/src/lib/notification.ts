import type { Facts } from "./facts.js";
import type { Headers } from "./headers.js";
import type { Platform } from "./platforms.js";
import { checkSize, type FindLargestField } from "./size.js";

/**
 * One notification, ready to be sent. Every builder returns one, and the client takes it. Frozen.
 */
export interface Notification {
  readonly platform: Platform;
  readonly contentType: string;
  /** Headers for the platform, such as `apns-priority`; never `Authorization` or the format. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The end of every builder: checks the size and freezes the result. Headers are checked where a
 * caller gives them.
 *
 * @param largestField Finds the field to name when the body is too large. Default: none is named.
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE for the body.
 */
export function createNotification(
  platform: Platform,
  { contentType, limitBytes }: Facts,
  headers: Headers,
  body: string,
  largestField?: FindLargestField,
): Notification {
  checkSize(platform, body, limitBytes, largestField);
  return Object.freeze({ platform, contentType, headers: Object.freeze({ ...headers }), body });
}
