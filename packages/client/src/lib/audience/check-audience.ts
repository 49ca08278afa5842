import { checkTag, isTagExpressionError, normalizeTag, parseTagExpression, tagLimits } from "@nh/wire";
import type { HubContext } from "../context.js";
import { AudienceError, missing } from "./audience-error.js";
import type { Recipients } from "./recipients.js";
import { warnOfPersonalData } from "./warn-of-emails.js";

type ExpressionRecipients = Extract<Recipients, { to: "expression" }>;

const MAX_KNOWN_EXPRESSIONS = 500;
/** What 20 tags take; longer ones are rare, and not worth the memory. */
const MAX_KNOWN_LENGTH = 2500;

/**
 * Checks an expression that is not plain. One that only joins more tags by || than a request can name keeps them: it can be split.
 *
 * @param known Takes up what is found right.
 * @throws {AudienceError} when it is empty.
 * @throws {TagExpressionError} when it is none, or names more tags than the service accepts.
 */
export function checkExpression(expression: string, known: Set<string>): ExpressionRecipients {
  if (expression === "") throw missing("The audience is an empty string");
  try {
    parseTagExpression(expression);
    if (known.size === MAX_KNOWN_EXPRESSIONS) known.clear();
    if (expression.length <= MAX_KNOWN_LENGTH) known.add(expression);
    return { to: "expression", expression };
  } catch (error) {
    if (!isTagExpressionError(error) || error.code !== "NH_TAG_LIMIT") throw error;
    const parsed = parseTagExpression(expression, { limits: false });
    const operands = parsed.type === "or" ? parsed.operands : [];
    const named = operands.flatMap((operand) => (operand.type === "tag" ? [operand.tag] : []));
    if (named.length === 0 || named.length < operands.length) throw error;
    return anyOfRecipients(named);
  }
}

/**
 * Checks an audience that is neither text nor made by one of the functions for it: an iterable of tags, or a mistake.
 *
 * @throws {AudienceError} when nobody is named, or a tag is not one.
 */
export function checkTags(audience: unknown): Recipients {
  if (audience === undefined || audience === null) throw missing("No audience was given");
  if (!isIterable(audience)) {
    throw new TypeError(
      "An audience is a tag expression, an iterable of tags, or made by everyone(), anyOf(), allOf(), not(), user(), installation(), withTemplate(), device() or devices().",
    );
  }
  const named: string[] = [];
  for (const one of audience) {
    const what = `Tag ${named.length + 1} of the audience`;
    if (typeof one !== "string") throw new TypeError(`${what} must be a string.`);
    named.push(checkedTag(one.trim(), what));
  }
  if (named.length === 0) throw missing("The audience is an empty list");
  return anyOfRecipients(named);
}

/**
 * The expression of a send to tags, for a target that has to be looked at. Warns of personal data.
 *
 * @throws {AudienceError} when one request to tags cannot address it.
 */
export function checkedTags(context: HubContext, target: Recipients): string {
  if (target.to !== "expression") {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      "device() and devices() work with send only; use tags or everyone() here.",
    );
  }
  const { anyOf = [], expression } = target;
  if (anyOf.length > tagLimits.orOnly) {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      `One request names at most ${tagLimits.orOnly} tags, and these are ${anyOf.length}. Pass { split: true } to send several; a device with tags in two of them then gets two pushes.`,
    );
  }
  warnOfPersonalData(context, expression);
  return expression;
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

/** Tells whether a value is an object that can be iterated. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** Tags are compared without case, so the same one twice would only use up the limit. */
function anyOfRecipients(list: readonly string[]): ExpressionRecipients {
  const unique = new Map<string, string>();
  for (const one of list) if (!unique.has(normalizeTag(one))) unique.set(normalizeTag(one), one);
  const anyOf = Object.freeze([...unique.values()]);
  return { to: "expression", expression: anyOf.join(" || "), anyOf };
}
