import { invalidField } from "../errors.js";
import { escapeXmlField } from "../xml/escape-xml-field.js";
import { writeElement } from "../xml/write-xml.js";
import { checkCount } from "./mpns-rules.js";

/** The element for each property, in the order that MPNS wants. */
export type MpnsFields<T> = { readonly [Property in keyof T]-?: string };

/**
 * Each property as an element. For `null` it is an element that clears what the tile shows.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an unknown property, a wrong type, or text that XML
 * cannot hold.
 */
export function writeMpnsFields<T extends object>(
  input: T,
  fields: MpnsFields<T>,
  others: readonly string[] = [],
): string[] {
  const names = fields as Readonly<Record<string, string>>;
  const values = input as Readonly<Record<string, unknown>>;
  for (const property of Object.keys(values)) {
    if (!Object.hasOwn(names, property) && !others.includes(property)) {
      const known = [...others, ...Object.keys(names)].join(", ");
      throw invalidField("windowsphone", property, `is not a known property. Known properties: ${known}`);
    }
  }
  const elements: string[] = [];
  for (const [property, element] of Object.entries(names)) {
    const value = values[property];
    if (value === undefined) continue;
    elements.push(
      value === null
        ? writeElement(`wp:${element}`, { Action: "Clear" })
        : writeElement(`wp:${element}`, {}, [fieldText(property, value)]),
    );
  }
  return elements;
}

function fieldText(property: string, value: unknown): string {
  if (property === "count") return String(checkCount(property, value));
  if (typeof value !== "string") throw invalidField("windowsphone", property, "must be a string");
  return escapeXmlField("windowsphone", property, value);
}
