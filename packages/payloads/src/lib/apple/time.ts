import { refuse } from "../json/place.js";
import { byForm, number, type Rule } from "../json/rule.js";

/**
 * Whole seconds since 1970. 1e11 are the year 5138, but in milliseconds 1973: a time in
 * milliseconds is refused.
 */
const unixSeconds = number("whole seconds since 1970, not milliseconds", 1e11, Number.isInteger);

/**
 * A valid Date, on the wire the whole seconds since 1970; `alternative` says what else the caller
 * may write.
 */
export function dateOr(alternative: string): Rule {
  return (value, place) =>
    value instanceof Date && !Number.isNaN(value.getTime())
      ? unixSeconds(Math.floor(value.getTime() / 1000), place)
      : refuse(place, `must be a valid Date${alternative}`);
}

/** A time of a payload: a Date in typed input, whole seconds since 1970 in Apple's own document. */
export const time: Rule = byForm(dateOr(""), unixSeconds);
