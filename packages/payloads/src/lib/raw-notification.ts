import { invalidField } from "./errors.js";
import { createNotification, type Notification } from "./notification.js";
import { isPlatform, type Platform, platformFacts, platforms } from "./platforms.js";

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

const mediaType = /^[!#$&^_.+0-9A-Za-z-]+\/[!#$&^_.+0-9A-Za-z-]+[\t ]*(?:;[\t\x20-\x7e]*)?$/;

/**
 * A notification whose body and headers the caller answers for: nothing is inferred, and only headers and size are checked.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header or content type, NH_PAYLOAD_TOO_LARGE for the body.
 * @throws {TypeError} for an unknown platform or a body that is not a string.
 */
export function rawNotification(input: RawNotificationInput): Notification {
  const { platform, body, headers } = input;
  if (!isPlatform(platform)) {
    throw new TypeError(`Unknown platform ${JSON.stringify(platform)}; use one of ${platforms.join(", ")}`);
  }
  if (typeof body !== "string") throw new TypeError(`${platform}: the body must be a string, not ${typeof body}`);
  const { defaultContentType, bodyLimitBytes } = platformFacts[platform];
  const contentType = input.contentType ?? defaultContentType;
  if (!mediaType.test(contentType)) {
    throw invalidField(platform, "contentType", "must be a media type such as application/json;charset=utf-8");
  }
  return createNotification({ platform, body, contentType, headers, limitBytes: bodyLimitBytes });
}
