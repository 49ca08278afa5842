import { apple, isPayloadError } from "@nh/payloads";
import { asRecord } from "../input/json-fields.js";
import { didYouMean } from "../program/did-you-mean.js";
import type { Finding } from "./finding.js";
import { lintNotification } from "./lint-notification.js";

/** The warnings that can be the cause of a payload that shows nothing. */
const causes: ReadonlySet<string> = new Set(["unknown-key", "beside-aps"]);

/**
 * The names that are probably wrong in a payload that Apple's builder refused because of `aps`
 * itself: under another name, an alert is nothing to show.
 *
 * @param refusal What the builder threw; anything else has no findings.
 */
export function lintRefusedApple(refusal: unknown, body: string): readonly Finding[] {
  if (!isPayloadError(refusal) || refusal.platform !== "apple" || refusal.field !== "aps") return [];
  const document = asRecord(JSON.parse(body));
  if (document.aps === undefined) return Object.keys(document).flatMap(misspelledAps);
  try {
    // With a badge there is something to show, so the builder gets as far as its warnings.
    const shown = apple(JSON.stringify({ ...document, aps: { ...asRecord(document.aps), badge: 0 } }));
    return lintNotification(shown).filter(({ rule }) => causes.has(rule));
  } catch (error) {
    // It breaks another rule too, which its next run names.
    if (isPayloadError(error)) return [];
    throw error;
  }
}

function misspelledAps(name: string): Finding[] {
  if (didYouMean(name, ["aps"]) === undefined) return [];
  const message = `${name} is a key of the app; did you mean aps?`;
  return [{ severity: "warning", rule: "unknown-key", where: name, message }];
}
