import type { JsonObject } from "../json/json-value.js";
import { below, type Rule, refuse, text } from "../json/rule.js";
import { android, fcmOptions } from "./android.js";
import { fcmObject, googleName } from "./fcm-object.js";
import { imageUrl, stringData } from "./formats.js";
import { legacyKeys, legacyNotificationKeys } from "./legacy-keys.js";
import type { FcmV1Message, FcmV1Notification } from "./types.js";
import { apns, webpush } from "./webpush-and-apns.js";

const message = fcmObject<FcmV1Message>({
  data: stringData,
  notification: fcmObject<FcmV1Notification>({ title: text, body: text, image: imageUrl }, legacyNotificationKeys),
  android,
  webpush,
  apns,
  fcm_options: fcmOptions,
});

/** The body of FCM HTTP v1: `{"message": …}`. Typed input is the message itself or an object with the one key `message`. */
export const fcmV1Body: Rule = (value, place) => {
  const body = value as JsonObject;
  const wrapped = Object.hasOwn(body, "message");
  if (place.own && !wrapped) refuseUnwrapped(body, (rule) => refuse({ ...place, field: "message" }, rule));
  const inner = wrapped ? body.message : body;
  for (const key of wrapped ? Object.keys(body) : []) {
    if (key !== "message")
      refuse(below(place, key), `must not stand beside message; ${placeOf(key) ?? "leave it out"}`);
  }
  const wire = message(inner, below(place, "message")) as JsonObject;
  if (Object.keys(wire).length === 0) {
    refuse(below(place, "message"), "must not be empty; give at least a notification or data");
  }
  return { message: wire };
};

function placeOf(key: string): string | undefined {
  const name = googleName(key);
  return Object.hasOwn(legacyKeys, name) ? legacyKeys[name] : undefined;
}

/** JSON text without `message` is a legacy body, or a message that was not wrapped; both are told key by key what to do. */
function refuseUnwrapped(body: JsonObject, refuseBody: (rule: string) => never): never {
  const moves = Object.keys(body).flatMap((key) => {
    const place =
      placeOf(key) ??
      (["android", "webpush", "apns", "fcm_options"].includes(googleName(key))
        ? `move it to message.${googleName(key)}`
        : undefined);
    return place === undefined ? [] : [`${key}: ${place}`];
  });
  return refuseBody(
    `is missing; FCM HTTP v1 wants {"message": {…}}${moves.length > 0 ? `, and this looks like a legacy body: ${moves.join("; ")}` : ""}`,
  );
}
