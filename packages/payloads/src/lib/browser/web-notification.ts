import { anyJson } from "../json/any-json.js";
import { guidedObject } from "../json/guided-object.js";
import type { JsonObject } from "../json/json-value.js";
import { type SameNameRules, sameName } from "../json/object-rule.js";
import type { Place } from "../json/rule.js";
import { below, listOf, oneOf, type Rule, refuse, text, trueOrFalse, wholeUpTo } from "../json/rule.js";
import type { WebNotification, WebNotificationAction } from "./types.js";

const milliseconds = wholeUpTo(Number.MAX_SAFE_INTEGER);
const pattern = listOf(milliseconds);

/** The rule of each property of a web notification. */
export const webNotificationRules: SameNameRules<WebNotification> = {
  title: text,
  body: text,
  icon: text,
  image: text,
  badge: text,
  actions: listOf(
    guidedObject({ action: text, title: text, icon: text } satisfies SameNameRules<WebNotificationAction>, sameName),
  ),
  data: anyJson,
  dir: oneOf("auto", "ltr", "rtl"),
  lang: text,
  renotify: trueOrFalse,
  requireInteraction: trueOrFalse,
  silent: trueOrFalse,
  tag: text,
  timestamp: milliseconds,
  vibrate: (value, place) => (Array.isArray(value) ? pattern : milliseconds)(value, place),
};

/** Refuses the combinations for which `showNotification` throws, so that nothing would be shown. */
export function checkWebNotification(notification: JsonObject, place: Place): void {
  if (notification.renotify === true && !notification.tag) refuse(below(place, "renotify"), "needs a tag");
  if (notification.silent === true && notification.vibrate !== undefined) {
    refuse(below(place, "vibrate"), "must be absent when silent is true");
  }
}

const shape = guidedObject(webNotificationRules, sameName);

/** A web notification without keys of one's own, as in FCM's `webpush.notification`. */
export const webNotification: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  checkWebNotification(wire, place);
  return wire;
};
