import { below, isPlainObject, listOf, mapEntries, mustBe, type Rule, textOr } from "./rule.js";

/** An object of any keys whose values all follow one rule. */
export const mapOf =
  (rule: Rule): Rule =>
  (value, place) =>
    mapEntries(value, place, (key, item) => [key, rule(item, below(place, key))]);

/** Any JSON, of which the values that are no lists and no objects follow one rule. */
export const jsonOf = (leaf: Rule): Rule => {
  const rule: Rule = (value, place) =>
    // Objects nested in themselves soon have a path of a thousand characters, and are refused as a leaf that is no JSON.
    (place.field.length > 1_000
      ? leaf
      : Array.isArray(value)
        ? listOf(rule)
        : isPlainObject(value)
          ? mapOf(rule)
          : leaf)(value, place);
  return rule;
};

/** Any JSON: what the platform hands to the app as it is. Refuses what `JSON.stringify` would drop, alter or choke on. */
export const anyJson: Rule = /* @__PURE__ */ jsonOf(
  textOr(mustBe("plain JSON", (value) => value === null || value === !!value || Number.isFinite(value))),
);

/** An object of any keys and any JSON. */
export const jsonObject: Rule = /* @__PURE__ */ mapOf(anyJson);
