import { admNotificationRules, admRules } from "../adm/adm.js";
import { alertRules, apsRules } from "../apple/aps.js";
import { baiduRules } from "../baidu/baidu.js";
import { webNotificationRules } from "../browser/web-notification.js";
import { fieldRules } from "../content/check-content.js";
import { androidNotificationRules, androidRules } from "../fcm-v1/android.js";
import { messageRules, notificationRules } from "../fcm-v1/message.js";
import { gcmNotificationRules, gcmRules } from "../gcm/gcm.js";
import type { NativePlatform } from "../platforms.js";
import { xiaomiRules } from "../xiaomi/xiaomi.js";
import { jsonKeys, keyFor } from "./json-keys.js";
import type { PayloadKey } from "./payload-key.js";
import { phoneToastKeys, toastKeys } from "./xml-keys.js";

const keys: Readonly<Record<NativePlatform | "content", () => PayloadKey[]>> = {
  content: () => Object.entries(fieldRules).map(([name, { accepts, choices }]) => keyFor([name], accepts, choices)),
  apple: () => [...jsonKeys(["aps", "alert"], alertRules), ...jsonKeys(["aps"], apsRules, "alert")],
  fcmv1: () => [
    ...jsonKeys(["message", "notification"], notificationRules),
    ...jsonKeys(["message"], messageRules, "notification", "android"),
    ...jsonKeys(["message", "android"], androidRules, "notification"),
    ...jsonKeys(["message", "android", "notification"], androidNotificationRules),
  ],
  gcm: () => [...jsonKeys(["notification"], gcmNotificationRules), ...jsonKeys([], gcmRules, "notification")],
  windows: toastKeys,
  windowsphone: phoneToastKeys,
  adm: () => [...jsonKeys(["notification"], admNotificationRules), ...jsonKeys([], admRules, "notification")],
  baidu: () => jsonKeys([], baiduRules),
  xiaomi: () => jsonKeys([], xiaomiRules),
  browser: () => jsonKeys([], webNotificationRules),
};

/**
 * The keys that a builder knows, for forms and completion: those of a notification, in the
 * platform's own document. For Windows and Windows Phone these are the keys of a toast, of whose
 * buttons and inputs the first is described. They come from the rules that the builder itself goes
 * by. A document may have more.
 *
 * @param of A platform, or `content` for the fields of {@link content}.
 * @example payloadKeys("apple").find(({ path }) => path.at(-1) === "interruption-level")?.choices
 */
export function payloadKeys(of: NativePlatform | "content"): readonly PayloadKey[] {
  return keys[of]();
}
