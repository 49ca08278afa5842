import type { FormField } from "./form-fields.js";

type JsonObject = { [name: string]: unknown };

/** What a field holds as text; undefined when the document is not a JSON object. */
export function readJsonField(body: string, { path, kind }: FormField): string | undefined {
  const root = parseObject(body);
  if (root === undefined) return undefined;
  let value: unknown = root;
  for (const name of path) {
    // An alert that is a string is its own body.
    if (typeof value === "string" && name === "body" && path.includes("alert")) break;
    value = isObject(value) ? value[name] : undefined;
  }
  if (value === undefined || value === null) return "";
  if (kind === "boolean" || kind === "flag") return value === true || value === 1 ? "on" : "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The document with another value in a field; an empty one takes the field out, and what it leaves
 * empty.
 */
export function writeJsonField(body: string, field: FormField, text: string): string {
  const root = parseObject(body);
  if (root === undefined) return body;
  return JSON.stringify(replace(root, field.path, toValue(field, text)), null, 2);
}

function replace(container: JsonObject, [name = "", ...rest]: readonly string[], value: unknown): JsonObject {
  const before = Object.hasOwn(container, name) ? container[name] : undefined;
  if (rest.length === 0) return put(container, name, value);
  const inner = isObject(before) ? before : name === "alert" && typeof before === "string" ? { body: before } : {};
  const after = replace(inner, rest, value);
  return put(container, name, Object.keys(after).length === 0 ? undefined : after);
}

/** Keeps the order of the members, so that the document does not jump about while one types. */
function put(container: JsonObject, name: string, value: unknown): JsonObject {
  const entries = Object.entries({ ...container, [name]: value });
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function toValue({ kind }: FormField, text: string): unknown {
  if (text === "") return undefined;
  switch (kind) {
    case "number":
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case "boolean":
      return true;
    case "flag":
      return 1;
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        // Shown as it is typed; the builder says what is wrong with it.
        return text;
      }
    default:
      return text;
  }
}

function parseObject(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    // What is nested deeper than the stack can be read and never written: it has no form.
    JSON.stringify(value, null, 2);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
