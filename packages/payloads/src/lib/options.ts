import { invalidField } from "./errors.js";
import type { Platform } from "./platforms.js";

/**
 * Refuses an option that nobody would read, most likely misspelled.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the names that are known.
 * @throws {TypeError} when the options are no object.
 */
export function checkOptionNames(platform: Platform, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`${platform}: the options must be an object`);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw invalidField(platform, `options.${name}`, `is not a known option; known are ${known.join(", ")}`);
    }
  }
}
