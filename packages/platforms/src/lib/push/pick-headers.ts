import type { Notification } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";

/**
 * Picks the headers that a service reads, with names in lower case. Other headers, such as those
 * for the hub, are not sent.
 *
 * @throws {ArgumentError} for a value that would break the request or add another header. The
 * builders refuse such values, too.
 */
export function pickHeaders(notification: Notification, read: RegExp): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(notification.headers)) {
    const lower = name.toLowerCase();
    if (!read.test(lower)) continue;
    if (!/^[\w-]+$/.test(lower) || typeof value !== "string" || !/^[\t -~\x80-\xff]*$/.test(value)) {
      throw new ArgumentError(
        `notification.headers.${name}`,
        `The header ${name} must be one line of Latin-1 characters.`,
      );
    }
    picked[lower] = value;
  }
  return picked;
}
