import type { SnakeCaseRules } from "../json/object-rule.js";
import { boolean, listOf, number, type Rule, string, wholeNumberUpTo } from "../json/rule.js";
import { duration, LONGEST_TTL_SECONDS } from "./duration.js";
import { fcmObject } from "./fcm-object.js";
import { analyticsLabel, enumeration, imageUrl, numeric, rgbColor, stringData, timestamp } from "./formats.js";
import type {
  FcmV1Analytics,
  FcmV1Android,
  FcmV1AndroidNotification,
  FcmV1Color,
  FcmV1LightSettings,
} from "./types.js";

const part = numeric(number("a number from 0 to 1", 1));

const lightSettings = fcmObject<FcmV1LightSettings>(
  {
    color: fcmObject<FcmV1Color>({ red: part, green: part, blue: part, alpha: part }),
    light_on_duration: duration(),
    light_off_duration: duration(),
  },
  { needs: ["color", "light_on_duration", "light_off_duration"] },
);

/** The keys of `message.android.notification`. */
export const androidNotificationRules: SnakeCaseRules<Omit<FcmV1AndroidNotification, "unconfirmed">> = {
  title: string,
  body: string,
  icon: string,
  color: rgbColor,
  sound: string,
  tag: string,
  image: imageUrl,
  click_action: string,
  body_loc_key: string,
  body_loc_args: listOf(string),
  title_loc_key: string,
  title_loc_args: listOf(string),
  channel_id: string,
  ticker: string,
  sticky: boolean,
  event_time: timestamp,
  local_only: boolean,
  notification_priority: enumeration(
    "PRIORITY_UNSPECIFIED",
    "PRIORITY_MIN",
    "PRIORITY_LOW",
    "PRIORITY_DEFAULT",
    "PRIORITY_HIGH",
    "PRIORITY_MAX",
  ),
  vibrate_timings: listOf(duration()),
  default_vibrate_timings: boolean,
  default_sound: boolean,
  light_settings: lightSettings,
  default_light_settings: boolean,
  visibility: enumeration("VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"),
  notification_count: numeric(wholeNumberUpTo(2_147_483_647)),
  proxy: enumeration("PROXY_UNSPECIFIED", "ALLOW", "DENY", "IF_PRIORITY_LOWERED"),
};

export const fcmOptions: Rule = fcmObject<FcmV1Analytics>({ analytics_label: analyticsLabel });

/** The keys of `message.android`. */
export const androidRules: SnakeCaseRules<Omit<FcmV1Android, "unconfirmed">> = {
  collapse_key: string,
  priority: enumeration("NORMAL", "HIGH"),
  ttl: duration(LONGEST_TTL_SECONDS),
  restricted_package_name: string,
  data: stringData,
  notification: fcmObject(androidNotificationRules),
  fcm_options: fcmOptions,
  direct_boot_ok: boolean,
  bandwidth_constrained_ok: boolean,
  restricted_satellite_ok: boolean,
};

/** `message.android`. */
export const android: Rule = fcmObject(androidRules);
