import { parseTemplate, type RenderProperties, renderExpression, type Template } from "@nh/payloads/template";

/**
 * The values that fill a template: those of the send, and those of the device, which yield to them.
 */
export interface TemplateValues {
  readonly properties: RenderProperties;
  readonly pushVariables: RenderProperties | undefined;
}

/** The devices of an app share their templates, so a hub sees a few hundred at most. */
const CACHE_SIZE = 1000;
const cache = new Map<string, Template>();

/**
 * Fills in the body of a template.
 *
 * @throws {TemplateError} when the template is not well formed.
 */
export function renderBody(body: string, { properties, pushVariables }: TemplateValues): string {
  return parsed(body).render(properties, { pushVariables });
}

/**
 * The properties that a template's body names and nothing gives a value, so that they are filled in
 * as empty. One with a default, `$(name:{text})`, is not among them.
 *
 * @throws {TemplateError} when the template is not well formed.
 */
export function missingProperties(body: string, { properties, pushVariables = {} }: TemplateValues): string[] {
  const given = new Set([...Object.keys(properties), ...Object.keys(pushVariables)].map((name) => name.toLowerCase()));
  return parsed(body).properties.filter((name) => {
    return !given.has(name.toLowerCase()) && !new RegExp(`\\(\\s*${name}\\s*:\\{`, "i").test(body);
  });
}

function parsed(body: string): Template {
  let template = cache.get(body);
  if (template === undefined) {
    template = parseTemplate(body);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(body, template);
  }
  return template;
}

/**
 * Fills in a header, an expiry or a priority. A string that is not an expression stays as it is.
 *
 * @throws {TemplateError} when the expression is not well formed.
 */
export function renderValue(text: string, { properties, pushVariables }: TemplateValues): string {
  return renderExpression(text, properties, { pushVariables });
}
