import { type DeviceHandle, isTagExpressionError, normalizeTag, parseTagExpression, tagLimits } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { isObject } from "../check-options.js";
import { isIterable } from "../is-iterable.js";
import { prefixCall } from "../prefix-message.js";
import { type Audience, isSealed, kind } from "./audience.js";
import { AudienceError, noAudience } from "./audience-error.js";
import { checkTag } from "./check-tag.js";

/** Whom a request is addressed to, checked. */
export type Recipients = TagRecipients | DeviceRecipients;

/** Recipients whom the hub finds by their tags. */
export type TagRecipients = { readonly to: "everyone" } | ExpressionRecipients;

interface ExpressionRecipients {
  readonly to: "expression";
  readonly expression: string;
  /** The tags, where the expression is nothing but a list of them, so that it can be split. */
  readonly anyOf?: readonly string[];
}

/** Recipients who are named by their handles. */
type DeviceRecipients =
  | { readonly to: "device"; readonly handle: DeviceHandle }
  | { readonly to: "devices"; readonly handles: readonly string[] };

/**
 * Checks an audience. Only `everyone()` becomes a broadcast.
 *
 * @param call As its user writes it.
 * @throws {AudienceError} when nobody is named, or a tag in an iterable is not a tag.
 * @throws {TagExpressionError} when a string is not a tag expression.
 * @throws {ArgumentError} when it is something else.
 */
export function resolveAudience(call: string, audience: Audience): Recipients {
  if (typeof audience === "string") return expressionRecipients(call, audience);
  if (audience === undefined || audience === null) throw noAudience(call, "No audience was given");
  if (isSealed(audience)) {
    switch (audience[kind]) {
      case "everyone":
        return { to: "everyone" };
      case "tags":
        return expressionRecipients(call, audience.expression);
      case "device":
        return { to: "device", handle: audience.handle };
      case "devices":
        return { to: "devices", handles: audience.handles };
    }
  }
  if (isIterable(audience)) return anyOfRecipients(checkTags(call, audience));
  throw new ArgumentError(call, "audience", ruleFor(audience));
}

/** What to write instead of something that is not an audience. */
function ruleFor(audience: unknown): string {
  if (typeof audience === "function") return "must be what a function returns: write everyone(), not everyone";
  if (isObject(audience) && "tagExpression" in audience) {
    return 'must be the tag expression itself: write "a && b", not { tagExpression: "a && b" }';
  }
  return "must be a tag expression, an iterable of tags, or what everyone(), anyOf(), allOf(), not(), user(), installation(), withTemplate(), device() or devices() return";
}

/**
 * The tag expression of a request to these recipients; `undefined` for everyone.
 *
 * @param call As its user writes it.
 * @throws {AudienceError} when one request to tags cannot address them.
 */
export function expressionFor(call: string, recipients: Recipients): string | undefined {
  switch (recipients.to) {
    case "everyone":
      return undefined;
    case "expression": {
      const { anyOf = [], expression } = recipients;
      if (anyOf.length <= tagLimits.orOnly) return expression;
      throw new AudienceError(
        call,
        "NH_AUDIENCE_INVALID",
        `One request names at most ${tagLimits.orOnly} tags, not ${anyOf.length}. Pass { split: true } to send several requests; a device with tags in two of them then gets two pushes.`,
      );
    }
    default:
      throw new AudienceError(
        call,
        "NH_AUDIENCE_INVALID",
        "device() and devices() work with send only. Use tags or everyone() here.",
      );
  }
}

/** Expressions that the parser has found right. Applications use few, again and again. */
const knownExpressions = new Set<string>();
const MAX_KNOWN_EXPRESSIONS = 500;
/** What 20 tags take. Longer expressions are rare, and not worth the memory. */
const MAX_KNOWN_LENGTH = 2500;

function expressionRecipients(call: string, text: string): ExpressionRecipients {
  const expression = text.trim();
  if (knownExpressions.has(expression)) return { to: "expression", expression };
  if (expression === "") throw noAudience(call, "The audience is an empty string");
  try {
    parseTagExpression(expression);
  } catch (error) {
    if (!isTagExpressionError(error)) throw error;
    const tags = error.code === "NH_TAG_LIMIT" ? listedTags(expression) : undefined;
    if (tags === undefined) throw prefixCall(error, call);
    return anyOfRecipients(tags);
  }
  if (knownExpressions.size === MAX_KNOWN_EXPRESSIONS) knownExpressions.clear();
  if (expression.length <= MAX_KNOWN_LENGTH) knownExpressions.add(expression);
  return { to: "expression", expression };
}

/**
 * The tags of an expression that only joins tags by ||. It may have more of them than one request,
 * since it can be split.
 */
function listedTags(expression: string): string[] | undefined {
  const parsed = parseTagExpression(expression, { limits: false });
  if (parsed.type !== "or") return undefined;
  const tags = parsed.operands.flatMap((operand) => (operand.type === "tag" ? [operand.tag] : []));
  return tags.length === parsed.operands.length ? tags : undefined;
}

function checkTags(call: string, audience: Iterable<unknown>): string[] {
  const tags: string[] = [];
  for (const one of audience) {
    if (typeof one !== "string")
      throw new ArgumentError(call, "audience", `must hold strings; number ${tags.length + 1} is not`);
    tags.push(checkTag(call, one.trim(), `Tag ${tags.length + 1} of the audience`));
  }
  if (tags.length === 0) throw noAudience(call, "The audience is an empty list");
  return tags;
}

/** Tags are compared without case, so the same one twice would only use up the limit. */
function anyOfRecipients(tags: readonly string[]): ExpressionRecipients {
  const unique = new Map<string, string>();
  for (const one of tags) if (!unique.has(normalizeTag(one))) unique.set(normalizeTag(one), one);
  const anyOf = Object.freeze([...unique.values()]);
  return { to: "expression", expression: anyOf.join(" || "), anyOf };
}
