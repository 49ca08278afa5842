import type { TagExpression } from "@nh/wire";

/**
 * Names the terms of an expression that a device fails. Undefined when it matches.
 *
 * @param has Whether the device has a tag.
 */
export function whyNot(expression: TagExpression, has: (tag: string) => boolean): string | undefined {
  switch (expression.type) {
    case "tag":
      return has(expression.tag) ? undefined : `the tag ${expression.tag} is missing`;
    case "not":
      return whyMatched(expression.operand, has);
    case "and": {
      const reasons = expression.operands.flatMap((operand) => whyNot(operand, has) ?? []);
      return reasons.length === 0 ? undefined : reasons.join(" and ");
    }
    case "or": {
      const reasons = expression.operands.map((operand) => whyNot(operand, has));
      return reasons.every((reason) => reason !== undefined) ? `none of these holds: ${reasons.join(", ")}` : undefined;
    }
  }
}

/** The same for what must not hold: the terms that make it hold. Undefined when it does not. */
function whyMatched(expression: TagExpression, has: (tag: string) => boolean): string | undefined {
  switch (expression.type) {
    case "tag":
      return has(expression.tag) ? `the tag ${expression.tag} is present, but excluded` : undefined;
    case "not":
      return whyNot(expression.operand, has);
    case "and": {
      const reasons = expression.operands.map((operand) => whyMatched(operand, has));
      return reasons.every((reason) => reason !== undefined) ? reasons.join(" and ") : undefined;
    }
    case "or": {
      const reasons = expression.operands.flatMap((operand) => whyMatched(operand, has) ?? []);
      return reasons.length === 0 ? undefined : reasons.join(" and ");
    }
  }
}

/** Every tag that an expression names, once, in its first spelling. */
export function tagsIn(expression: TagExpression): string[] {
  const found = new Map<string, string>();
  const visit = (node: TagExpression): void => {
    if (node.type === "tag") {
      if (!found.has(node.tag.toLowerCase())) found.set(node.tag.toLowerCase(), node.tag);
    } else if (node.type === "not") visit(node.operand);
    else node.operands.forEach(visit);
  };
  visit(expression);
  return [...found.values()];
}
