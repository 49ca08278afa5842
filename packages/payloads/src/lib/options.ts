import type { BuilderOptions, ReadOptions } from "./builder-options.js";
import { byLowerCaseName, type Headers, headerText, type KnownHeader, ownHeaders } from "./headers.js";
import type { JsonObject } from "./json/json-value.js";
import { objectRule } from "./json/object-rule.js";
import type { Place } from "./json/place.js";
import { boolean, type Rule } from "./json/rule.js";
import type { Platform } from "./platforms.js";
import { readArgument } from "./read-argument.js";

/** Headers by the options that set them. */
export type HeaderOptions = Readonly<Record<string, KnownHeader>>;

/**
 * The reader of the options that a builder has: those of the known headers, further `headers`,
 * which replace them, and `strict`. The reader returns all as headers; those that the platform
 * reads are spelled as the platform writes them. It throws a PayloadError for an unknown option and
 * for a value that breaks a rule, and an ArgumentError when the options are not an object.
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
  const rules = Object.entries(known).map(([option, { value }]) => {
    const rule: Rule = (given, place) => headerText(String(value(given, place)), place);
    return [option, rule] as const;
  });
  const byName = byLowerCaseName([...Object.values(known), ...others]);
  const headers: Rule = (given, place) => ownHeaders(given, place, byName);
  const read = objectRule({ ...Object.fromEntries(rules), headers, strict: boolean });
  return (given = {}) =>
    readArgument(platform, "options", given, (options) => {
      const warnings: ReadOptions["warnings"] = [];
      const place: Place = { platform, field: "options", form: "typed", warnings, strict: options.strict === true };
      const { headers, strict = false, ...set } = read(options, place) as JsonObject;
      const written = Object.entries(set).map(([option, value]) => [known[option]?.name, value]);
      return {
        headers: { ...Object.fromEntries(written), ...(headers as Headers) },
        strict: strict as boolean,
        warnings,
      };
    });
}
