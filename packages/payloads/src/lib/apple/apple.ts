import { appleFacts } from "../facts.js";
import { largestJsonField } from "../json/largest-json-field.js";
import { readPayload } from "../json/read-payload.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { optionsOf } from "../options.js";
import { apnsHeaders, completeHeaders, givenPushType } from "./apns-headers.js";
import { applePayload, voipPayload } from "./payload.js";
import type { ApplePlatformPayload } from "./platform-types.js";
import type { AppleOptions, ApplePayload } from "./types.js";

const readOptions = optionsOf("apple", apnsHeaders);

/**
 * A notification for Apple devices from Apple's own document: an object with the key `aps`. Checked
 * as the typed payload is.
 *
 * @example
 * apple({ aps: { alert: "Order 7 is on its way", "thread-id": "orders" }, order: 7 });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a field that breaks a rule, and for what
 * contradicts itself; NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {ArgumentError} when the payload is not an object, or the options are not.
 */
export function apple(payload: ApplePlatformPayload, options?: AppleOptions): BuiltNotification;
/**
 * A notification for Apple devices, from a typed payload or from Apple's own JSON as a string,
 * whose bytes are kept.
 *
 * `apns-push-type` is inferred: from the event of a Live Activity, from `mdm`, from the ending of
 * the topic, and else `background` where there is only `contentAvailable`, `alert` otherwise. A
 * background push gets `apns-priority: 5`.
 *
 * @example
 * const alert = { title: "Order 7", body: "is on its way" };
 * apple({ alert, threadId: "orders", data: { order: 7 } });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a field that breaks a rule, and for what
 * contradicts itself: a background push with an alert, an alert push with nothing to show, a
 * priority or a topic that does not fit. NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function apple(payload: ApplePayload | string, options?: AppleOptions): BuiltNotification;
export function apple(
  payload: ApplePayload | ApplePlatformPayload | string,
  options?: AppleOptions,
): BuiltNotification {
  const read = readOptions(options);
  const rule = givenPushType(read.headers) === "voip" ? voipPayload : applePayload;
  const { wire, body } = readPayload("apple", appleFacts.limitBytes, payload, rule, read);
  const headers = completeHeaders(wire, read);
  return createNotification("apple", appleFacts, { ...read, headers }, body, largestJsonField);
}
