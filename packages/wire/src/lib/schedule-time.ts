import { ArgumentError } from "./argument-error.js";
import { parseDateTime } from "./date-time.js";

/**
 * Writes the value of the schedule header: UTC without zone and fractions, as the .NET and Java
 * clients write it. Milliseconds are dropped.
 *
 * @throws {ArgumentError} when the date is invalid, or its year is not between 0 and 9999.
 *
 * @example
 * formatScheduleTime(new Date("2031-05-06T12:03:04.567Z")); // "2031-05-06T12:03:04"
 */
export function formatScheduleTime(date: Date): string {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) {
    throw new ArgumentError("at", "The time of a scheduled notification must be a valid Date.");
  }
  const text = date.toISOString();
  if (text.length !== 24)
    throw new ArgumentError("at", "The year of a scheduled notification must be between 0 and 9999.");
  return text.slice(0, 19);
}

/**
 * Reads the value of the schedule header as the official clients write it. No zone means UTC; `Z`,
 * offsets, and fractions are accepted. Returns undefined when it is not a date.
 */
export function parseScheduleTime(text: string): Date | undefined {
  return parseDateTime(text);
}
