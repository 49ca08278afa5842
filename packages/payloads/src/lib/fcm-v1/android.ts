import type { JsonObject } from "../json/json-value.js";
import { below, listOf, type Rule, refuse, text, trueOrFalse, upTo, wholeUpTo } from "../json/rule.js";
import { duration, LONGEST_TTL_SECONDS } from "./duration.js";
import { fcmObject } from "./fcm-object.js";
import { analyticsLabel, enumeration, imageUrl, rgbColor, stringData, timestamp } from "./formats.js";
import type {
  FcmV1Analytics,
  FcmV1Android,
  FcmV1AndroidNotification,
  FcmV1Color,
  FcmV1LightSettings,
} from "./types.js";

const part = upTo(1);

const lightShape = fcmObject<FcmV1LightSettings>({
  color: fcmObject<FcmV1Color>({ red: part, green: part, blue: part, alpha: part }),
  light_on_duration: duration(),
  light_off_duration: duration(),
});

const lightSettings: Rule = (value, place) => {
  const wire = lightShape(value, place) as JsonObject;
  for (const key of ["color", "light_on_duration", "light_off_duration"]) {
    if (wire[key] === undefined) refuse(below(place, key), "is required in light settings");
  }
  return wire;
};

const notification = fcmObject<FcmV1AndroidNotification>({
  title: text,
  body: text,
  icon: text,
  color: rgbColor,
  sound: text,
  tag: text,
  image: imageUrl,
  click_action: text,
  body_loc_key: text,
  body_loc_args: listOf(text),
  title_loc_key: text,
  title_loc_args: listOf(text),
  channel_id: text,
  ticker: text,
  sticky: trueOrFalse,
  event_time: timestamp,
  local_only: trueOrFalse,
  notification_priority: enumeration(
    "PRIORITY_UNSPECIFIED",
    "PRIORITY_MIN",
    "PRIORITY_LOW",
    "PRIORITY_DEFAULT",
    "PRIORITY_HIGH",
    "PRIORITY_MAX",
  ),
  vibrate_timings: listOf(duration()),
  default_vibrate_timings: trueOrFalse,
  default_sound: trueOrFalse,
  light_settings: lightSettings,
  default_light_settings: trueOrFalse,
  visibility: enumeration("VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"),
  notification_count: wholeUpTo(2_147_483_647),
  proxy: enumeration("PROXY_UNSPECIFIED", "ALLOW", "DENY", "IF_PRIORITY_LOWERED"),
});

export const fcmOptions: Rule = fcmObject<FcmV1Analytics>({ analytics_label: analyticsLabel });

/** `message.android`. */
export const android: Rule = fcmObject<FcmV1Android>({
  collapse_key: text,
  priority: enumeration("NORMAL", "HIGH"),
  ttl: duration(LONGEST_TTL_SECONDS),
  restricted_package_name: text,
  data: stringData,
  notification,
  fcm_options: fcmOptions,
  direct_boot_ok: trueOrFalse,
  bandwidth_constrained_ok: trueOrFalse,
  restricted_satellite_ok: trueOrFalse,
});
