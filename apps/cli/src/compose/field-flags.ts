import type { NativePlatform } from "@nh/payloads";
import type { ContentValues, DeliveryValues } from "./content-options.js";

type FlagName = keyof ContentValues | keyof DeliveryValues;

/**
 * The option behind each field that the builder of a platform can refuse, by the field's path in
 * the payload. Every field below it, such as `data.from`, has the same option. A field that several
 * options fill, such as the texts of a toast, is not here.
 */
export const fieldFlags: Readonly<Record<NativePlatform, Readonly<Record<string, FlagName>>>> = {
  apple: {
    "aps.badge": "badge",
    data: "data",
    "options.collapseId": "collapse",
    "options.expiration": "ttl",
    "options.priority": "priority",
    "options.pushType": "pushType",
    headers: "header",
  },
  fcmv1: {
    "message.notification.image": "image",
    "message.android.notification.notification_count": "badge",
    "message.data": "data",
    "message.android.ttl": "ttl",
    headers: "header",
  },
  gcm: { "notification.image": "image", data: "data", time_to_live: "ttl", headers: "header" },
  windows: {
    value: "badge",
    images: "image",
    launch: "link",
    "options.priority": "priority",
    "options.tag": "collapse",
    "options.ttlSeconds": "ttl",
    headers: "header",
  },
  windowsphone: {
    text2: "body",
    title: "title",
    backContent: "body",
    count: "badge",
    param: "link",
    headers: "header",
  },
  adm: { data: "data", expiresAfter: "ttl", headers: "header" },
  baidu: { url: "link", custom_content: "data", headers: "header" },
  xiaomi: { headers: "header" },
  browser: { data: "data", headers: "header" },
};
