import { refuse } from "./json/place.js";
import { mapEntries, matching, type Rule } from "./json/rule.js";

export type Headers = Readonly<Record<string, string>>;

/** What RFC 9110 calls a token. */
const validName = /^[!#-'*+.^`|~\w-]+$/;

/** Headers that belong to the request rather than to the notification. */
const reservedName = /^(authorization|content-type|servicebusnotification-.*)$/;

/** The tab apart, every HTTP stack accepts these characters. */
const validValue = matching("a string of Latin-1 without control characters", /^[\t -~\x80-\xff]*$/);

/**
 * The headers that a caller writes. Refuses a bad name, one that belongs to the request, a value
 * that cannot be sent or could smuggle another header, a value that breaks the rule of a known
 * header, and two names that differ only in case. No error quotes a value.
 *
 * @param known What the value of a header must be, by its name in lower case. Default: any value.
 */
export function ownHeaders(known?: ReadonlyMap<string, Rule>): Rule {
  return (headers, place) => {
    const seen = new Set<string>();
    return mapEntries(headers, { ...place, field: "headers" }, (name, value, at) => {
      const key = name.toLowerCase();
      if (!validName.test(name)) refuse(at, "is not a header name: use letters, digits and hyphens");
      if (reservedName.test(key)) refuse(at, "belongs to the request: leave it to the client");
      if (seen.has(key)) refuse(at, "is given twice: letter case does not count");
      seen.add(key);
      known?.get(key)?.(value, at);
      return [name, validValue(value, at)];
    });
  };
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

/** A header that a platform reads. */
export interface KnownHeader {
  /** As the platform writes it. */
  readonly name: string;
  /** What the value must be, whoever sets it. */
  readonly value: Rule;
}

/** The rules of headers by their names in lower case. */
export function rulesByName(known: readonly KnownHeader[]): ReadonlyMap<string, Rule> {
  return new Map(known.map(({ name, value }) => [name.toLowerCase(), value]));
}
