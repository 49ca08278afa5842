import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { sameName } from "../json/object-rule.js";
import { openObject } from "../json/open-object.js";
import { type Rule, refuse } from "../json/rule.js";
import type { Notification } from "../notification.js";
import { checkOptionNames } from "../options.js";
import type { BrowserOptions, BrowserPayload } from "./types.js";
import { checkWebNotification, webNotificationRules } from "./web-notification.js";
import { checkWebPushHeaders } from "./web-push-headers.js";

const shape = openObject(webNotificationRules, sameName, "custom");

const browserPayload: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  checkWebNotification(wire, place);
  if (Object.keys(wire).length === 0) refuse(place, "must not be empty; give at least a title");
  return wire;
};

/**
 * A notification for browsers (Web Push). The hub hands the JSON to the page's service worker, which decides what to show,
 * so text may hold any further keys; the known ones are checked. Sent to devices only: see {@link browserHandle}.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over 3,993 bytes.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function browser(payload: BrowserPayload | string, options: BrowserOptions = {}): Notification {
  checkOptionNames("browser", options, ["headers"]);
  checkWebPushHeaders(options.headers);
  return jsonNotification("browser", payload, browserPayload, options.headers);
}
