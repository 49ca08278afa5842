import { parseTemplate, type RenderProperties, renderExpression, type Template } from "@nh/payloads/template";

/** The values that fill a template: those of the send, and the device's own, which give way to them. */
export interface TemplateValues {
  readonly properties: RenderProperties;
  readonly pushVariables: RenderProperties | undefined;
}

/** Devices of one app share their templates, so that a few hundred are all that a hub meets. */
const CACHE_SIZE = 1000;
const cache = new Map<string, Template>();

/** Fills in a template's body. @throws {TemplateError} when the template is not well formed. */
export function renderBody(body: string, { properties, pushVariables }: TemplateValues): string {
  let template = cache.get(body);
  if (template === undefined) {
    template = parseTemplate(body);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(body, template);
  }
  return template.render(properties, { pushVariables });
}

/** Fills in a header, an expiry or a priority. A text that is no expression stays as it is. @throws {TemplateError} */
export function renderValue(text: string, { properties, pushVariables }: TemplateValues): string {
  return renderExpression(text, properties, { pushVariables });
}
