import { isPlainObject, listOf, mapOf, type Rule } from "./rule.js";

/** Any JSON, of which the values that are no objects and no lists follow one rule. */
export function jsonOf(leaf: Rule): Rule {
  const rule: Rule = (value, place) => {
    if (Array.isArray(value)) return listOf(rule)(value, place);
    return (isPlainObject(value) ? mapOf(rule) : leaf)(value, place);
  };
  return rule;
}
