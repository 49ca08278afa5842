import { anyJson } from "../json/any-json.js";
import type { JsonObject } from "../json/json-value.js";
import { objectRule, type SameNameRules } from "../json/object-rule.js";
import { openObject } from "../json/open-object.js";
import { below, type Place, refuse } from "../json/place.js";
import { boolean, listOf, oneOf, type Rule, string, wholeNumber } from "../json/rule.js";
import { type ReadUnknownKey, unknownKey } from "../json/unknown-key.js";
import type { WebNotification, WebNotificationAction } from "./types.js";

/** The rule of each property of a web notification. */
export const webNotificationRules: SameNameRules<WebNotification> = {
  title: string,
  body: string,
  icon: string,
  image: string,
  badge: string,
  actions: listOf(
    objectRule({ action: string, title: string, icon: string } satisfies SameNameRules<WebNotificationAction>),
  ),
  data: anyJson,
  dir: oneOf("auto", "ltr", "rtl"),
  lang: string,
  renotify: boolean,
  requireInteraction: boolean,
  silent: boolean,
  tag: string,
  timestamp: wholeNumber,
  vibrate: (value, place) => (Array.isArray(value) ? listOf(wholeNumber) : wholeNumber)(value, place),
};

/** Refuses the combinations for which `showNotification` throws, so that nothing would be shown. */
function checkWebNotification(notification: JsonObject, place: Place): void {
  if (notification.renotify === true && !notification.tag) refuse(below(place, "renotify"), "needs a tag; set one");
  if (notification.silent === true && notification.vibrate !== undefined) {
    refuse(below(place, "vibrate"), "must not be set when silent is true");
  }
}

const misspelledKey = unknownKey("put keys of your own under custom");

/** In a document, other keys are the app's own. */
const readUnknown: ReadUnknownKey = (item, at, ...known) =>
  at.form === "platform" ? anyJson(item, at) : misspelledKey(item, at, ...known);

const shape = openObject(webNotificationRules, "custom", readUnknown);

/**
 * A web notification and keys of the app's own. Typed input has these under `custom`; a document
 * has them next to the others.
 */
export const webNotification: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  checkWebNotification(wire, place);
  return wire;
};
