import { ArgumentError } from "../argument-error.js";

/**
 * Writes a value as JSON.
 *
 * @throws {ArgumentError} when it cannot be written: it is circular, nested too deeply, or holds a
 * bigint.
 */
export function writeJson(what: string, value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new ArgumentError(what, `The ${what} cannot be written as JSON.`, { cause });
  }
}
