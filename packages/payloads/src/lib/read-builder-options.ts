import type { BuilderOptions, ReadOptions } from "./builder-options.js";
import { ownHeaders } from "./headers.js";
import { type Place, refuse } from "./json/place.js";
import { boolean } from "./json/rule.js";
import type { Platform } from "./platforms.js";
import { readArgument } from "./read-argument.js";

/**
 * The options of a builder that has none of its own.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an unknown option and for a bad header.
 * @throws {ArgumentError} when the options are not an object.
 */
export function readBuilderOptions(platform: Platform, given: BuilderOptions = {}): ReadOptions {
  return readArgument(platform, "options", given, ({ headers = {}, strict = false, ...others }) => {
    for (const name of Object.keys(others)) {
      refuse({ platform, field: `options.${name}` }, "is not a known option. Known options: headers, strict");
    }
    const place: Place = { platform, field: "options.strict", form: "typed" };
    boolean(strict, place);
    return { headers: ownHeaders(headers, place), strict, warnings: [] };
  });
}
