import { jsonOnly } from "../json/json-only.js";
import type { JsonObject } from "../json/json-value.js";
import { readPayload } from "../json/read-payload.js";
import { APNS_LIMIT_BYTES } from "../limits.js";
import { createNotification, type Notification } from "../notification.js";
import { completeHeaders } from "./consistency.js";
import { appleHeaders } from "./headers.js";
import { applePayload } from "./payload.js";
import type { AppleOptions, ApplePayload } from "./types.js";

/**
 * A notification for Apple devices. `apns-push-type` is inferred: from the keys of a Live Activity, from `mdm`, from the ending
 * of the topic, and else `background` where there is only `contentAvailable`, `alert` otherwise. A background push gets
 * `apns-priority: 5`. Text is Apple's own JSON (`{"aps":{…}}`): it is checked in the same way and its bytes are kept.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a field that breaks a rule, and for what contradicts itself: a background push with
 * an alert, an alert push with nothing to show, a priority that does not fit. NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {TypeError} for a payload that is neither object nor text, that contains itself, or that holds a bigint.
 */
export function apple(payload: ApplePayload | string, options: AppleOptions = {}): Notification {
  const [value, place] = readPayload("apple", payload, APNS_LIMIT_BYTES);
  const wire = applePayload(value, place) as JsonObject;
  return createNotification({
    platform: "apple",
    contentType: "application/json;charset=utf-8",
    limitBytes: APNS_LIMIT_BYTES,
    headers: completeHeaders(wire, appleHeaders(options, place), place),
    body: typeof payload === "string" ? payload : JSON.stringify(wire, jsonOnly(place)),
  });
}
