import type { JsonObject, JsonValue } from "./json-value.js";
import { below, isPlainObject, mustBe, type Place, type Rule, refuse, text } from "./rule.js";

/** An object of any keys, each entry turned into one on the wire by `entry`; entries without a value are left out. */
export function mapEntries(
  value: unknown,
  place: Place,
  entry: (key: string, item: unknown) => readonly [string, JsonValue | undefined],
): JsonObject {
  if (!isPlainObject(value)) return refuse(place, "must be an object");
  const given = Object.entries(value).filter((pair) => pair[1] !== undefined);
  // fromEntries creates every key, even __proto__, as a property of the object itself.
  return Object.fromEntries(given.map((pair) => entry(...pair)).filter((pair) => pair[1] !== undefined));
}

/** An object of any keys whose values all follow one rule. */
export const mapOf =
  (rule: Rule): Rule =>
  (value, place) =>
    mapEntries(value, place, (key, item) => [key, rule(item, below(place, key))]);

export const listOf =
  (rule: Rule): Rule =>
  (value, place) =>
    Array.isArray(value)
      ? value.map((item, index) => rule(item, { ...place, field: `${place.field}[${index}]` }) as JsonValue)
      : refuse(place, "must be a list");

const scalar = /* @__PURE__ */ mustBe(
  "JSON",
  (value) => value === null || typeof value === "boolean" || Number.isFinite(value),
);

/** Any JSON: what the platform hands to the app as it is. Refuses what `JSON.stringify` would drop, alter or choke on. */
export const anyJson: Rule = (value, place) => {
  if (place.field.length > 999) refuse(place, "is nested too deep");
  return (
    typeof value === "string" ? text : Array.isArray(value) ? listOf(anyJson) : isPlainObject(value) ? mapOf(anyJson) : scalar
  )(value, place);
};
