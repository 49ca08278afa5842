import { browserFacts } from "../facts.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { refuse } from "../json/place.js";
import type { Rule } from "../json/rule.js";
import type { BuiltNotification } from "../notification.js";
import { optionsOf } from "../options.js";
import type { BrowserOptions, BrowserPayload, BrowserPlatformPayload } from "./types.js";
import { webNotification } from "./web-notification.js";
import { webPushHeaders } from "./web-push-headers.js";

const browserBody: Rule = (value, place) => {
  const wire = webNotification(value, place) as JsonObject;
  if (Object.keys(wire).length === 0) refuse(place, "must not be empty; give at least a title");
  return wire;
};

const readOptions = optionsOf("browser", {}, webPushHeaders);

/**
 * A notification for browsers (Web Push). The hub hands the JSON to the page's service worker,
 * which decides what to show. The payload is an object, or JSON as a string. The names of
 * `showNotification` are checked; keys of your own may appear beside them, or under `custom`, where
 * a misspelled name is refused. Sent to devices only: see {@link browserHandle}.
 *
 * @example
 * browser({ title: "Order 7", body: "is on its way", custom: { url: "/orders/7" } });
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over
 * 3,993 bytes.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function browser(
  payload: BrowserPayload | BrowserPlatformPayload | string,
  options?: BrowserOptions,
): BuiltNotification {
  return jsonNotification("browser", browserFacts, payload, browserBody, readOptions(options));
}
