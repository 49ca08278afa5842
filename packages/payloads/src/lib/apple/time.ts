import { type Rule, refuse, upTo } from "../json/rule.js";

/** A count or a time. 1e11 seconds are the year 5138, but 1e11 milliseconds are 1973, so milliseconds are refused. */
export const wholeNumber: Rule = /* @__PURE__ */ upTo(1e11, Number.isInteger, "whole number");

/** A Date, on the wire the whole seconds since 1970; `alternative` says what else the caller may write. */
export const timeOr =
  (alternative: string): Rule =>
  (value, place) => {
    return wholeNumber(
      place.own
        ? value
        : (value instanceof Date && Math.floor(+value / 1000)) || refuse(place, `must be a valid Date${alternative}`),
      place,
    );
  };
