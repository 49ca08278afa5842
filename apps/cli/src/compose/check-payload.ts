import { type Platform, platformFacts } from "@nh/payloads";
import { inputError } from "../cli-error.js";
import { asRecord } from "../input/json-fields.js";
import type { SourceText } from "../input/read-document.js";
import { parseJson } from "../input/read-input.js";
import { namesBesideAps } from "../lint/beside-aps.js";

/**
 * Checks what the builder of the platform cannot: it does not know where the text comes from.
 *
 * @throws {CliError} with line and column when it must be JSON and is not, and for a payload of
 * Apple whose parts are beside `aps` instead of in it.
 */
export function checkPayload(platform: Platform, { text, origin }: SourceText): void {
  if (platformFacts[platform].bodyFormat !== "json") return;
  const document = asRecord(parseJson(text, origin));
  if (platform !== "apple" || document.aps !== undefined) return;
  const outside = namesBesideAps(document);
  if (outside.length === 0) return;
  throw inputError(
    `${origin} has ${outside.join(", ")} at the top level, where only the app itself would see it.`,
    `Put it under aps: {"aps":{${outside.map((name) => `"${name}":…`).join(",")}}}`,
  );
}
