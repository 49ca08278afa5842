import { type DeviceHandle, tagLimits } from "@nh/wire";
import { late } from "../late.js";
import { type Audience, kind } from "./audience-types.js";

/** Whom a request is addressed to, checked. */
export type Recipients =
  | { readonly to: "everyone" }
  | { readonly to: "expression"; readonly expression: string; readonly anyOf?: readonly string[] }
  | { readonly to: "device"; readonly handle: DeviceHandle }
  | { readonly to: "devices"; readonly handles: readonly string[] };

const allDevices: Recipients = Object.freeze({ to: "everyone" });

const tag = "(?:[\\w@#.:-]{1,120}|\\$(?:InstallationId|UserId):\\{[\\w@#.:=-]{1,100}\\})";
/** Up to 20 tags joined by || alone, or up to 6 joined and negated without parentheses: nearly all expressions there are. */
const plainExpression = new RegExp(
  `^(?:${tag}(?: ?\\|\\| ?${tag}){0,${tagLimits.orOnly - 1}}|!?${tag}(?: ?(?:\\|\\||&&) ?!?${tag}){0,${tagLimits.mixed - 1}})$`,
);

/**
 * Checks an audience. Only `everyone()` becomes a broadcast. Plain expressions are recognised at a glance; the parser, which can say what is
 * wrong and where, is loaded with the first audience that is not plain.
 *
 * @throws {AudienceError} when nobody is named, or a tag in an iterable is not one.
 * @throws {TagExpressionError} when a text is not a tag expression.
 */
export async function resolveAudience(audience: Audience): Promise<Recipients> {
  if (typeof audience === "string") return expressionRecipients(audience);
  if (typeof audience === "object" && audience !== null && kind in audience) {
    switch (audience[kind]) {
      case "everyone":
        return allDevices;
      case "tags":
        return expressionRecipients(audience.expression);
      case "device":
        return { to: "device", handle: audience.handle };
      case "devices":
        return { to: "devices", handles: audience.handles };
    }
  }
  return (await late(import("./check-audience.js"))).checkTags(audience);
}

/** Expressions that the parser has found right. Applications use few, again and again. */
const knownExpressions = new Set<string>();

async function expressionRecipients(text: string): Promise<Recipients> {
  const expression = text.trim();
  if (plainExpression.test(expression) || knownExpressions.has(expression)) return { to: "expression", expression };
  return (await late(import("./check-audience.js"))).checkExpression(expression, knownExpressions);
}
