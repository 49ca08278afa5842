import type { BuilderOptions } from "../builder-options.js";
import { templateFacts } from "../facts.js";
import { largestJsonField } from "../json/largest-json-field.js";
import { refuse } from "../json/place.js";
import { wellFormed } from "../json/rule.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { readArgument } from "../read-argument.js";
import { readBuilderOptions } from "../read-builder-options.js";
import { propertyNameLimit, propertyNamePattern } from "./property-name.js";

/**
 * The values of a template notification, by property name. A property that is `undefined` is not
 * sent, and renders as nothing.
 */
export type TemplateProperties = Readonly<Record<string, string | undefined>>;

/** How a template notification is sent. */
export interface TemplateOptions extends BuilderOptions {}

/**
 * A template notification: properties that the hub puts into the template of each device.
 *
 * @example
 * template({ title: "Order 7", body: "is on its way" });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a name that no expression could use (letters,
 * digits and `_`, at most 120), two names that differ only in case, or a value that is not a
 * string; NH_PAYLOAD_TOO_LARGE above 64 KB.
 * @throws {ArgumentError} when the properties or the options are not an object.
 */
export function template(properties: TemplateProperties, options?: TemplateOptions): BuiltNotification {
  const body = JSON.stringify(readArgument("template", "properties", properties, readProperties));
  return createNotification("template", templateFacts, readBuilderOptions("template", options), body, largestJsonField);
}

function readProperties(properties: TemplateProperties): Record<string, string> {
  const read: [string, string][] = [];
  const seen = new Map<string, string>();
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    checkName(name, seen);
    const place = { platform: "template", field: name } as const;
    if (typeof value !== "string") refuse(place, "must be a string; write String(value)");
    read.push([name, wellFormed(value, place)]);
  }
  return Object.fromEntries(read);
}

function checkName(name: string, seen: Map<string, string>): void {
  if (!propertyNamePattern.test(name)) {
    const shown = JSON.stringify(name.slice(0, 40));
    refuse({ platform: "template", field: shown }, "is not a valid property name; use letters, digits and _ only");
  }
  if (name.length > propertyNameLimit) {
    const numbers = { limit: propertyNameLimit, size: name.length };
    refuse({ platform: "template", field: `${name.slice(0, 20)}…` }, "has a name that is too long", numbers);
  }
  const lowerCase = name.toLowerCase();
  const other = seen.get(lowerCase);
  if (other !== undefined) {
    refuse({ platform: "template", field: name }, `is the same property as ${other}, since names ignore letter case`);
  }
  seen.set(lowerCase, name);
}
