import { pushTypes } from "../apple/headers.js";
import { applePayload } from "../apple/payload.js";
import { webNotification } from "../browser/web-notification.js";
import { webPushHeaderRules, wholeSeconds } from "../browser/web-push-headers.js";
import { guidedObject } from "../json/guided-object.js";
import { type SameNameRules, sameName } from "../json/object-rule.js";
import { below, isPlainObject, mapEntries, oneOf, type Rule, refuse, text } from "../json/rule.js";
import { fcmObject } from "./fcm-object.js";
import { analyticsLabel, httpsUrl, imageUrl, stringData } from "./formats.js";
import type { FcmV1Apns, FcmV1Webpush, FcmV1WebpushHeaders } from "./types.js";

/** `message.webpush`. */
export const webpush: Rule = fcmObject<FcmV1Webpush>({
  headers: guidedObject(webPushHeaderRules satisfies SameNameRules<FcmV1WebpushHeaders>, sameName),
  data: stringData,
  notification: webNotification,
  fcm_options: fcmObject<NonNullable<FcmV1Webpush["fcmOptions"]>>({ analytics_label: analyticsLabel, link: httpsUrl }),
});

const apnsHeaderRules: Readonly<Record<string, Rule>> = {
  "apns-priority": oneOf("1", "5", "10"),
  "apns-push-type": oneOf(...pushTypes),
  "apns-expiration": wholeSeconds,
};

const apnsHeaders: Rule = (value, place) =>
  mapEntries(value, place, (name, item) => [
    name,
    (apnsHeaderRules[name.toLowerCase()] ?? text)(item, below(place, name)),
  ]);

/** `message.apns`. The notification of the message may be what a person sees, so `aps` need not hold an alert. */
export const apns: Rule = fcmObject<FcmV1Apns>({
  headers: apnsHeaders,
  payload: (value, place) => (isPlainObject(value) ? applePayload : refuse(place, "must be an object"))(value, place),
  fcm_options: fcmObject<NonNullable<FcmV1Apns["fcmOptions"]>>({ analytics_label: analyticsLabel, image: imageUrl }),
  live_activity_token: text,
});
