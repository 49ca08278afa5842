import { type Headers, ownHeaders } from "./headers.js";
import { refuse } from "./json/place.js";
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
      refuse({ platform, field: `options.${name}` }, "is not a known option; the only one is headers");
    }
    return readHeaders(headers, { platform, field: "headers", form: "platform" }) as Headers;
  });
}

const readHeaders = ownHeaders();
