import type { TagExpression } from "./types.js";

/**
 * Evaluates an expression against the tags of one device.
 *
 * @param has Tells whether the device has a tag, which it gets as the expression spells it; compare
 * through `normalizeTag`.
 *
 * @example
 * const has = (tag: string) => new Set(["red"]).has(normalizeTag(tag));
 * evaluateTagExpression(parseTagExpression("Red && !blue"), has); // true
 */
export function evaluateTagExpression(expression: TagExpression, has: (tag: string) => boolean): boolean {
  switch (expression.type) {
    case "tag":
      return has(expression.tag);
    case "not":
      return !evaluateTagExpression(expression.operand, has);
    case "and":
      return expression.operands.every((operand) => evaluateTagExpression(operand, has));
    case "or":
      return expression.operands.some((operand) => evaluateTagExpression(operand, has));
  }
}
