import { ArgumentError } from "../argument-error.js";
import { evaluate } from "./expression.js";
import { parseExpression } from "./parse-expression.js";
import { parseTemplate, type Template } from "./parse-template.js";
import { lookUpProperties, type RenderOptions, type RenderProperties } from "./property-lookup.js";
import { refuseTooLarge } from "./scan-template.js";
import { templateError } from "./template-excerpt.js";

const cacheSize = 64;
const cache = new Map<string, Template>();

/**
 * The body with every expression replaced by its value, escaped for the document: what the hub
 * sends to a device. The last 64 templates are kept in their parsed form, so rendering one for many
 * devices is cheap.
 *
 * @throws {TemplateError} as {@link parseTemplate}.
 */
export function renderTemplate(body: string, properties: RenderProperties, options?: RenderOptions): string {
  return cachedTemplate(body).render(properties, options);
}

function cachedTemplate(body: string): Template {
  const known = cache.get(body);
  const template = known ?? parseTemplate(body);
  // A map keeps the order of insertion, so the first key was not used for the longest time.
  if (known !== undefined) cache.delete(body);
  cache.set(body, template);
  if (cache.size > cacheSize) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      break;
    }
  }
  return template;
}

/**
 * One value outside of a body, such as a header or the expiry of a template. An expression is
 * evaluated; anything else is a literal and returned as it is.
 *
 * @throws {TemplateError} NH_TEMPLATE_SYNTAX for a malformed expression, NH_TEMPLATE_LIMIT above 64
 * KB.
 */
export function renderExpression(text: string, properties: RenderProperties, options?: RenderOptions): string {
  if (typeof text !== "string") throw new ArgumentError("renderExpression", "text", "must be a string");
  refuseTooLarge(text);
  const expression = parseExpression(text, (reason, index) => {
    throw templateError(text, index, reason);
  });
  return expression === undefined ? text : evaluate(expression, lookUpProperties(properties, options?.pushVariables));
}
