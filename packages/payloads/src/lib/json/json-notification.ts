import type { ReadOptions } from "../builder-options.js";
import type { Facts } from "../facts.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import type { Platform } from "../platforms.js";
import { largestJsonField } from "./largest-json-field.js";
import { readPayload } from "./read-payload.js";
import type { Rule } from "./rule.js";

/**
 * The notification of a platform that speaks JSON.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first field that breaks a rule,
 * NH_PAYLOAD_TOO_LARGE for the body.
 * @throws {ArgumentError} when the payload is neither an object nor a string.
 */
export function jsonNotification(
  platform: Platform,
  facts: Facts,
  payload: unknown,
  rule: Rule,
  options: ReadOptions,
): BuiltNotification {
  const { strict, warnings } = options;
  const { body } = readPayload(platform, facts.limitBytes, payload, rule, { strict, warnings });
  return createNotification(platform, facts, options, body, largestJsonField);
}
