import { ArgumentError } from "./argument-error.js";

/**
 * @param form Ends the sentence "`name` must be …".
 * @throws {ArgumentError} unless the value is an object, but not a list.
 */
export function requireObject(name: string, value: unknown, form: string): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new ArgumentError(name, `${name} must be ${form}.`);
}

/** @throws {ArgumentError} for what is not a string, or is empty. */
export function requireString(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new ArgumentError(name, `${name} must be a non-empty string.`);
}

/** @throws {ArgumentError} for a clock that is not a function. */
export function requireClock(now: unknown): void {
  if (typeof now === "function") return;
  throw new ArgumentError("now", "now must be a function that returns milliseconds since 1970.");
}

/** @throws {ArgumentError} for a lifetime that is not a number, or is not positive and finite. */
export function requireTtl(ttlSeconds: unknown): void {
  if (typeof ttlSeconds === "number" && ttlSeconds > 0 && ttlSeconds < Number.POSITIVE_INFINITY) return;
  throw new ArgumentError("ttlSeconds", "ttlSeconds must be a positive number of seconds.");
}
