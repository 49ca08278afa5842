import { type Place, refuse } from "./rule.js";

/**
 * A replacer for `JSON.stringify` that refuses what it would leave out or turn into null: functions, NaN, infinity. The error
 * names the key alone, since a replacer knows no path.
 */
export const jsonOnly =
  (place: Place) =>
  (field: string, value: unknown): unknown =>
    /^[fn]/.test(typeof value) && !Number.isFinite(value) ? refuse({ ...place, field }, "must be JSON") : value;
