import { evaluateTagExpression, formatTagExpression, type TagExpression } from "@nh/wire";
import { terminalLine } from "../../output/terminal-text.js";

/**
 * One line of an explanation: a part of the expression, in words, and whether the given tags match
 * it.
 */
export interface ExplainedTerm {
  readonly depth: number;
  readonly expression: string;
  readonly says: string;
  /** Absent without tags to compare with. */
  readonly matches?: boolean;
}

/** The expression and each of its parts, outermost first. */
export function explainExpression(
  expression: TagExpression,
  has?: (tag: string) => boolean,
  depth = 0,
): readonly ExplainedTerm[] {
  const term: ExplainedTerm = {
    depth,
    expression: formatTagExpression(expression),
    says: sayExpression(expression),
    ...(has === undefined ? {} : { matches: evaluateTagExpression(expression, has) }),
  };
  const parts = expression.type === "tag" ? [] : expression.type === "not" ? [expression.operand] : expression.operands;
  return [term, ...parts.flatMap((part) => explainExpression(part, has, depth + 1))];
}

function sayExpression(expression: TagExpression): string {
  switch (expression.type) {
    case "tag":
      return sayTag(expression.tag);
    case "not":
      return "devices that do not match the part below";
    case "and":
      return "devices that match all parts below";
    case "or":
      return "devices that match any part below";
  }
}

function sayTag(tag: string): string {
  const reserved = /^\$(InstallationId|UserId):\{(.*)\}$/i.exec(tag);
  if (reserved === null) return `devices with the tag ${terminalLine(tag)}`;
  return reserved[1]?.toLowerCase() === "userid"
    ? `all devices of the user ${reserved[2]}`
    : `the installation ${reserved[2]}`;
}
