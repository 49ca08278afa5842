import { isPayloadError } from "@nh/payloads";
import { lintRefusedApple } from "../lint/lint-refused-apple.js";
import { withRule } from "./with-rule.js";

/**
 * Builds a notification from a whole payload. A builder that refuses it says what is missing; the
 * error then also names the misspelled key that is probably the cause.
 */
export function namingMistakes<T>(payload: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    const mistakes = lintRefusedApple(error, payload).map(({ message }) => message);
    if (!isPayloadError(error) || mistakes.length === 0) throw error;
    throw withRule(error, mistakes.join("; "));
  }
}
