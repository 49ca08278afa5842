import { checkHeaders } from "./headers.js";
import type { Platform } from "./platforms.js";
import { checkSize, type FindLargestField } from "./size.js";

/** One notification, ready to be sent: what every builder returns and the client takes. Frozen. */
export interface Notification {
  readonly platform: Platform;
  readonly contentType: string;
  /** Headers for the platform, such as `apns-priority`; never `Authorization` or the format. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a builder hands over when its own checks are done. */
interface NotificationParts extends Omit<Notification, "headers"> {
  /** Default: none. */
  readonly headers?: Notification["headers"] | undefined;
  /** Greatest UTF-8 size of the body. */
  readonly limitBytes: number;
}

/**
 * The end of every builder: checks headers and size, and freezes the result. It knows nothing of the platforms, so that a
 * builder brings no other platform's facts along.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header, NH_PAYLOAD_TOO_LARGE for the body.
 */
export function createNotification(
  { limitBytes, ...parts }: NotificationParts,
  largestField?: FindLargestField,
): Notification {
  const headers = Object.freeze({ ...parts.headers });
  checkHeaders(parts.platform, headers);
  checkSize(parts.platform, parts.body, limitBytes, largestField);
  return Object.freeze({ ...parts, headers });
}
