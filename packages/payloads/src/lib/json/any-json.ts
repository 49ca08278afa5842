import { below, isPlainObject, listOf, mapEntries, mustBe, type Rule, refuse, text } from "./rule.js";

/** The longest path of a field; objects nested in themselves reach it soon. */
const LONGEST_PATH = 1_000;

const scalar = mustBe("JSON", (value) => value === null || typeof value === "boolean" || Number.isFinite(value));

/** An object of any keys whose values all follow one rule. */
export const mapOf =
  (rule: Rule): Rule =>
  (value, place) =>
    mapEntries(value, place, (key, item) => [key, rule(item, below(place, key))]);

/** Any JSON: what the platform hands to the app as it is. Refuses what `JSON.stringify` would drop, alter or choke on. */
export const anyJson: Rule = (value, place) => {
  if (place.field.length > LONGEST_PATH) {
    refuse({ ...place, field: `${place.field.slice(0, 80)}…` }, "is nested too deep, or in itself");
  }
  if (typeof value === "string") return text(value, place);
  if (Array.isArray(value)) return listOf(anyJson)(value, place);
  return (isPlainObject(value) ? mapOf(anyJson) : scalar)(value, place);
};
