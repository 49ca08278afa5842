import type { TagExpression } from "./types.js";

/**
 * Evaluates an expression against the tags of one device.
 *
 * @param has Tells whether the device has a tag, which it gets as the expression spells it; compare
 * through `normalizeTag`.
 *
 * @example const tags = new Set(["red"]); evaluateTagExpression(parseTagExpression("Red && !blue"),
 * (tag) => tags.has(normalizeTag(tag))); // true
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
