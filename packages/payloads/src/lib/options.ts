import { type Headers, mergeHeaders } from "./headers.js";
import type { JsonObject } from "./json/json-value.js";
import { objectRule } from "./json/object-rule.js";
import { below, type Place } from "./json/place.js";
import { mapEntries, type Rule, string } from "./json/rule.js";
import type { Platform } from "./platforms.js";
import { readArgument } from "./read-argument.js";

/** A header that a platform reads. */
export interface KnownHeader {
  /** As the platform writes it. */
  readonly name: string;
  /** What the value must be, whoever sets it. */
  readonly value: Rule;
  /** What the option for it must be; what it returns is written as a string. Default: a string. */
  readonly write?: Rule;
}

/** Headers by the options that set them. */
export type KnownHeaders = Readonly<Record<string, KnownHeader>>;

/**
 * The reader of the options that a builder has: those of the known headers, and further `headers`,
 * which replace them. The reader returns all as headers. It throws a PayloadError for an unknown
 * option and for a value that breaks a rule, and an ArgumentError when the options are not an
 * object.
 *
 * @param known The headers that have an option. Default: none.
 * @param others Further headers that the platform reads, which are checked in `headers`. Default:
 * none.
 */
export function optionsOf(
  platform: Platform,
  known: KnownHeaders = {},
  others: readonly KnownHeader[] = [],
): (given?: object) => Headers {
  const ownHeaders = headerValues([...Object.values(known), ...others]);
  const rules = Object.entries(known).map(([option, { value, write = string }]) => {
    const rule: Rule = (given, place) => value(String(write(given, place)), place);
    return [option, rule] as const;
  });
  const read = objectRule({
    ...Object.fromEntries(rules),
    headers: (given, place) => ownHeaders(given, { ...place, field: "headers" }),
  });
  return (given = {}) => {
    const place: Place = { platform, field: "options", form: "typed" };
    const { headers, ...set } = readArgument(platform, "options", given, (object) => read(object, place) as JsonObject);
    const inferred = Object.entries(set).map(([option, value]) => [known[option]?.name, value]);
    return mergeHeaders(Object.fromEntries(inferred), headers as Headers | undefined);
  };
}

/**
 * Headers of any name; the values of those that the platform reads are checked, whatever the letter
 * case of their names.
 */
export function headerValues(known: readonly KnownHeader[]): Rule {
  const rules = new Map(known.map(({ name, value }) => [name.toLowerCase(), value]));
  return (given, place) =>
    mapEntries(given, place, (name, value) => {
      const rule = rules.get(name.toLowerCase());
      return [name, rule === undefined ? (value as string) : rule(value, below(place, name))];
    });
}
