import { refuse } from "./json/rule.js";
import type { Platform } from "./platforms.js";

/**
 * A header as `name:value`. The name is what RFC 9110 calls a token; the value is Latin-1 without control characters other than
 * the tab, which every HTTP stack accepts.
 */
const header = /^(?!(authorization|content-type|servicebusnotification-.*):)[!#-'*+.^`|~\w-]+:[\t -~\x80-\xff]*$/;

/**
 * Refuses headers that could not be sent, could smuggle another header, or belong to the request rather than to the notification.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad name or value (a value that is no string among them), for two names that differ only in case, and for
 * `Authorization`, `Content-Type` and `ServiceBusNotification-*`.
 */
export function checkHeaders(platform: Platform, headers: Readonly<Record<string, string>>): void {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (seen.has(key) || typeof value !== "string" || !header.test(`${key}:${value}`)) {
      const rule = "must be one Latin-1 header, not set by the client";
      refuse({ platform, field: `headers.${name}` }, rule);
    }
    seen.add(key);
  }
}

/** Both header sets as one; a name in `given` replaces the same name in `inferred`, whatever its letter case. */
export function mergeHeaders(
  inferred: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const replaced = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const kept = Object.entries(inferred).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...given };
}
