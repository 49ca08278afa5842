import type { DeviceHandle } from "@nh/wire";
import { normalizeTag, tagLimits } from "@nh/wire/http";
import { type Audience, isIterable, kind, missing } from "./audience-types.js";

/** Whom a request is addressed to, checked. */
export type Target =
  | { readonly to: "everyone" }
  | { readonly to: "expression"; readonly expression: string; readonly anyOf?: readonly string[] }
  | { readonly to: "device"; readonly handle: DeviceHandle }
  | { readonly to: "devices"; readonly handles: readonly string[] };

const everyoneTarget: Target = Object.freeze({ to: "everyone" });

const tag = "(?:[\\w@#.:-]{1,120}|\\$(?:InstallationId|UserId):\\{[\\w@#.:=-]{1,100}\\})";
const plainTag = new RegExp(`^${tag}$`);
/** Up to 20 tags joined by || alone, or up to 6 joined and negated without parentheses: nearly all expressions there are. */
const plainExpression = new RegExp(
  `^(?:${tag}(?: ?\\|\\| ?${tag}){0,${tagLimits.orOnly - 1}}|!?${tag}(?: ?(?:\\|\\||&&) ?!?${tag}){0,${tagLimits.mixed - 1}})$`,
);

/**
 * Checks an audience. Only `everyone()` becomes a broadcast. Plain expressions are recognised at a glance; the parser, which can say what is
 * wrong and where, is loaded with the first one that is not plain.
 *
 * @throws {AudienceError} when nobody is named, or a tag in an iterable is not one.
 * @throws {TagExpressionError} when a text is not a tag expression.
 */
export async function resolveAudience(audience: Audience): Promise<Target> {
  if (typeof audience === "string") return expressionTarget(audience);
  if (typeof audience === "object" && audience !== null) {
    if (kind in audience) {
      switch (audience[kind]) {
        case "everyone":
          return everyoneTarget;
        case "tags":
          return expressionTarget(audience.expression);
        case "device":
          return { to: "device", handle: audience.handle };
        case "devices":
          return { to: "devices", handles: audience.handles };
      }
    }
    if (isIterable(audience)) return anyOfTarget(audience);
  }
  if (audience === undefined || audience === null) throw missing("No audience was given");
  throw new TypeError(
    "An audience is a tag expression, an iterable of tags, or made by everyone(), anyOf(), allOf(), not(), user(), installation(), template(), device() or devices().",
  );
}

/** Applications use few expressions, again and again; each is looked at once. */
const knownExpressions = new Map<string, Target>();
const MAX_KNOWN_EXPRESSIONS = 500;

async function expressionTarget(text: string): Promise<Target> {
  const known = knownExpressions.get(text);
  if (known !== undefined) return known;
  const expression = text.trim();
  if (expression === "") throw missing("The audience is an empty string");
  const many = plainExpression.test(expression)
    ? undefined
    : (await import("./expression.js")).checkExpression(expression);
  const target: Target =
    many === undefined ? { to: "expression", expression } : { to: "expression", expression, anyOf: uniqueTags(many) };
  if (knownExpressions.size === MAX_KNOWN_EXPRESSIONS) knownExpressions.clear();
  knownExpressions.set(text, Object.freeze(target));
  return target;
}

async function anyOfTarget(list: Iterable<string>): Promise<Target> {
  const named: string[] = [];
  for (const one of list) {
    const position = named.length + 1;
    if (typeof one !== "string") throw new TypeError(`Tag ${position} of the audience must be a string.`);
    const trimmed = one.trim();
    if (!plainTag.test(trimmed)) {
      const { checkedTag } = await import("./expression.js");
      checkedTag(trimmed, `Tag ${position} of the audience`);
    }
    named.push(trimmed);
  }
  if (named.length === 0) throw missing("The audience is an empty list");
  const anyOf = uniqueTags(named);
  return { to: "expression", expression: anyOf.join(" || "), anyOf };
}

/** Tags are compared without case, so the same one twice would only use up the limit. */
function uniqueTags(list: readonly string[]): readonly string[] {
  const unique = new Map<string, string>();
  for (const one of list) if (!unique.has(normalizeTag(one))) unique.set(normalizeTag(one), one);
  return Object.freeze([...unique.values()]);
}
