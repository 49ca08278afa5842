import type { TagExpression } from "./types.js";

/**
 * Writes an expression with single spaces around operators and no more parentheses than it needs.
 * Parsing it again gives the same tree.
 */
export function formatTagExpression(expression: TagExpression): string {
  switch (expression.type) {
    case "tag":
      return expression.tag;
    case "not":
      return `!${operandText(expression.operand)}`;
    case "and":
    case "or":
      return expression.operands.map(operandText).join(expression.type === "and" ? " && " : " || ");
  }

  function operandText(operand: TagExpression): string {
    const text = formatTagExpression(operand);
    return needsParentheses(expression, operand) ? `(${text})` : text;
  }
}

function needsParentheses(parent: TagExpression, operand: TagExpression): boolean {
  if (operand.type === "or") return true;
  return operand.type === "and" && parent.type !== "or";
}
