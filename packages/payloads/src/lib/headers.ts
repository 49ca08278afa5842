import { type Place, refuse } from "./json/place.js";
import { mapEntries, matching, type Rule } from "./json/rule.js";

export type Headers = Readonly<Record<string, string>>;

/** What RFC 9110 calls a token. */
const validName = /^[!#-'*+.^`|~\w-]+$/;

/** Headers that belong to the request rather than to the notification. */
const reservedName = /^(authorization|content-type|servicebusnotification-.*)$/i;

/** The value of a header. Except for the tab, every HTTP stack accepts these characters. */
export const headerText = matching("a string of Latin-1 without control characters", /^[\t -~\x80-\xff]*$/);

/**
 * The headers that a caller writes. Refuses a bad name, one that belongs to the request, a value
 * that cannot be sent or could smuggle another header, a value that breaks the rule of a known
 * header, and two names that differ only in case. No error quotes a value. A known header gets the
 * spelling of its platform, so that whoever reads the result finds it by that name.
 *
 * @param known Known headers by their names in lower case. Default: none.
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with `headers` and the name as its field.
 */
export function ownHeaders(headers: unknown, place: Place, known?: ReadonlyMap<string, KnownHeader>): Headers {
  const seen = new Set<string>();
  return mapEntries(headers, { ...place, field: "headers", form: "platform" }, (name, value, at) => {
    const key = name.toLowerCase();
    if (!validName.test(name)) refuse(at, "is not a header name: use letters, digits and hyphens");
    if (reservedName.test(name)) refuse(at, "belongs to the request: leave it to the client");
    if (seen.has(key)) refuse(at, "is given twice: letter case does not count");
    seen.add(key);
    const header = known?.get(key);
    header?.value(value, at);
    return [header?.name ?? name, headerText(value, at)];
  }) as Headers;
}

/** The value of a header, whatever the letter case of its name; `undefined` where it is not set. */
export function headerValue(headers: Headers, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** A header that a platform reads. */
export interface KnownHeader {
  /** As the platform writes it. */
  readonly name: string;
  /**
   * What an option for it must be, in typed form, and what its value must be, in the form of the
   * platform. Returns what is written as a string.
   */
  readonly value: Rule;
}

/** Headers by their names in lower case. */
export function byLowerCaseName(known: readonly KnownHeader[]): ReadonlyMap<string, KnownHeader> {
  return new Map(known.map((header) => [header.name.toLowerCase(), header]));
}
