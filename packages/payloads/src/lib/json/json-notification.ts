import type { Facts } from "../facts.js";
import type { Headers } from "../headers.js";
import { createNotification, type Notification } from "../notification.js";
import type { Platform } from "../platforms.js";
import type { JsonObject } from "./json-value.js";
import { largestJsonField } from "./largest-json-field.js";
import { readPayload } from "./read-payload.js";
import type { Rule } from "./rule.js";

/**
 * The notification of a platform that speaks JSON.
 *
 * @param headers What goes beside the body, told from what the rule returns.
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first field that breaks a rule,
 * NH_PAYLOAD_TOO_LARGE for the body.
 * @throws {ArgumentError} when the payload is neither an object nor a string.
 */
export function jsonNotification(
  platform: Platform,
  facts: Facts,
  payload: unknown,
  rule: Rule,
  headers: (wire: JsonObject) => Headers,
): Notification {
  const { wire, body } = readPayload(platform, facts.limitBytes, payload, rule);
  return createNotification(platform, facts, headers(wire), body, largestJsonField);
}
