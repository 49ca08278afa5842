import { refuse } from "./place.js";
import { isPlainObject, listOf, mapOf, type Rule } from "./rule.js";

/**
 * Deeper than the documents of any platform. What nests further is a mistake, or meant to exhaust
 * the stack.
 */
const MAX_DEPTH = 100;

/**
 * Any JSON. Its values follow one rule, but for objects and lists, which may nest.
 *
 * @param depth How many objects and lists are around. Default: 0.
 */
export function jsonOf(leaf: Rule, depth = 0): Rule {
  return (value, place) => {
    const isList = Array.isArray(value);
    if (!isList && !isPlainObject(value)) return leaf(value, place);
    if (depth === MAX_DEPTH) refuse(place, `is nested over ${MAX_DEPTH} levels, or in itself`);
    return (isList ? listOf : mapOf)(jsonOf(leaf, depth + 1))(value, place);
  };
}
