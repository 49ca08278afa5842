import { composeJson } from "../json/compose-json.js";
import { APNS_LIMIT_BYTES } from "../limits.js";
import type { Notification } from "../notification.js";
import { completeHeaders } from "./consistency.js";
import { applePayload } from "./payload.js";
import type { AppleOptions, ApplePayload } from "./types.js";

/**
 * A notification for Apple devices. `apns-push-type` is inferred: from the keys of a Live Activity, from `mdm`, from the ending
 * of the topic, and else `background` where there is only `contentAvailable`, `alert` otherwise. A background push gets
 * `apns-priority: 5`. Text is Apple's own JSON (`{"aps":{…}}`): it is checked in the same way and its bytes are kept.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a field that breaks a rule, and for what contradicts itself: a background push with
 * an alert, an alert push with nothing to show, a priority or a topic that does not fit. NH_PAYLOAD_TOO_LARGE over 4,096 bytes.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function apple(payload: ApplePayload | string, options: AppleOptions = {}): Notification {
  return composeJson(
    { platform: "apple", limitBytes: APNS_LIMIT_BYTES, contentType: "application/json;charset=utf-8" },
    payload,
    applePayload,
    (wire, place) => completeHeaders(wire, options, place),
  );
}
