import type { ReadOptions } from "./builder-options.js";
import { warn } from "./json/place.js";
import type { Platform } from "./platforms.js";

/**
 * Notes, whatever the payload is, that the push service of a platform was shut down.
 *
 * @param retired What the service was, as `retired` of its facts. Default: it works, so nothing is
 * noted.
 * @throws {PayloadError} NH_PAYLOAD_INVALID in place of the warning, for a strict builder.
 */
export function warnOfRetirement(
  platform: Platform,
  retired: string | undefined,
  found: Pick<ReadOptions, "strict" | "warnings">,
): void {
  if (retired === undefined) return;
  warn({ platform, field: "", form: "platform", ...found }, "platform-retired", `is for ${retired}`);
}
