import { isPlainObject, listOf, mapOf, type Rule } from "./rule.js";

/** Any JSON. Its values follow one rule, but for objects and lists, which may nest. */
export function jsonOf(leaf: Rule): Rule {
  const rule: Rule = (value, place) => {
    if (Array.isArray(value)) return listOf(rule)(value, place);
    return (isPlainObject(value) ? mapOf(rule) : leaf)(value, place);
  };
  return rule;
}
