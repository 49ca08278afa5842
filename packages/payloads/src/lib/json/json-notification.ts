import { createNotification, type Notification } from "../notification.js";
import { type Platform, platformFacts } from "../platforms.js";
import { jsonOnly } from "./json-only.js";
import { readPayload } from "./read-payload.js";
import type { Rule } from "./rule.js";

/**
 * The notification of a platform that speaks JSON: text keeps its bytes, an object is written as its rule says.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first field that breaks a rule, NH_PAYLOAD_TOO_LARGE for the body.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function jsonNotification(
  platform: Platform,
  payload: unknown,
  rule: Rule,
  headers: Readonly<Record<string, string>> | undefined,
): Notification {
  const { defaultContentType: contentType, bodyLimitBytes: limitBytes } = platformFacts[platform];
  const [value, place] = readPayload(platform, payload, limitBytes);
  const wire = rule(value, place);
  return createNotification({
    platform,
    contentType,
    limitBytes,
    body: typeof payload === "string" ? payload : JSON.stringify(wire, jsonOnly(place)),
    headers,
  });
}
