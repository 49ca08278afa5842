import { type DeviceHandle, parseTagExpression, type TagExpression } from "@nh/wire";
import { AudienceError, missing, tooManyDevices } from "./audience-error.js";
import {
  type DeviceAudience,
  type DevicesAudience,
  type Everyone,
  kind,
  type TagAudience,
  type TagOperand,
} from "./audience-types.js";
import { checkedTag, isIterable } from "./check-audience.js";
import { checkedHandle } from "./check-handle.js";

/** Every device registered for the notification's platform, or for templates when it is a template notification. */
export function everyone(): Everyone {
  return Object.freeze({ [kind]: "everyone" as const });
}

/**
 * Devices that satisfy at least one of the operands.
 *
 * @throws {AudienceError} when there is none.
 * @throws {TagExpressionError} when a text is not a tag expression.
 */
export function anyOf(...operands: readonly TagOperand[]): TagAudience {
  return combine("anyOf", operands, "or");
}

/**
 * Devices that satisfy all operands.
 *
 * @throws {AudienceError} when there is none.
 * @throws {TagExpressionError} when a text is not a tag expression.
 */
export function allOf(...operands: readonly TagOperand[]): TagAudience {
  return combine("allOf", operands, "and");
}

/**
 * Devices that do not satisfy the operand; those without any tag among them.
 *
 * @throws {TagExpressionError} when a text is not a tag expression.
 */
export function not(operand: TagOperand): TagAudience {
  const { text, type } = readOperand("not", operand);
  return tags(isCompound(type) ? `!(${text})` : `!${text}`);
}

/**
 * All devices of a user, by the `userId` of their installations: the tag `$UserId:{…}`.
 *
 * @throws {AudienceError} when the id has characters that a tag expression cannot name.
 */
export function user(id: string): TagAudience {
  return reserved("user", "$UserId", id);
}

/**
 * One installation, by its id: the tag `$InstallationId:{…}`.
 *
 * @throws {AudienceError} when the id has characters that a tag expression cannot name.
 */
export function installation(id: string): TagAudience {
  return reserved("installation", "$InstallationId", id);
}

/**
 * Devices with a template of this name: the service adds the name of an installation's template to its tags.
 *
 * @throws {AudienceError} when the name has characters that a tag expression cannot name.
 */
export function withTemplate(name: string): TagAudience {
  return tags(checkedTag(requireText("withTemplate", "name", name), `The template name ${JSON.stringify(name)}`));
}

/**
 * One device, by its handle.
 *
 * @throws {AudienceError} when the handle is empty or cannot stand in a header.
 */
export function device(handle: DeviceHandle): DeviceAudience {
  if (typeof handle === "string") return Object.freeze({ [kind]: "device" as const, handle: checkedHandle(handle) });
  if (typeof handle !== "object" || handle === null) {
    throw new TypeError("device(handle) takes a string, or { endpoint, p256dh, auth } for a browser.");
  }
  const { endpoint, p256dh, auth } = handle;
  for (const part of [endpoint, p256dh, auth]) checkedHandle(part);
  return Object.freeze({ [kind]: "device" as const, handle: Object.freeze({ endpoint, p256dh, auth }) });
}

/** Most handles that one request takes, from the REST reference on batch sends. */
const MAX_BATCH_HANDLES = 1000;

/**
 * Up to 1,000 devices, by their handles. More go through `sendToDevices`.
 *
 * @throws {AudienceError} when there is none, more than 1,000, or an empty one.
 */
export function devices(handles: Iterable<string>): DevicesAudience {
  if (typeof handles === "string" || !isIterable(handles)) {
    throw new TypeError("devices(handles) takes an iterable of strings; for one device write device(handle).");
  }
  const list: string[] = [];
  for (const handle of handles) {
    if (list.length === MAX_BATCH_HANDLES) throw tooManyDevices(`more than ${MAX_BATCH_HANDLES} handles`);
    list.push(checkedHandle(handle));
  }
  if (list.length === 0) throw new AudienceError("NH_AUDIENCE_MISSING", "devices(handles) got no handle.");
  return Object.freeze({ [kind]: "devices" as const, handles: Object.freeze(list) });
}

function combine(name: string, operands: readonly TagOperand[], type: "and" | "or"): TagAudience {
  if (operands.length === 0) throw missing(`${name}() got no operand`);
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
  const isText = typeof operand === "string";
  if (!isText && !(typeof operand === "object" && operand !== null && operand[kind] === "tags")) {
    throw new TypeError(
      `${name}() takes tags, tag expressions and what anyOf(), allOf(), not(), user(), installation() and withTemplate() return.`,
    );
  }
  const text = (isText ? operand : operand.expression).trim();
  if (text === "") throw missing(`An operand of ${name}() is an empty string`);
  // How many tags the whole may name is known only when it is complete.
  return { text, type: parseTagExpression(text, { limits: false }).type };
}

function tags(expression: string): TagAudience {
  return Object.freeze({ [kind]: "tags" as const, expression });
}

function reserved(name: string, tag: string, id: string): TagAudience {
  requireText(name, "id", id);
  return tags(checkedTag(`${tag}:{${id}}`, `The id ${JSON.stringify(id)}`));
}

function requireText(name: string, parameter: string, value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`${name}(${parameter}) takes a string.`);
  if (value === "") throw new AudienceError("NH_AUDIENCE_MISSING", `${name}(${parameter}) got an empty string.`);
  return value;
}
