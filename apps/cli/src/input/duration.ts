import { parseMoment as readDate } from "@nh/wire";
import { usageError } from "../cli-error.js";

const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds of `500ms`, `30s`, `5m`, `2h`, `7d` or a bare number of seconds; undefined for
 * anything else.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  const unit = unitMilliseconds[match?.[2] ?? "s"];
  if (match?.[1] === undefined || unit === undefined) return undefined;
  const milliseconds = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}

/**
 * A moment given as an ISO date, in UTC unless it has a zone, or as a duration from now (`+2h`).
 *
 * @throws {CliError} when the text is neither.
 */
export function parseMoment(text: string, now: number, option: string): Date {
  const milliseconds = text.startsWith("+") ? parseDuration(text.slice(1)) : undefined;
  const moment = milliseconds === undefined ? readDate(text) : new Date(now + milliseconds);
  if (moment === undefined || Number.isNaN(moment.getTime())) {
    throw usageError(
      `${option} must be an ISO date or a duration from now, not "${text}".`,
      "For example: 2031-05-06T07:08:09Z, or +2h. Without a zone, a time is UTC.",
    );
  }
  return moment;
}
