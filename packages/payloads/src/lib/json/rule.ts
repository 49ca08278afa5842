import { PayloadError, type PayloadErrorDetails } from "../errors.js";
import { fieldPath } from "../field-path.js";
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
  { platform, field }: Omit<Place, "own">,
  rule: string,
  more?: Partial<Pick<PayloadErrorDetails, "code" | "limit" | "size" | "cause">>,
): never {
  throw new PayloadError({ code: "NH_PAYLOAD_INVALID", platform, field, rule, ...more });
}

/** The place of a key. */
export const below = (place: Place, key: string): Place => ({
  ...place,
  field: fieldPath(place.field, key),
});

/** A rule for values that need no translation: `description` ends the sentence "the field must be …". */
export const mustBe =
  (description: string, accepts: (value: unknown) => unknown, limit?: number): Rule =>
  (value, place) =>
    accepts(value) ? (value as JsonValue) : refuse(place, `must be ${description}`, { limit });

/** Text of one form. */
export const matching = (description: string, pattern: RegExp): Rule =>
  mustBe(description, (value) => typeof value === "string" && pattern.test(value));

/** A string that UTF-8 can carry: half a surrogate pair, as cutting an emoji leaves it, would arrive as U+FFFD. */
export const text: Rule = /* @__PURE__ */ mustBe(
  "a well-formed string",
  (value) => typeof value === "string" && !/\p{Cs}/u.test(value),
);

/** Text, or what another rule takes. */
export const textOr =
  (rule: Rule): Rule =>
  (value, place) =>
    (typeof value === "string" ? text : rule)(value, place);

export const trueOrFalse: Rule = /* @__PURE__ */ mustBe("true or false", (value) => typeof value === "boolean");

/** A number from 0 to `max`, both allowed; of any kind, or as `isKind` tells. */
export const upTo = (max: number, isKind: (value: unknown) => boolean = Number.isFinite, kind = "number"): Rule =>
  mustBe(
    `a ${kind} from 0 to ${max}`,
    (value) => isKind(value) && (value as number) >= 0 && (value as number) <= max,
    max,
  );

/** A whole number from 0 to `max`. */
export const wholeUpTo = (max: number): Rule => upTo(max, Number.isInteger, "whole number");

export const oneOf = (...words: readonly (string | number | boolean)[]): Rule =>
  mustBe(`one of ${words.join(", ")}`, (value) => words.includes(value as string));

/** Whether a value is an object of keys and values: no list, Date, Map or other kind of its own. */
export const isPlainObject = (value: unknown): value is JsonObject => ({}).toString.call(value) === "[object Object]";

/** An object of any keys; what is in it is not looked at. */
export const plainObject: Rule = /* @__PURE__ */ mustBe("an object", isPlainObject);

/** A list whose items all follow one rule. */
export const listOf =
  (rule: Rule): Rule =>
  (value, place) =>
    Array.isArray(value)
      ? value.map((item, index) => rule(item, { ...place, field: `${place.field}[${index}]` }) as JsonValue)
      : refuse(place, "must be a list");

/** An object of any keys, each entry turned into one on the wire by `entry`; properties that are `undefined` count as absent. */
export const mapEntries = (
  value: unknown,
  place: Place,
  entry: (key: string, item: unknown) => readonly [string, JsonValue | undefined],
): JsonObject =>
  // fromEntries creates every key, even __proto__, as a property of the object itself.
  Object.fromEntries(
    Object.entries(plainObject(value, place) as JsonObject).flatMap(([key, item]) =>
      item === undefined ? [] : [entry(key, item)],
    ),
  );
