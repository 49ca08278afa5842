import { PayloadError } from "../errors.js";
import type { Platform } from "../platforms.js";
import type { JsonObject, JsonValue } from "./json-value.js";

/** Where the reading of a payload stands. */
export interface Place {
  readonly platform: Platform;
  /** Path in the body that is sent, so that errors of typed input and of JSON text name the same field; `""` is the body. */
  readonly field: string;
  /** True for the platform's own JSON: names and values are checked as they stand, not translated. */
  readonly own: boolean;
}

/** Checks one value and answers what goes on the wire for it; `undefined` leaves the field out. */
export type Rule = (value: unknown, place: Place) => JsonValue | undefined;

/**
 * Ends the reading of a payload.
 *
 * @throws {PayloadError} always: NH_PAYLOAD_INVALID.
 */
export function refuse(
  place: Place,
  rule: string,
  details?: { readonly limit?: number; readonly size?: number; readonly cause?: unknown },
): never {
  throw new PayloadError({ ...place, ...details, code: "NH_PAYLOAD_INVALID", rule });
}

/** The place of a key. */
export function below(place: Place, key: string): Place {
  return { ...place, field: place.field ? `${place.field}.${key}` : key };
}

/** A rule for values that need no translation: `description` ends the sentence "the field must be …". */
export function mustBe(description: string, accepts: (value: unknown) => boolean): Rule {
  return (value, place) => (accepts(value) ? (value as JsonValue) : refuse(place, `must be ${description}`));
}

/** A string that UTF-8 can carry: half a surrogate pair, as cutting an emoji leaves it, would arrive as U+FFFD. */
export const text: Rule = /* @__PURE__ */ mustBe(
  "a string without half an emoji",
  (value) => typeof value === "string" && !/\p{Cs}/u.test(value),
);

export const trueOrFalse: Rule = /* @__PURE__ */ mustBe("true or false", (value) => typeof value === "boolean");

/** A number from 0 to `max`, both allowed. */
export function upTo(max: number, whole?: boolean): Rule {
  return mustBe(
    `a ${whole ? "whole " : ""}number from 0 to ${max}`,
    (value) => typeof value === "number" && value >= 0 && value <= max && !(whole && value % 1),
  );
}

export function oneOf(...words: readonly (string | number)[]): Rule {
  return mustBe(`one of ${words.join(", ")}`, (value) => words.includes(value as string));
}

/** Whether a value is an object of keys and values: no list, Date, Map or other kind of its own. */
export function isPlainObject(value: unknown): value is JsonObject {
  return Object.prototype.toString.call(value) === "[object Object]";
}
