import { parseDateTime } from "./date-time.js";

/**
 * Writes the value of the schedule header: UTC without a zone and without fractions, as the .NET and Java clients do.
 * Milliseconds are dropped.
 *
 * @throws TypeError for an invalid date and for years outside 0 to 9999.
 */
export function formatScheduleTime(date: Date): string {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) {
    throw new TypeError("The time of a scheduled notification must be a valid Date.");
  }
  const text = date.toISOString();
  if (text.length !== 24) throw new TypeError("The year of a scheduled notification must lie between 0 and 9999.");
  return text.slice(0, 19);
}

/**
 * Reads the value of the schedule header as the official clients write it: no zone means UTC; `Z`, offsets and fractions are accepted.
 * Undefined when it is no date.
 */
export function parseScheduleTime(text: string): Date | undefined {
  return parseDateTime(text);
}
