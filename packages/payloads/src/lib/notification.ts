import type { ReadOptions } from "./builder-options.js";
import type { Facts } from "./facts.js";
import { wellFormed } from "./json/rule.js";
import type { Platform } from "./platforms.js";
import { checkSize, type FindLargestField } from "./size.js";
import type { NotificationWarning } from "./warning.js";

/**
 * One notification, ready to be sent. The client takes it. Every builder returns one that is
 * frozen.
 */
export interface Notification {
  readonly platform: Platform;
  readonly contentType: string;
  /** Headers for the platform, such as `apns-priority`; never `Authorization` or the format. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is probably not meant. Absent in a notification that no builder made. */
  readonly warnings?: readonly NotificationWarning[] | undefined;
}

/** What a builder returns: a notification whose warnings are known. */
export interface BuiltNotification extends Notification {
  /** What the platform does not refuse, but what is probably not meant. Frozen, mostly empty. */
  readonly warnings: readonly NotificationWarning[];
}

/**
 * The end of every builder: checks the size and freezes the result. Headers are checked where a
 * caller gives them.
 *
 * @param largestField Finds the field to name when the body is too large. Default: none is named.
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE for the body; NH_PAYLOAD_INVALID for one that UTF-8
 * cannot carry.
 */
export function createNotification(
  platform: Platform,
  { contentType, limitBytes }: Facts,
  { headers, warnings }: Pick<ReadOptions, "headers" | "warnings">,
  body: string,
  largestField?: FindLargestField,
): BuiltNotification {
  checkSize(platform, body, limitBytes, largestField);
  wellFormed(body, { platform, field: "" });
  return Object.freeze({
    platform,
    contentType,
    headers: Object.freeze({ ...headers }),
    body,
    warnings: Object.freeze(warnings),
  });
}
