import type { JsonObject } from "../json/json-value.js";
import { readPayload } from "../json/read-payload.js";
import { APNS_LIMIT_BYTES } from "../limits.js";
import { createNotification, type Notification } from "../notification.js";
import { checkConsistency, inferPushType } from "./consistency.js";
import { appleHeaders } from "./headers.js";
import { applePayload } from "./payload.js";
import type { AppleOptions, ApplePayload } from "./types.js";

export function apple(payload: ApplePayload | string, { headers, ...options }: AppleOptions = {}): Notification {
  const [value, place] = readPayload("apple", payload);
  const wire = applePayload(value, place) as JsonObject;
  const given = { ...headers, ...appleHeaders(options, { platform: "apple", field: "headers", own: false }) as Record<string, string>}
  const pushType = given["apns-push-type"] ?? inferPushType(wire, given["apns-topic"]);
  const all = { "apns-push-type": pushType, ...(pushType === "background" && { "apns-priority": "5" }), ...given };
  checkConsistency(wire, all, place);
  return createNotification({
    platform: "apple",
    body: typeof payload === "string" ? payload : JSON.stringify(wire),
    headers: all,
    contentType: "application/json;charset=utf-8",
    limitBytes: APNS_LIMIT_BYTES,
  });
}
