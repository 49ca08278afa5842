import { ArgumentError } from "./argument-error.js";
import { factsByPlatform } from "./facts.js";
import { type Headers, ownHeaders } from "./headers.js";
import { largestJsonField } from "./json/largest-json-field.js";
import { refuse } from "./json/place.js";
import { createNotification, type Notification } from "./notification.js";
import type { Platform } from "./platforms.js";
import { readArgument } from "./read-argument.js";

/** A notification as the platform reads it, for what no builder covers. */
export interface RawNotificationInput {
  readonly platform: Platform;
  /** Sent as it is: not parsed, and checked for its size only. */
  readonly body: string;
  /** Default: the platform's, such as `application/json;charset=utf-8`. */
  readonly contentType?: string | undefined;
  /** Headers for the platform. Default: none; nothing is inferred. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Two tokens of RFC 9110, and parameters. */
const validMediaType = /^[!#-'*+.^`|~\w-]+\/[!#-'*+.^`|~\w-]+[\t ]*(;[\t -~]*)?$/;

/**
 * A notification as the caller wrote it: nothing is inferred, and only headers and size are
 * checked.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header or content type, NH_PAYLOAD_TOO_LARGE
 * for the body.
 * @throws {ArgumentError} for an unknown platform, for a body that is not a string, and when the
 * input is not an object.
 */
export function rawNotification(input: RawNotificationInput): Notification {
  return readArgument("rawNotification", "input", input, ({ platform, body, headers = {}, contentType }) => {
    if (!Object.hasOwn(factsByPlatform, platform)) {
      const names = Object.keys(factsByPlatform).join(", ");
      throw new ArgumentError("rawNotification", "platform", `must be one of ${names}`);
    }
    if (typeof body !== "string") throw new ArgumentError(platform, "body", "must be a string");
    const { contentType: defaultType, limitBytes } = factsByPlatform[platform];
    const mediaType: unknown = contentType ?? defaultType;
    if (typeof mediaType !== "string" || !validMediaType.test(mediaType)) {
      const rule = "must be a media type such as application/json;charset=utf-8";
      return refuse({ platform, field: "contentType" }, rule);
    }
    const checked = ownHeaders()(headers, { platform, field: "headers", form: "platform" }) as Headers;
    return createNotification(platform, { contentType: mediaType, limitBytes }, checked, body, largestJsonField);
  });
}
