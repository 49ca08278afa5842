import { isTagExpressionError, parseTagExpression, type TagExpression } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { prefixCall } from "../prefix-message.js";
import { type Everyone, isSealed, kind, seal, type TagAudience, type TagOperand } from "./audience.js";
import { AudienceError, noAudience } from "./audience-error.js";
import { checkTag } from "./check-tag.js";

/**
 * Every device registered for the notification's platform, or for templates when it is a template
 * notification.
 */
export function everyone(): Everyone {
  return seal({ [kind]: "everyone" as const });
}

/**
 * Devices that satisfy at least one of the operands.
 *
 * @throws {AudienceError} when there is no operand, or an empty one.
 * @throws {TagExpressionError} when a string is not a tag expression.
 */
export function anyOf(...operands: readonly TagOperand[]): TagAudience {
  return combine("anyOf", operands, "or");
}

/**
 * Devices that satisfy all operands.
 *
 * @throws {AudienceError} when there is no operand, or an empty one.
 * @throws {TagExpressionError} when a string is not a tag expression.
 */
export function allOf(...operands: readonly TagOperand[]): TagAudience {
  return combine("allOf", operands, "and");
}

/**
 * Devices that do not satisfy the operand, including those without tags.
 *
 * @throws {AudienceError} when the operand is empty.
 * @throws {TagExpressionError} when a string is not a tag expression.
 */
export function not(operand: TagOperand): TagAudience {
  const { text, type } = readOperand("not", operand);
  return tags(isCompound(type) ? `!(${text})` : `!${text}`);
}

/**
 * All devices of a user, by the `userId` of their installations: the tag `$UserId:{…}`.
 *
 * @throws {AudienceError} when the id is empty or has characters that a tag expression cannot name.
 */
export function user(id: string): TagAudience {
  return reserved("user", "$UserId", id);
}

/**
 * One installation, by its id: the tag `$InstallationId:{…}`.
 *
 * @throws {AudienceError} when the id is empty or has characters that a tag expression cannot name.
 */
export function installation(id: string): TagAudience {
  return reserved("installation", "$InstallationId", id);
}

/**
 * Devices with a template of this name: the service adds the name of an installation's template to
 * its tags.
 *
 * @throws {AudienceError} when the name is empty or has characters that a tag expression cannot
 * name.
 */
export function withTemplate(name: string): TagAudience {
  requireString("withTemplate", "name", name);
  return tags(checkTag("withTemplate", name, `The template name ${JSON.stringify(name)}`));
}

function combine(name: string, operands: readonly TagOperand[], type: "and" | "or"): TagAudience {
  if (operands.length === 0) throw noAudience(name, "No operand was given");
  const texts = operands.map((operand) => {
    const inner = readOperand(name, operand);
    // The service documents no precedence between && and ||, so none is relied on.
    return operands.length > 1 && isCompound(inner.type) && inner.type !== type ? `(${inner.text})` : inner.text;
  });
  return tags(texts.join(type === "and" ? " && " : " || "));
}

function isCompound(type: TagExpression["type"]): boolean {
  return type === "and" || type === "or";
}

function readOperand(name: string, operand: TagOperand): { text: string; type: TagExpression["type"] } {
  const isString = typeof operand === "string";
  if (!isString && !(isSealed(operand) && operand[kind] === "tags")) {
    throw new ArgumentError(
      name,
      "operands",
      "must be tags, tag expressions, or what anyOf(), allOf(), not(), user(), installation() and withTemplate() return",
    );
  }
  const text = (isString ? operand : operand.expression).trim();
  if (text === "") throw noAudience(name, "An operand is empty");
  // How many tags the whole may name is known only when it is complete.
  try {
    return { text, type: parseTagExpression(text, { limits: false }).type };
  } catch (error) {
    throw isTagExpressionError(error) ? prefixCall(error, name) : error;
  }
}

function tags(expression: string): TagAudience {
  return seal({ [kind]: "tags" as const, expression });
}

function reserved(name: string, tag: string, id: string): TagAudience {
  requireString(name, "id", id);
  return tags(checkTag(name, `${tag}:{${id}}`, `The id ${JSON.stringify(id)}`));
}

function requireString(name: string, parameter: string, value: unknown): void {
  if (typeof value !== "string") throw new ArgumentError(name, parameter, "must be a string");
  if (value === "") throw new AudienceError(name, "NH_AUDIENCE_MISSING", `${parameter} must not be empty.`);
}
