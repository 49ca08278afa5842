import { ArgumentError } from "../argument-error.js";
import { jsonStringPosition, scanJson } from "../json/scan-json.js";
import { utf8ByteLength } from "../size.js";
import { withoutByteOrderMark } from "../without-byte-order-mark.js";
import type { Expression } from "./expression.js";
import { parseExpression } from "./parse-expression.js";
import { scanXml, xmlValuePosition } from "./scan-xml.js";
import { templateError } from "./template-excerpt.js";

/**
 * What a template is written in. `text` is a raw body that is one expression or one literal as a
 * whole.
 */
export type TemplateFormat = "json" | "xml" | "text";

/** Greatest UTF-8 size of a template: more than a request to the hub can carry. */
export const TEMPLATE_LIMIT_BYTES = 65_536;

/** Greatest nesting of objects, arrays or elements in a template. */
export const TEMPLATE_LIMIT_DEPTH = 64;

/** A value of the document, before it is known whether it is an expression. */
export interface TemplateValue {
  readonly text: string;
  /** Where the value is in the body; for JSON with its quotes. */
  readonly start: number;
  readonly end: number;
  /** What the value must be escaped for. */
  readonly place: "jsonString" | "xmlAttribute" | "xmlText" | "text";
  readonly expression: Expression | undefined;
}

/** What the service never evaluates: the name of a JSON property, or text beside child elements. */
interface UnevaluatedText {
  readonly text: string;
  readonly position: number;
}

/** Everything in a template that the linter reads. */
export interface ScannedTemplate {
  /** Without a byte order mark; every position is one of this. */
  readonly body: string;
  readonly format: TemplateFormat;
  readonly values: readonly TemplateValue[];
  readonly unevaluated: readonly UnevaluatedText[];
}

/** Reads a template into its values. @throws {TemplateError} as {@link parseTemplate}. */
export function scanTemplate(body: string): ScannedTemplate {
  if (typeof body !== "string") throw new ArgumentError("template", "body", "must be a string");
  const text = withoutByteOrderMark(body);
  refuseTooLarge(text);
  const start = /\S/.exec(text)?.index ?? text.length;
  switch (formatAt(text, start)) {
    case "json":
      return scanJsonTemplate(text, start);
    case "xml":
      return scanXmlTemplate(text);
    case "text":
      return scanTextTemplate(text);
  }
}

/** @throws {TemplateError} NH_TEMPLATE_LIMIT for more than 64 KB. */
export function refuseTooLarge(body: string): void {
  if (body.length * 3 <= TEMPLATE_LIMIT_BYTES) return;
  if (body.length <= TEMPLATE_LIMIT_BYTES && utf8ByteLength(body) <= TEMPLATE_LIMIT_BYTES) return;
  throw templateError(body, 0, `a template has at most ${TEMPLATE_LIMIT_BYTES} bytes`, "NH_TEMPLATE_LIMIT");
}

function formatAt(body: string, start: number): TemplateFormat {
  const first = body[start];
  if (first === "<") return "xml";
  if (first === "[") return "json";
  // In JSON a brace is followed by its end or by a name and a colon; anything else here begins a
  // composition that is a raw body.
  if (first === "{") return /^\{\s*(?:['$.%#]|"(?:[^"]|"")*"\s*\+)/.test(body.slice(start)) ? "text" : "json";
  return "text";
}

function tooDeep(body: string, position: number): never {
  const reason = `a template is nested at most ${TEMPLATE_LIMIT_DEPTH} levels deep`;
  throw templateError(body, position, reason, "NH_TEMPLATE_LIMIT");
}

const quoteAdvice = '; write an expression in quotes, as in "$(name)", or "#(name)" for a number';

function scanJsonTemplate(body: string, start: number): ScannedTemplate {
  const values: TemplateValue[] = [];
  const unevaluated: UnevaluatedText[] = [];
  scanJson(body, start, TEMPLATE_LIMIT_DEPTH, {
    value(text, from, end) {
      const expression = parseExpression(text, (reason, index) => {
        throw templateError(body, jsonStringPosition(body, from, index), reason);
      });
      values.push({ text, start: from, end, place: "jsonString", expression });
    },
    key: (text, position) => unevaluated.push({ text, position }),
    fail(reason, position) {
      const advice = /^[$.%#]\(|^\{\s*['$.%#]/.test(body.slice(position, position + 40)) ? quoteAdvice : "";
      throw templateError(body, position, `not valid JSON: ${reason}${advice}`);
    },
    tooDeep: (position) => tooDeep(body, position),
  });
  return { body, format: "json", values, unevaluated };
}

function scanXmlTemplate(body: string): ScannedTemplate {
  const values: TemplateValue[] = [];
  const unevaluated: UnevaluatedText[] = [];
  const add = (place: "xmlAttribute" | "xmlText", text: string, start: number, end: number): void => {
    const expression = parseExpression(text, (reason, index) => {
      throw templateError(body, xmlValuePosition(body, start, index), reason);
    });
    values.push({ text, start, end, place, expression });
  };
  scanXml(body, TEMPLATE_LIMIT_DEPTH, {
    attribute: (text, start, end) => add("xmlAttribute", text, start, end),
    leaf: (text, start, end) => add("xmlText", text, start, end),
    mixed: (text, position) => unevaluated.push({ text, position }),
    fail(reason, position, cause) {
      throw templateError(body, position, `not valid XML: ${reason}`, "NH_TEMPLATE_SYNTAX", cause);
    },
    tooDeep: (position) => tooDeep(body, position),
  });
  return { body, format: "xml", values, unevaluated };
}

function scanTextTemplate(body: string): ScannedTemplate {
  const expression = parseExpression(body, (reason, index) => {
    throw templateError(body, index, reason);
  });
  return {
    body,
    format: "text",
    values: [{ text: body, start: 0, end: body.length, place: "text", expression }],
    unevaluated: [],
  };
}
