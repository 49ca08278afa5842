import { type SentPayload, wakesOnly } from "../apple/push-type.js";
import type { Headers } from "../headers.js";
import type { JsonObject } from "../json/json-value.js";
import type { SnakeCaseRules } from "../json/object-rule.js";
import { below, type Place, refuse } from "../json/place.js";
import { plainObject, type Rule, string } from "../json/rule.js";
import { android, fcmOptions } from "./android.js";
import { fcmObject, googleName } from "./fcm-object.js";
import { imageUrl, stringData } from "./formats.js";
import { legacyKeys, legacyNotificationKeys } from "./legacy-keys.js";
import type { FcmV1Message, FcmV1Notification } from "./types.js";
import { apns, webpush } from "./webpush-and-apns.js";

/** The keys of `message.notification`. */
export const notificationRules: SnakeCaseRules<FcmV1Notification> = { title: string, body: string, image: imageUrl };

/** The keys of `message`. */
export const messageRules: SnakeCaseRules<Omit<FcmV1Message, "unconfirmed">> = {
  data: stringData,
  notification: fcmObject(notificationRules, { places: legacyNotificationKeys }),
  android,
  webpush,
  apns,
  fcm_options: fcmOptions,
};

const message = fcmObject(messageRules);

/**
 * The body of FCM HTTP v1: `{"message": …}`. An object without `message` is the typed message.
 * Inside `message`, an object may be Google's document or the typed message: names and values of
 * both are read.
 */
export const fcmV1Body: Rule = (value, place) => {
  const body = plainObject(value, place);
  const isWrapped = Object.hasOwn(body, "message");
  if (!isWrapped && place.form === "platform") refuseUnwrapped(body, below(place, "message"));
  for (const key of isWrapped ? Object.keys(body) : []) {
    if (key === "message") continue;
    refuse(below(place, key), `must not be next to message; ${placeOf(key) ?? "remove it"}`);
  }
  const inside: Place = isWrapped ? place : { ...place, form: "typed" };
  const wire = message(isWrapped ? body.message : body, below(inside, "message")) as JsonObject;
  if (Object.keys(wire).length === 0) {
    refuse(below(place, "message"), "must not be empty; give at least a notification or data");
  }
  checkBackgroundPriority(wire, below(place, "message"));
  return { message: wire };
};

/**
 * A message without anything to show is a background push for Apple, which takes only priority 5
 * there (Apple, "Sending notification requests to APNs", `apns-priority`).
 */
function checkBackgroundPriority({ notification, apns }: JsonObject, place: Place): void {
  const { headers = {}, payload } = (apns ?? {}) as { headers?: Headers; payload?: SentPayload };
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "apns-priority");
  if (notification !== undefined || name === undefined || headers[name] !== "10") return;
  if (!wakesOnly(payload?.aps ?? {})) return;
  refuse(below(below(below(place, "apns"), "headers"), name), "must be 5, since the push shows nothing");
}

/** Where a key at the root of the body belongs. */
function placeOf(key: string): string | undefined {
  const name = googleName(key);
  const isPart = ["android", "webpush", "apns", "fcm_options"].includes(name);
  return legacyKeys.get(name) ?? (isPart ? `move it to message.${name}` : undefined);
}

/**
 * A document without `message` is a legacy body, or a message that was not wrapped. Says key by key
 * what to do.
 */
function refuseUnwrapped(body: JsonObject, place: Place): never {
  const moves = Object.keys(body).flatMap((key) => {
    const move = placeOf(key);
    return move === undefined ? [] : [`${key}: ${move}`];
  });
  const advice = moves.length > 0 ? `. This looks like a legacy body: ${moves.join("; ")}` : "";
  return refuse(place, `is missing; FCM HTTP v1 wants {"message": {…}}${advice}`);
}
