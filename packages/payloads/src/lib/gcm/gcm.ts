import { fcmFacts } from "../facts.js";
import { LONGEST_TTL_SECONDS } from "../fcm-v1/duration.js";
import { googleName } from "../fcm-v1/fcm-object.js";
import { imageUrl, isReservedKey, rgbColor } from "../fcm-v1/formats.js";
import { targetKeys } from "../fcm-v1/legacy-keys.js";
import { anyJson } from "../json/any-json.js";
import { decidedByKeys } from "../json/form-from-keys.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import type { SnakeCaseRules } from "../json/object-rule.js";
import { refuse } from "../json/place.js";
import { boolean, listOf, mapEntries, oneOf, type Rule, string, wholeNumberUpTo } from "../json/rule.js";
import { misplacedKey } from "../json/unknown-key.js";
import type { BuiltNotification } from "../notification.js";
import { readBuilderOptions } from "../read-builder-options.js";
import { warnOfRetirement } from "../warn-of-retirement.js";
import type { GcmNotification, GcmOptions, GcmPayload, GcmPlatformPayload } from "./types.js";

const data: Rule = (value, place) =>
  mapEntries(value, place, (key, item, at) => {
    if (isReservedKey(key)) refuse(at, "is a key that FCM reserves; choose another");
    return [key, anyJson(item, at)];
  });

/** The keys of `notification`. */
export const gcmNotificationRules = {
  title: string,
  body: string,
  android_channel_id: string,
  icon: string,
  sound: string,
  tag: string,
  color: rgbColor,
  click_action: string,
  body_loc_key: string,
  body_loc_args: listOf(string),
  title_loc_key: string,
  title_loc_args: listOf(string),
  image: imageUrl,
  subtitle: string,
  badge: string,
} satisfies SnakeCaseRules<GcmNotification>;

/** Where keys belong that this package does not send. */
const places = new Map([...Object.entries(targetKeys), ["message", "it belongs to FCM HTTP v1: use fcmV1()"]]);

/** The keys of the body. */
export const gcmRules = {
  data,
  notification: decidedByKeys(gcmNotificationRules),
  collapse_key: string,
  priority: oneOf("normal", "high"),
  content_available: boolean,
  mutable_content: boolean,
  time_to_live: wholeNumberUpTo(LONGEST_TTL_SECONDS),
  restricted_package_name: string,
  dry_run: boolean,
} satisfies SnakeCaseRules<GcmPayload>;

const shape = decidedByKeys(gcmRules, { readUnknown: misplacedKey((key) => places.get(googleName(key))) });

const gcmBody: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if (wire.data === undefined && wire.notification === undefined) refuse(place, "must have data or notification");
  return wire;
};

/**
 * A notification for the legacy FCM (once GCM) HTTP API, kept for old hubs. The payload is a typed
 * object, or Google's own document as an object in snake_case or as JSON in a string.
 *
 * @deprecated Google shut the legacy API down in 2024; use {@link fcmV1}, and {@link
 * convertGcmToFcmV1} to move payloads over.
 * @example
 * gcm({ notification: { title: "Order 7" }, data: { order: "7" }, timeToLive: 60 });
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over
 * 4,096 bytes.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function gcm(payload: GcmPayload | GcmPlatformPayload | string, options?: GcmOptions): BuiltNotification {
  const read = readBuilderOptions("gcm", options);
  warnOfRetirement("gcm", read);
  return jsonNotification("gcm", fcmFacts, payload, gcmBody, read);
}
