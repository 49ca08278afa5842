import type { BuilderOptions, ReadOptions } from "./builder-options.js";
import { type Headers, type KnownHeader, mergeHeaders, ownHeaders, rulesByName } from "./headers.js";
import type { JsonObject } from "./json/json-value.js";
import { objectRule } from "./json/object-rule.js";
import type { Place } from "./json/place.js";
import { boolean, type Rule, string } from "./json/rule.js";
import type { Platform } from "./platforms.js";
import { readArgument } from "./read-argument.js";

/** A header that an option sets. */
export interface HeaderOption extends KnownHeader {
  /** What the option must be; what the rule returns is written as a string. Default: a string. */
  readonly write?: Rule;
}

/** Headers by the options that set them. */
export type HeaderOptions = Readonly<Record<string, HeaderOption>>;

/**
 * The reader of the options that a builder has: those of the known headers, further `headers`,
 * which replace them, and `strict`. The reader returns all as headers. It throws a PayloadError for
 * an unknown option and for a value that breaks a rule, and an ArgumentError when the options are
 * not an object.
 *
 * @param known The headers that have an option.
 * @param others Further headers that the platform reads, which are checked in `headers`. Default:
 * none.
 */
export function optionsOf(
  platform: Platform,
  known: HeaderOptions,
  others: readonly KnownHeader[] = [],
): (given?: BuilderOptions) => ReadOptions {
  const rules = Object.entries(known).map(([option, { value, write = string }]) => {
    const rule: Rule = (given, place) => value(String(write(given, place)), place);
    return [option, rule] as const;
  });
  const read = objectRule({
    ...Object.fromEntries(rules),
    headers: ownHeaders(rulesByName([...Object.values(known), ...others])),
    strict: boolean,
  });
  return (given = {}) =>
    readArgument(platform, "options", given, (options) => {
      const warnings: ReadOptions["warnings"] = [];
      const place: Place = { platform, field: "options", form: "typed", warnings, strict: options.strict === true };
      const { headers, strict = false, ...set } = read(options, place) as JsonObject;
      const inferred = Object.entries(set).map(([option, value]) => [known[option]?.name, value]);
      const all = mergeHeaders(Object.fromEntries(inferred), headers as Headers | undefined);
      return { headers: all, strict: strict as boolean, warnings };
    });
}
