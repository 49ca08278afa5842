import type { JsonObject, JsonValue } from "./json-value.js";
import { below, itemOf, type Place, refuse } from "./place.js";

/** Checks one value and returns what goes on the wire for it; `undefined` leaves the field out. */
export interface Rule {
  (value: unknown, place: Place): JsonValue | undefined;
  /** The values that it takes, where these are few. */
  readonly choices?: readonly (string | number | boolean)[];
}

/**
 * A rule for values that need no translation: `description` ends the sentence "the field must be
 * …".
 */
export function mustBe(
  description: string,
  accepts: (value: unknown) => boolean,
  more?: { readonly limit: number },
): Rule {
  return (value, place) => (accepts(value) ? (value as JsonValue) : refuse(place, `must be ${description}`, more));
}

/** A string of one form. */
export function matching(description: string, pattern: RegExp): Rule {
  return mustBe(description, (value) => typeof value === "string" && pattern.test(value));
}

/** One of some values, spelled exactly so. */
export function oneOf(...values: readonly (string | number | boolean)[]): Rule {
  const rule = mustBe(`one of ${values.join(", ")}`, (value) => values.includes(value as string));
  return Object.assign(rule, { choices: values });
}

/**
 * Returns a string that UTF-8 can carry: half a surrogate pair, as cutting an emoji leaves it,
 * would arrive as U+FFFD.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for any other.
 */
export function wellFormed(text: string, place: Pick<Place, "platform" | "field">): string {
  return /\p{Cs}/u.test(text) ? refuse(place, "has half of an emoji") : text;
}

/** A string that UTF-8 can carry. */
export const string: Rule = (value, place) =>
  typeof value === "string" ? wellFormed(value, place) : refuse(place, "must be a string");

export const boolean: Rule = (value, place) =>
  typeof value === "boolean" ? value : refuse(place, "must be true or false");

/** A number from 0 to `max`, both allowed. Default of `isKind`: any number. */
export function number(description: string, max: number, isKind: (value: unknown) => boolean = Number.isFinite): Rule {
  return mustBe(description, (value) => isKind(value) && (value as number) >= 0 && (value as number) <= max);
}

/** A whole number from 0 to `max`, both allowed. */
export function wholeNumberUpTo(max: number): Rule {
  return number(`a whole number from 0 to ${max}`, max, Number.isInteger);
}

/** A whole number of any size. */
export const wholeNumber: Rule = (value, place) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : refuse(place, "must be a whole number, 0 or more");

/** A string, or what another rule takes. */
export function stringOr(rule: Rule): Rule {
  return (value, place) => (typeof value === "string" ? string : rule)(value, place);
}

/** A string, or an object that follows a rule. */
export function stringOrObject(rule: Rule): Rule {
  return stringOr((value, place) =>
    isPlainObject(value) ? rule(value, place) : refuse(place, "must be a string or an object"),
  );
}

/** A value for which typed input has a type of its own. */
export function byForm(typed: Rule, platform: Rule): Rule {
  return (value, place) => (place.form === "typed" ? typed : platform)(value, place);
}

/** Whether a value is an object of keys and values: no list, Date, Map or other kind of its own. */
export function isPlainObject(value: unknown): value is JsonObject {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** An object of any keys; what is in it is not looked at. */
export function plainObject(value: unknown, place: Place): JsonObject {
  return isPlainObject(value) ? value : refuse(place, "must be an object");
}

/** A list whose items all follow one rule. */
export function listOf(rule: Rule): Rule {
  return (value, place) =>
    Array.isArray(value)
      ? value.map((item, index) => rule(item, itemOf(place, index)) as JsonValue)
      : refuse(place, "must be a list");
}

/** An object of any keys whose values all follow one rule. */
export function mapOf(rule: Rule): Rule {
  return (value, place) => mapEntries(value, place, (key, item, at) => [key, rule(item, at)]);
}

/**
 * An object of any keys, each entry turned into one on the wire. What is `undefined` before or
 * after counts as absent, as `JSON.stringify` has it.
 *
 * @param entry Gets the key, the value and their place.
 */
export function mapEntries(
  value: unknown,
  place: Place,
  entry: (key: string, item: unknown, at: Place) => readonly [string, JsonValue | undefined],
): JsonObject {
  const isPresent = ([, item]: readonly [string, unknown]) => item !== undefined;
  const read = ([key, item]: readonly [string, unknown]) => {
    const at = below(place, key);
    return entry(wellFormed(key, at), item, at);
  };
  // fromEntries creates every key, even __proto__, as a property of the object itself.
  return Object.fromEntries(Object.entries(plainObject(value, place)).filter(isPresent).map(read).filter(isPresent));
}
