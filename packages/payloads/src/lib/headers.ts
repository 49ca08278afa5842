import { invalidField, type PayloadError } from "./errors.js";
import type { Platform } from "./platforms.js";

/** What RFC 9110 calls a token: the only characters of a header name. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Latin-1 without control characters other than the tab: what every HTTP stack accepts as a header value. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const ownedByTheClient = new Set(["authorization", "content-type"]);
const hubPrefix = "servicebusnotification-";

/**
 * Refuses headers that could not be sent, could smuggle another header, or belong to the request rather than to the notification.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad name or value, for two names that differ only in case, and for
 * `Authorization`, `Content-Type` and `ServiceBusNotification-*`.
 * @throws {TypeError} when a value is not a string.
 */
export function checkHeaders(platform: Platform, headers: Readonly<Record<string, string>>): void {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    checkHeader(platform, name, value);
    const lowerCase = name.toLowerCase();
    if (seen.has(lowerCase)) throw refusal(platform, name, "is given twice, in different letter case; give it once");
    seen.add(lowerCase);
  }
}

function checkHeader(platform: Platform, name: string, value: unknown): void {
  if (!headerName.test(name)) {
    throw refusal(platform, name, "is no header name; use letters, digits and hyphens");
  }
  const lowerCase = name.toLowerCase();
  if (ownedByTheClient.has(lowerCase) || lowerCase.startsWith(hubPrefix)) {
    throw refusal(platform, name, "must not be set on a notification; the client sets it for each request");
  }
  if (typeof value !== "string") {
    throw new TypeError(`${platform}: the value of header ${name} must be a string, not ${typeof value}`);
  }
  if (!headerValue.test(value)) {
    throw refusal(
      platform,
      name,
      "must hold only Latin-1 characters and no line breaks or other control characters; encode the value, for example with encodeURIComponent",
    );
  }
}

/** Both header sets as one; a name in `given` replaces the same name in `inferred`, whatever its letter case. */
export function mergeHeaders(
  inferred: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  if (given === undefined) return { ...inferred };
  const replaced = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const kept = Object.entries(inferred).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...given };
}

function refusal(platform: Platform, name: string, rule: string): PayloadError {
  // JSON spelling keeps a hostile name (line breaks, escape sequences) from acting in a log or a terminal.
  const shown = headerName.test(name) ? name : JSON.stringify(name.slice(0, 40));
  return invalidField(platform, `headers.${shown}`, rule);
}
