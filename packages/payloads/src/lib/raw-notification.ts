import { ArgumentError } from "./argument-error.js";
import { factsByPlatform } from "./facts.js";
import { ownHeaders } from "./headers.js";
import { largestJsonField } from "./json/largest-json-field.js";
import type { Place } from "./json/place.js";
import { matching } from "./json/rule.js";
import { type BuiltNotification, createNotification } from "./notification.js";
import { isPlatform, type Platform, platforms } from "./platforms.js";
import { readArgument } from "./read-argument.js";
import { warnOfRetirement } from "./warn-of-retirement.js";
import type { NotificationWarning } from "./warning.js";

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
const mediaType = matching(
  "a media type such as application/json;charset=utf-8",
  /^[!#-'*+.^`|~\w-]+\/[!#-'*+.^`|~\w-]+[\t ]*(;[\t -~]*)?$/,
);

/**
 * A notification as the caller wrote it: nothing is inferred, and only headers and size are
 * checked. It has a warning where the push service was shut down.
 *
 * @example
 * const headers = { "apns-priority": "5" };
 * rawNotification({ platform: "apple", body: '{"aps":{"alert":"Hi"}}', headers });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header or content type, NH_PAYLOAD_TOO_LARGE
 * for the body.
 * @throws {ArgumentError} for an unknown platform, for a body that is not a string, and when the
 * input is not an object.
 */
export function rawNotification(input: RawNotificationInput): BuiltNotification {
  return readArgument("rawNotification", "input", input, (given) => {
    return build("rawNotification", given, (platform) => {
      const warnings: NotificationWarning[] = [];
      warnOfRetirement(platform, { strict: false, warnings });
      return warnings;
    });
  });
}

/**
 * Refuses a notification that `rawNotification` would refuse, for whoever takes one that may have
 * been written by hand.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad header or content type, NH_PAYLOAD_TOO_LARGE
 * for the body.
 * @throws {ArgumentError} when it is not an object with a platform and a body.
 *
 * @example
 * checkNotification({ platform: "apple", body: '{"aps":{"alert":"Hi"}}' });
 */
export function checkNotification(notification: RawNotificationInput): void {
  readArgument("checkNotification", "notification", notification, (given) =>
    build("checkNotification", given, () => []),
  );
}

/** @param call The function of this file that was called, for messages. */
function build(
  call: string,
  { platform, body, headers: given = {}, contentType }: RawNotificationInput,
  warningsFor: (platform: Platform) => NotificationWarning[],
): BuiltNotification {
  if (!isPlatform(platform)) throw new ArgumentError(call, "platform", `must be one of ${platforms.join(", ")}`);
  if (typeof body !== "string") throw new ArgumentError(platform, "body", "must be a string");
  const { contentType: defaultType, limitBytes } = factsByPlatform[platform];
  const place: Place = { platform, field: "contentType", form: "platform" };
  const type = mediaType(contentType ?? defaultType, place) as string;
  const headers = ownHeaders(given, place);
  const found = { headers, warnings: warningsFor(platform) };
  return createNotification(platform, { contentType: type, limitBytes }, found, body, largestJsonField);
}
