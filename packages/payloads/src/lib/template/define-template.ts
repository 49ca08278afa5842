import { ArgumentError } from "../argument-error.js";
import { invalidField } from "../errors.js";
import type { BuiltNotification } from "../notification.js";
import { parseTemplate } from "./parse-template.js";
import type { RenderOptions } from "./property-lookup.js";
import { type TemplateOptions, template } from "./template.js";

/** A template that knows the type of its properties. */
export interface DefinedTemplate<Properties> {
  /**
   * The name of the template in installations. An audience picks the devices that have it by this
   * name.
   */
  readonly name: string;
  /** The body to store in installations or registrations. */
  readonly body: string;
  /** The properties that the body names, as written there. */
  readonly properties: readonly string[];
  /** The template notification that fills this template. */
  readonly notification: (properties: Properties, options?: TemplateOptions) => BuiltNotification;
  /** What a device with this template would get. */
  readonly render: (properties: Properties, options?: RenderOptions) => string;
}

/** Greatest length of a template name (the check of Azure's .NET SDK). */
const nameLimit = 200;

/**
 * Names a template and types the properties it needs: `defineTemplate<{ title: string }>("news",
 * body)`. The body is read at once, so that a mistake shows where it was made.
 *
 * @throws {TemplateError} when the body cannot be read.
 * @throws {PayloadError} NH_PAYLOAD_INVALID when the name is empty or longer than 200 characters.
 */
export function defineTemplate<Properties extends { readonly [Name in keyof Properties]: string | undefined }>(
  name: string,
  body: string,
): DefinedTemplate<Properties> {
  if (typeof name !== "string") throw new ArgumentError("defineTemplate", "name", "must be a string");
  if (name.length < 1 || name.length > nameLimit) {
    const rule = `must have 1 to ${nameLimit} characters`;
    throw invalidField("template", "name", rule, { limit: nameLimit, size: name.length });
  }
  const parsed = parseTemplate(body);
  return Object.freeze({
    name,
    body: parsed.body,
    properties: parsed.properties,
    notification: (properties: Properties, options?: TemplateOptions) => template({ ...properties }, options),
    render: (properties: Properties, options?: RenderOptions) => parsed.render({ ...properties }, options),
  });
}
