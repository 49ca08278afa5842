import { type Place, refuse } from "./json/place.js";
import { matching, plainObject } from "./json/rule.js";
import type { Platform } from "./platforms.js";

export type Headers = Readonly<Record<string, string>>;

/** What RFC 9110 calls a token. */
const validName = /^[!#-'*+.^`|~\w-]+$/;

/** Headers that belong to the request rather than to the notification. */
const reservedName = /^(authorization|content-type|servicebusnotification-.*)$/i;

/** The tab apart, every HTTP stack accepts these characters. */
const validValue = matching("a string of Latin-1 without control characters", /^[\t -~\x80-\xff]*$/);

/**
 * Refuses headers that could not be sent, could smuggle another header, or belong to the request.
 * No error quotes a value.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a bad name, for `Authorization`, `Content-Type` and
 * `ServiceBusNotification-*`, for a bad value, and for two names that differ only in case.
 */
export function checkHeaders(platform: Platform, headers: Headers): void {
  const seen = new Set<string>();
  const given = plainObject(headers, { platform, field: "headers", form: "platform" });
  for (const [name, value] of Object.entries(given)) {
    const place: Place = { platform, field: `headers.${name}`, form: "platform" };
    if (!validName.test(name)) refuse(place, "is not a header name: use letters, digits and hyphens");
    if (reservedName.test(name)) refuse(place, "belongs to the request: leave it to the client");
    validValue(value, place);
    const key = name.toLowerCase();
    if (seen.has(key)) refuse(place, "is given twice: letter case does not count");
    seen.add(key);
  }
}

/**
 * Both header sets as one; a name in `given` replaces the same name in `inferred`, whatever its
 * letter case.
 */
export function mergeHeaders(inferred: Headers, given: Headers = {}): Headers {
  const kept = Object.entries(inferred).filter(([name]) => headerValue(given, name) === undefined);
  return { ...Object.fromEntries(kept), ...given };
}

/** The value of a header, whatever the letter case of its name; `undefined` where it is not set. */
export function headerValue(headers: Headers, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
