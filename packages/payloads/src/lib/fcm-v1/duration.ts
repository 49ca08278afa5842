import { type Place, refuse } from "../json/place.js";
import type { Rule } from "../json/rule.js";
import { eitherForm } from "./either-form.js";

/** FCM keeps a message at most four weeks. */
export const LONGEST_TTL_SECONDS = 2_419_200;

/**
 * A length of time: `{ seconds }` or `{ milliseconds }` in typed input, `"3.5s"` on the wire
 * (protobuf `Duration` in JSON).
 */
export function duration(maxSeconds = Number.MAX_SAFE_INTEGER): Rule {
  const atMost = (seconds: number, place: Place): void => {
    if (seconds <= maxSeconds) return;
    refuse(place, "is longer than allowed, in seconds", { limit: maxSeconds, size: seconds });
  };
  const typed: Rule = (value, place) => {
    const seconds = secondsOf(value, place);
    atMost(seconds, place);
    return formatSeconds(seconds);
  };
  const written: Rule = (value, place) => {
    if (typeof value !== "string" || !/^\d+(\.\d{1,9})?s$/.test(value)) {
      return refuse(place, 'must be seconds as a string, such as "3.5s"');
    }
    atMost(Number(value.slice(0, -1)), place);
    return value;
  };
  return eitherForm(typed, written, (value) => typeof value !== "string");
}

function secondsOf(value: unknown, place: Place): number {
  if (typeof value === "number") {
    refuse(place, `must say its unit: write { seconds: ${value} } or { milliseconds: ${value} }`);
  }
  const given = Object.entries(value ?? {}).filter(([, number]) => number !== undefined);
  const [unit, number] = given[0] ?? [];
  const isNumber = given.length === 1 && typeof number === "number" && Number.isFinite(number) && number >= 0;
  if (isNumber && unit === "seconds") return number;
  if (isNumber && unit === "milliseconds") return number / 1000;
  return refuse(place, "must be { seconds } or { milliseconds }, a number of 0 or more");
}

/** A `Duration` has at most nine decimals and no exponent. */
export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(9).replace(/\.?0+$/, "")}s`;
}
