import { checkTag, isTagExpressionError, parseTagExpression, tagLimits } from "@nh/wire";
import { AudienceError } from "./errors.js";
import { type Target, uniqueTags } from "./target.js";

/**
 * Parses an expression that is not plain. One that only joins more tags by || than a request can name keeps them apart, since it can be split.
 *
 * @throws {TagExpressionError} when it is none, or names more tags than the service accepts.
 */
export function parseTarget(expression: string): Target {
  const parsed = parseTagExpression(expression, { limits: false });
  if (parsed.type === "or" && parsed.operands.length > tagLimits.orOnly) {
    const named = parsed.operands.flatMap((operand) => (operand.type === "tag" ? [operand.tag] : []));
    if (named.length === parsed.operands.length) return { to: "expression", expression, anyOf: uniqueTags(named) };
  }
  parseTagExpression(expression);
  return { to: "expression", expression };
}

/** @throws {AudienceError} when the text is no tag. */
export function checkedTag(tag: string, what: string): string {
  try {
    checkTag(tag);
    return tag;
  } catch (cause) {
    if (!isTagExpressionError(cause)) throw cause;
    throw new AudienceError("NH_AUDIENCE_INVALID", `${what} cannot be addressed: ${cause.message}`, cause);
  }
}
