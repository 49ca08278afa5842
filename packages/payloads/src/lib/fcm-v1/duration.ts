import { type Place, type Rule, refuse } from "../json/rule.js";

/** FCM keeps a message at most four weeks. */
export const LONGEST_TTL_SECONDS = 2_419_200;

/** A length of time: `{ seconds }` or `{ milliseconds }` in typed input, `"3.5s"` on the wire (protobuf `Duration` in JSON). */
export function duration(maxSeconds = Number.MAX_SAFE_INTEGER): Rule {
  return (value, place) => {
    const seconds = place.own ? secondsOfText(value) : secondsOfObject(value, place);
    if (seconds === undefined || !(seconds >= 0)) {
      const form = place.own
        ? 'seconds as text, such as "3.5s"'
        : "{ seconds } or { milliseconds }, a number of 0 or more";
      return refuse(place, `must be ${form}`);
    }
    if (seconds > maxSeconds)
      return refuse(place, "is longer than allowed, in seconds", { limit: maxSeconds, size: seconds });
    return place.own ? (value as string) : formatSeconds(seconds);
  };
}

function secondsOfText(value: unknown): number | undefined {
  return typeof value === "string" && /^\d+(\.\d{1,9})?s$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}

function secondsOfObject(value: unknown, place: Place): number | undefined {
  if (typeof value === "number")
    refuse(place, `must say its unit: write { seconds: ${value} } or { milliseconds: ${value} }`);
  if (typeof value !== "object" || value === null) return undefined;
  const given = Object.entries(value).filter(([, number]) => number !== undefined);
  const [unit, number] = given[0] ?? [];
  if (given.length !== 1 || typeof number !== "number" || !Number.isFinite(number)) return undefined;
  return unit === "seconds" ? number : unit === "milliseconds" ? number / 1000 : undefined;
}

/** A `Duration` has at most nine decimals and no exponent. */
export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(9).replace(/\.?0+$/, "")}s`;
}
