import type { TagExpression } from "./types.js";

/**
 * Evaluates an expression against one device's tags.
 *
 * @param has Tells whether the device has a tag, given as it was written in the expression; compare through `normalizeTag`.
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
