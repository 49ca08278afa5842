import { apnsHeaders } from "../apple/apns-headers.js";
import { applePayload } from "../apple/payload.js";
import { webNotification } from "../browser/web-notification.js";
import { webPushHeaders } from "../browser/web-push-headers.js";
import { byLowerCaseName, type KnownHeader } from "../headers.js";
import type { JsonObject } from "../json/json-value.js";
import { below, refuse } from "../json/place.js";
import { mapEntries, plainObject, type Rule, string } from "../json/rule.js";
import { fcmObject } from "./fcm-object.js";
import { analyticsLabel, httpsUrl, imageUrl, stringData } from "./formats.js";
import type { FcmV1Apns, FcmV1Webpush } from "./types.js";

/** `message.webpush`. */
export const webpush: Rule = fcmObject<FcmV1Webpush>({
  headers: headerValues(webPushHeaders),
  data: stringData,
  notification: webNotification,
  fcm_options: fcmObject<NonNullable<FcmV1Webpush["fcmOptions"]>>({ analytics_label: analyticsLabel, link: httpsUrl }),
});

/**
 * What {@link apple} takes; in a typed message only its typed form. Without `aps`, FCM refuses it
 * (seen with FCM: "INVALID_ARGUMENT").
 */
const apnsPayload: Rule = (value, place) => {
  if (place.form === "typed" && Object.hasOwn(plainObject(value, place), "aps")) {
    refuse(below(place, "aps"), "is Apple's own form; write the keys of aps in its place");
  }
  const wire = applePayload(value, place) as JsonObject;
  return Object.hasOwn(wire, "aps") ? wire : refuse(below(place, "aps"), "must be set, or FCM refuses the message");
};

/**
 * `message.apns`. The notification of the message may be what a person sees, so `aps` need not hold
 * an alert.
 */
export const apns: Rule = fcmObject<FcmV1Apns>({
  headers: headerValues(Object.values(apnsHeaders)),
  payload: apnsPayload,
  fcm_options: fcmObject<NonNullable<FcmV1Apns["fcmOptions"]>>({ analytics_label: analyticsLabel, image: imageUrl }),
  live_activity_token: string,
});

/**
 * Headers inside a message; those that the platform reads are checked, whatever their letter case.
 */
function headerValues(known: readonly KnownHeader[]): Rule {
  const byName = byLowerCaseName(known);
  return (headers, place) =>
    mapEntries(headers, { ...place, form: "platform" }, (name, value, at) => {
      const rule = byName.get(name.toLowerCase())?.value ?? string;
      return [name, rule(value, at)];
    });
}
