import { invalidField } from "./errors.js";
import { checkHeaders } from "./headers.js";
import { isPlatform, type Platform, platformFacts, platforms } from "./platforms.js";
import { checkSize, type SizeOptions } from "./size.js";

/** One notification, ready to be sent: what every builder returns and the client takes. Frozen. */
export interface Notification {
  readonly platform: Platform;
  readonly contentType: string;
  /** Headers for the platform, such as `apns-priority`; never `Authorization` or the format. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a builder hands over when its own checks are done. */
export interface NotificationParts extends SizeOptions {
  readonly platform: Platform;
  readonly body: string;
  /** Default: the platform's. */
  readonly contentType?: string | undefined;
  /** Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const mediaType = /^[!#$&^_.+0-9A-Za-z-]+\/[!#$&^_.+0-9A-Za-z-]+[\t ]*(?:;[\t\x20-\x7e]*)?$/;

/**
 * The end of every builder: checks headers and size, and freezes the result.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header or content type, NH_PAYLOAD_TOO_LARGE for the body.
 */
export function createNotification(parts: NotificationParts): Notification {
  const { platform, body } = parts;
  const headers = { ...parts.headers };
  const contentType = parts.contentType ?? platformFacts[platform].defaultContentType;
  if (!mediaType.test(contentType)) {
    throw invalidField(platform, "contentType", "must be a media type such as application/json;charset=utf-8");
  }
  checkHeaders(platform, headers);
  checkSize(platform, body, parts);
  return Object.freeze({ platform, contentType, headers: Object.freeze(headers), body });
}

/** A notification as the platform reads it, for what no builder covers. */
export interface RawNotificationInput {
  readonly platform: Platform;
  /** Sent as it is: not parsed, not checked but for its size. */
  readonly body: string;
  /** Default: the platform's, such as `application/json;charset=utf-8`. */
  readonly contentType?: string | undefined;
  /** Headers for the platform. Default: none; nothing is inferred. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A notification whose body and headers the caller answers for: nothing is inferred, and only headers and size are checked.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header or content type, NH_PAYLOAD_TOO_LARGE for the body.
 * @throws {TypeError} for an unknown platform or a body that is not a string.
 */
export function rawNotification(input: RawNotificationInput): Notification {
  const { platform, body, contentType, headers } = input;
  if (!isPlatform(platform)) {
    throw new TypeError(`Unknown platform ${JSON.stringify(platform)}; use one of ${platforms.join(", ")}`);
  }
  if (typeof body !== "string") throw new TypeError(`${platform}: the body must be a string, not ${typeof body}`);
  return createNotification({ platform, body, contentType, headers });
}
