import { invalidField } from "../errors.js";
import { fieldPath } from "../field-path.js";
import { escapeXmlField } from "../xml/escape-xml-field.js";

/** How one property of a typed object becomes one XML attribute, and back. */
export interface AttributeRule {
  /** Name of the attribute in Windows' schema. */
  readonly attribute: string;
  /** What the value must be, as the end of the sentence "`field` …". */
  readonly rule: string;
  readonly required: boolean;
  /** The values that it takes, where these are few. */
  readonly choices?: readonly string[];
  /** The attribute's value, `undefined` when the property breaks the rule. */
  readonly write: (value: unknown) => string | undefined;
  /**
   * What a typed object would hold for the value of the attribute in hand-written XML. Default:
   * that value.
   */
  readonly read?: (text: string) => unknown;
}

/** A rule for each property of `T` that is an attribute. */
export type AttributeRules<T> = { readonly [Property in keyof T]-?: AttributeRule };

/** Any string. */
export function text(attribute: string, required = false): AttributeRule {
  return {
    attribute,
    required,
    rule: "must be a string",
    write: (value) => (typeof value === "string" ? value : undefined),
  };
}

/** A string that is not empty. */
export function name(attribute: string, required = false): AttributeRule {
  return {
    attribute,
    required,
    rule: "must be a non-empty string",
    write: (value) => (typeof value === "string" && value !== "" ? value : undefined),
  };
}

const flags = new Map([
  ["true", true],
  ["false", false],
]);

/** `true` or `false`. */
export function flag(attribute: string): AttributeRule {
  return {
    attribute,
    required: false,
    choices: [...flags.keys()],
    rule: "must be true or false",
    write: (value) => (typeof value === "boolean" ? String(value) : undefined),
    read: (written) => flags.get(written.toLowerCase()),
  };
}

/** One of a few words. */
export function oneOf(attribute: string, words: readonly string[], required = false): AttributeRule {
  return {
    attribute,
    required,
    choices: words,
    rule: `must be ${words.map((word) => JSON.stringify(word)).join(" or ")}`,
    write: (value) => (typeof value === "string" && words.includes(value) ? value : undefined),
    // Windows' own pages differ in the case of these words.
    read: (written) => words.find((word) => word.toLowerCase() === written.toLowerCase()),
  };
}

/** A whole number within bounds. */
export function wholeNumber(attribute: string, least: number, greatest: number): AttributeRule {
  return {
    attribute,
    required: false,
    rule: `must be a whole number from ${least} to ${greatest}`,
    write: (value) =>
      typeof value === "number" && Number.isInteger(value) && value >= least && value <= greatest
        ? String(value)
        : undefined,
    read: (written) => (/^\d+$/.test(written) ? Number(written) : undefined),
  };
}

/** A moment, in XML as ISO 8601. */
export function moment(attribute: string): AttributeRule {
  return {
    attribute,
    required: false,
    rule: "must be a valid Date, in XML written as ISO 8601",
    write: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined),
    read: (written) => (/^\d{4}-\d\d-\d\d(T|$)/.test(written) ? new Date(written) : undefined),
  };
}

/**
 * The attributes of one element, each checked.
 *
 * @param path Where the object is in what the caller gave, for messages.
 * @param others Properties that are not attributes. A property in neither is refused, since it is
 * most likely misspelled.
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a value that breaks its rule, a missing one, or an
 * unknown property.
 */
export function readAttributes(
  path: string,
  input: object,
  rules: Readonly<Record<string, AttributeRule>>,
  others: readonly string[] = [],
): Record<string, string> {
  const attributes: Record<string, string> = {};
  const properties = input as Readonly<Record<string, unknown>>;
  for (const property of Object.keys(properties)) {
    if (!Object.hasOwn(rules, property) && !others.includes(property)) {
      const known = [...Object.keys(rules), ...others].join(", ");
      throw invalidField("windows", fieldPath(path, property), `is not a known property. Known properties: ${known}`);
    }
  }
  for (const [property, { attribute, rule, required, write }] of Object.entries(rules)) {
    const value = properties[property];
    if (value === undefined) {
      if (required) throw invalidField("windows", fieldPath(path, property), `is missing: it ${rule}`);
      continue;
    }
    const written = write(value);
    if (written === undefined) throw invalidField("windows", fieldPath(path, property), rule);
    // Escaped when the element is written; here only refused where XML cannot hold it.
    escapeXmlField("windows", fieldPath(path, property), written);
    attributes[attribute] = written;
  }
  return attributes;
}

/**
 * The text of an element, escaped.
 *
 * @throws {PayloadError} when it is not a string, or XML cannot hold it.
 */
export function readText(path: string, value: unknown): string {
  if (typeof value !== "string") throw invalidField("windows", path, "must be a string");
  return escapeXmlField("windows", path, value);
}

/** @throws {PayloadError} when a value is not an object. */
export function readObject(path: string, value: unknown): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidField("windows", path, "must be an object");
  }
  return value;
}

/**
 * The items of a list; an absent list is empty.
 *
 * @throws {PayloadError} when it is not a list.
 */
export function readList<T>(path: string, value: readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalidField("windows", path, "must be a list");
  return value;
}
