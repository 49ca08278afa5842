import { invalidField } from "./errors.js";
import type { Headers } from "./headers.js";
import { plainObject } from "./json/rule.js";
import type { Platform } from "./platforms.js";
import { readArgument } from "./read-argument.js";

/** The options of a builder that has no other than `headers`. */
interface HeadersOption {
  readonly headers?: Headers | undefined;
}

/**
 * The headers of a builder that has no other option.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an unknown option.
 * @throws {ArgumentError} when the options are not an object.
 */
export function readHeadersOption(platform: Platform, given: HeadersOption = {}): Headers {
  return readArgument(platform, "options", given, ({ headers = {}, ...others }) => {
    for (const name of Object.keys(others)) {
      throw invalidField(platform, `options.${name}`, "is not a known option; the only one is headers");
    }
    return { ...plainObject(headers, { platform, field: "headers", form: "platform" }) } as Headers;
  });
}
