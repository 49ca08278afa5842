import { escapeXmlAttribute, escapeXmlText, replaceForbiddenXmlCharacters } from "../xml/escape-xml.js";
import { type Expression, evaluate, isBareNumber } from "./expression.js";
import { lookUpProperties, type RenderOptions, type RenderProperties } from "./property-lookup.js";
import { scanTemplate, type TemplateFormat, type TemplateValue } from "./scan-template.js";

/** A template that has been read once and can be rendered many times. */
export interface Template {
  /** As given, but without a byte order mark. */
  readonly body: string;
  readonly format: TemplateFormat;
  /**
   * The properties that the expressions name, as first written, each once whatever its letter case.
   */
  readonly properties: readonly string[];
  /** The body with every expression replaced by its value, escaped for the document. */
  readonly render: (properties: RenderProperties, options?: RenderOptions) => string;
}

/** A place in the body where the value of an expression goes. */
interface Slot {
  readonly expression: Expression;
  readonly encode: (value: string) => string;
}

/**
 * Reads a template.
 *
 * @throws {TemplateError} NH_TEMPLATE_SYNTAX for malformed JSON or XML or a malformed expression;
 * NH_TEMPLATE_LIMIT above 64 KB or 64 levels of nesting.
 */
export function parseTemplate(text: string): Template {
  const { body, format, values } = scanTemplate(text);
  const parts: (string | Slot)[] = [];
  const names = new Map<string, string>();
  let written = 0;
  for (const value of values) {
    const { expression } = value;
    if (expression === undefined) continue;
    parts.push(body.slice(written, value.start), { expression, encode: encoderFor(body, value, expression) });
    written = value.end;
    for (const term of expression.terms) {
      if (term.type === "property" && !names.has(term.key)) names.set(term.key, term.name);
    }
  }
  parts.push(body.slice(written));

  const render = (properties: RenderProperties, options?: RenderOptions): string => {
    const lookup = lookUpProperties(properties, options?.pushVariables);
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : part.encode(evaluate(part.expression, lookup));
    return text;
  };
  return Object.freeze({ body, format, properties: Object.freeze([...names.values()]), render });
}

/** How a value is written so that the document holds exactly that value. */
function encoderFor(body: string, { place, end }: TemplateValue, { terms }: Expression): Slot["encode"] {
  switch (place) {
    case "jsonString":
      return terms.some((term) => term.type === "property" && term.form === "number") ? jsonNumber : JSON.stringify;
    case "xmlAttribute":
      return body[end] === "'" ? xmlAttributeInSingleQuotes : xmlAttribute;
    case "xmlText":
      return (value) => escapeXmlText(replaceForbiddenXmlCharacters(value));
    case "text":
      return (value) => value;
  }
}

function jsonNumber(value: string): string {
  return isBareNumber(value) ? value : JSON.stringify(value);
}

function xmlAttribute(value: string): string {
  return escapeXmlAttribute(replaceForbiddenXmlCharacters(value));
}

function xmlAttributeInSingleQuotes(value: string): string {
  return xmlAttribute(value).replaceAll("'", "&apos;");
}
