import { invalidField } from "./errors.js";
import type { Platform } from "./platforms.js";

/** What RFC 9110 calls a token: the only characters of a header name. */
const headerName = /^(?!(authorization|content-type|servicebusnotification-.*)$)[!#$%&'*+.^_`|~\w-]+$/i;
/** Latin-1 without control characters other than the tab: what every HTTP stack accepts as a header value. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

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
    const rule = !headerName.test(name)
      ? "is no header name, or set by the client"
      : seen.has(key)
        ? "is given twice"
        : typeof value !== "string" || !headerValue.test(value)
          ? "must be printable Latin-1 text"
          : "";
    if (rule) throw invalidField(platform, `headers.${name}`, rule);
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
