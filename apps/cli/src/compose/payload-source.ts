import { type Platform, platformFacts } from "@nh/payloads";
import { inputError } from "../cli-error.js";
import { asRecord } from "../input/json-fields.js";
import { originOf, parseJson, readInput } from "../input/read-input.js";
import type { Io } from "../io.js";
import { namesBesideAps } from "../lint/beside-aps.js";

/** A whole payload, and what to call its source in errors. */
export interface PayloadSource {
  readonly text: string;
  readonly origin: string;
}

/** Reads a payload given inline (it begins with `{` or `<`), as a file, or as `-` for stdin. */
export async function readPayload(given: string, io: Io): Promise<PayloadSource> {
  return /^\s*[{<]/.test(given)
    ? { text: given, origin: "The payload" }
    : { text: await readInput(given, io), origin: originOf(given) };
}

/**
 * Checks what the builder of the platform cannot: it does not know where the text comes from.
 *
 * @throws {CliError} with line and column when it must be JSON and is not, and for a payload of
 * Apple whose parts are beside `aps` instead of in it.
 */
export function checkPayload(platform: Platform, { text, origin }: PayloadSource): void {
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
