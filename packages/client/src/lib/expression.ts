import { tagLimits } from "@nh/wire/http";
import { checkTag, isTagExpressionError, parseTagExpression } from "@nh/wire/plain";
import { AudienceError } from "./audience-error.js";

/**
 * Checks an expression that is not plain. Answers the tags of one that only joins more of them by || than a request can name: it can be split.
 *
 * @throws {TagExpressionError} when it is none, or names more tags than the service accepts.
 */
export function checkExpression(expression: string): readonly string[] | undefined {
  const parsed = parseTagExpression(expression, { limits: false });
  if (parsed.type === "or" && parsed.operands.length > tagLimits.orOnly) {
    const named = parsed.operands.flatMap((operand) => (operand.type === "tag" ? [operand.tag] : []));
    if (named.length === parsed.operands.length) return named;
  }
  parseTagExpression(expression);
  return undefined;
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
