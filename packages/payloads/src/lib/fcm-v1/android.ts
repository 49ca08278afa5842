import { listOf } from "../json/collections.js";
import type { JsonObject } from "../json/json-value.js";
import { below, type Rule, refuse, text, trueOrFalse, upTo } from "../json/rule.js";
import { duration, LONGEST_TTL_SECONDS } from "./duration.js";
import { fcmObject } from "./fcm-object.js";
import { analyticsLabel, enumeration, imageUrl, rgbColor, stringData, timestamp } from "./formats.js";
import type { FcmV1Analytics, FcmV1Android, FcmV1AndroidNotification, FcmV1Color, FcmV1LightSettings } from "./types.js";

const part = upTo(1);

const lightShape = fcmObject<FcmV1LightSettings>({
  color: fcmObject<FcmV1Color>({ red: part, green: part, blue: part, alpha: part }),
  lightOnDuration: duration(),
  lightOffDuration: duration(),
});

const lightSettings: Rule = (value, place) => {
  const wire = lightShape(value, place) as JsonObject;
  for (const key of ["color", "light_on_duration", "light_off_duration"]) {
    if (wire[key] === undefined) refuse(below(place, key), "is required in light settings");
  }
  return wire;
};

const notificationShape = fcmObject<FcmV1AndroidNotification>({
  title: text,
  body: text,
  icon: text,
  color: rgbColor,
  sound: text,
  tag: text,
  image: imageUrl,
  clickAction: text,
  bodyLocKey: text,
  bodyLocArgs: listOf(text),
  titleLocKey: text,
  titleLocArgs: listOf(text),
  channelId: text,
  ticker: text,
  sticky: trueOrFalse,
  eventTime: timestamp,
  localOnly: trueOrFalse,
  notificationPriority: enumeration(
    "PRIORITY_UNSPECIFIED",
    "PRIORITY_MIN",
    "PRIORITY_LOW",
    "PRIORITY_DEFAULT",
    "PRIORITY_HIGH",
    "PRIORITY_MAX",
  ),
  vibrateTimings: listOf(duration()),
  defaultVibrateTimings: trueOrFalse,
  defaultSound: trueOrFalse,
  lightSettings,
  defaultLightSettings: trueOrFalse,
  visibility: enumeration("VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"),
  notificationCount: upTo(2_147_483_647, true),
  proxy: enumeration("PROXY_UNSPECIFIED", "ALLOW", "DENY", "IF_PRIORITY_LOWERED"),
});

const notification: Rule = (value, place) => {
  const wire = notificationShape(value, place) as JsonObject;
  for (const part of ["body", "title"]) {
    if (wire[`${part}_loc_args`] && !wire[`${part}_loc_key`]) {
      refuse(below(place, `${part}_loc_args`), `needs ${part}_loc_key`);
    }
  }
  return wire;
};

export const fcmOptions: Rule = fcmObject<FcmV1Analytics>({ analyticsLabel });

/** `message.android`. */
export const android: Rule = fcmObject<FcmV1Android>({
  collapseKey: text,
  priority: enumeration("NORMAL", "HIGH"),
  ttl: duration(LONGEST_TTL_SECONDS),
  restrictedPackageName: text,
  data: stringData,
  notification,
  fcmOptions,
  directBootOk: trueOrFalse,
  bandwidthConstrainedOk: trueOrFalse,
  restrictedSatelliteOk: trueOrFalse,
});
