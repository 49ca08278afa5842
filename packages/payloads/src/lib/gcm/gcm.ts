import { LONGEST_TTL_SECONDS } from "../fcm-v1/duration.js";
import { googleName } from "../fcm-v1/fcm-object.js";
import { imageUrl, isReservedKey, rgbColor } from "../fcm-v1/formats.js";
import { anyJson } from "../json/any-json.js";
import { guidedObject } from "../json/guided-object.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { type SnakeCaseRules, snakeCase } from "../json/object-rule.js";
import { below, listOf, mapEntries, oneOf, type Rule, refuse, text, trueOrFalse, wholeUpTo } from "../json/rule.js";
import type { Notification } from "../notification.js";
import { checkOptionNames } from "../options.js";
import type { GcmNotification, GcmOptions, GcmPayload } from "./types.js";

const data: Rule = (value, place) =>
  mapEntries(value, place, (key, item) => {
    if (isReservedKey(key)) refuse(below(place, key), "is a key that FCM reserves; choose another");
    return [key, anyJson(item, below(place, key))];
  });

const notification = guidedObject(
  {
    title: text,
    body: text,
    android_channel_id: text,
    icon: text,
    sound: text,
    tag: text,
    color: rgbColor,
    click_action: text,
    body_loc_key: text,
    body_loc_args: listOf(text),
    title_loc_key: text,
    title_loc_args: listOf(text),
    image: imageUrl,
    subtitle: text,
    badge: text,
  } satisfies SnakeCaseRules<GcmNotification>,
  snakeCase,
);

const shape = guidedObject(
  {
    data,
    notification,
    collapse_key: text,
    priority: oneOf("normal", "high"),
    content_available: trueOrFalse,
    mutable_content: trueOrFalse,
    time_to_live: wholeUpTo(LONGEST_TTL_SECONDS),
    restricted_package_name: text,
    dry_run: trueOrFalse,
  } satisfies SnakeCaseRules<GcmPayload>,
  snakeCase,
  (key) => advice[googleName(key)],
);

const suppliedByTheHub = "the hub supplies the target: send to an audience instead";

const advice: Readonly<Record<string, string | undefined>> = {
  to: suppliedByTheHub,
  registration_ids: suppliedByTheHub,
  condition: suppliedByTheHub,
  message: "that is FCM HTTP v1: use fcmV1()",
};

const gcmBody: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if (wire.data === undefined && wire.notification === undefined) refuse(place, "must hold data or notification");
  return wire;
};

/**
 * A notification for the legacy FCM (once GCM) HTTP API, kept for old hubs.
 *
 * @deprecated Google shut the legacy API down in 2024; use {@link fcmV1}, and {@link convertGcmToFcmV1} to move payloads over.
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function gcm(payload: GcmPayload | string, options: GcmOptions = {}): Notification {
  checkOptionNames("gcm", options, ["headers"]);
  return jsonNotification("gcm", payload, gcmBody, options.headers);
}
