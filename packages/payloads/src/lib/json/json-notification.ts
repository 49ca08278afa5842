import type { Notification } from "../notification.js";
import { type Platform, platformFacts } from "../platforms.js";
import { composeJson } from "./compose-json.js";
import type { Rule } from "./rule.js";

/**
 * {@link composeJson} for a platform whose headers are the caller's, with its content type and limit from the table of platforms.
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
  return composeJson({ platform, contentType, limitBytes }, payload, rule, () => headers);
}
