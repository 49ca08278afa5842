import { ArgumentError } from "../argument-error.js";
import type { RegistrationTtl } from "./types.js";

/** The longest time span of .NET, in whole seconds. It is how the service writes "never". */
const NEVER = "P10675199DT2H48M5.4775807S";
const NEVER_SECONDS = 922_337_203_685;
const DAY_SECONDS = 86_400;
/** A tick of .NET is a ten-millionth of a second. */
const TICK_DIGITS = 7;

const pattern =
  /^P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?$/;

/**
 * Reads an `xs:duration` as .NET does, with years of 365 and months of 30 days. Returns undefined
 * when it is not one.
 */
export function parseDuration(text: string): RegistrationTtl | undefined {
  const match = pattern.exec(text.trim());
  if (match === null || !/\d/.test(text) || text.trim().endsWith("T")) return undefined;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wholeDays = years * 365 + months * 30 + days;
  const rest = hours * 3600 + minutes * 60 + seconds;
  const total = wholeDays * DAY_SECONDS + rest;
  if (total >= NEVER_SECONDS) return "never";
  return rest % DAY_SECONDS === 0 ? { days: total / DAY_SECONDS } : { seconds: total };
}

/**
 * Writes an `xs:duration` as .NET does.
 *
 * @throws {ArgumentError} when it is not `"never"`, `{ days }`, or `{ seconds }` with a positive
 * number that .NET can hold.
 */
export function formatDuration(ttl: RegistrationTtl): string {
  if (ttl === "never") return NEVER;
  const total = secondsOf(ttl);
  const days = Math.floor(total / DAY_SECONDS);
  const hours = Math.floor((total % DAY_SECONDS) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = (total % 60).toFixed(TICK_DIGITS).replace(/\.?0+$/, "");
  const time = `${part(hours, "H")}${part(minutes, "M")}${part(seconds, "S")}`;
  return `P${part(days, "D")}${time === "" ? "" : `T${time}`}`;
}

function part(count: number | string, unit: string): string {
  return Number(count) === 0 ? "" : `${count}${unit}`;
}

function secondsOf(ttl: RegistrationTtl): number {
  const { days, seconds } = (ttl ?? {}) as { readonly days?: unknown; readonly seconds?: unknown };
  const given = days === undefined ? seconds : typeof days === "number" ? days * DAY_SECONDS : undefined;
  const rounded = typeof given === "number" ? Number(given.toFixed(TICK_DIGITS)) : Number.NaN;
  // The service reads a longer one as "never", though nobody wrote that.
  if (rounded > 0 && rounded < NEVER_SECONDS && (days === undefined || seconds === undefined)) return rounded;
  throw new ArgumentError(
    "registrationTtl",
    'registrationTtl must be "never", { days }, or { seconds }, more than 0 and at most 10,675,199 days.',
  );
}
