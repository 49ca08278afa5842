import { lineAndColumn } from "../line-and-column.js";
import { XmlError } from "./xml-error.js";

/**
 * Everything outside the production `Char` of XML 1.0; the `u` flag makes the halves of a surrogate
 * pair one character.
 */
const forbidden = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const forbiddenEverywhere = new RegExp(forbidden.source, "gu");
const specialInText = /[&<>\r]/;
const specialInAttribute = /[&<>"\t\n\r]/;

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * A string as the content of an element.
 *
 * @throws {XmlError} for a character that XML 1.0 cannot hold, such as U+0000 or half of a
 * surrogate pair.
 */
export function escapeXmlText(text: string): string {
  refuseForbidden(text);
  return specialInText.test(text) ? text.replace(/[&<>\r]/g, toReference) : text;
}

/**
 * A string as the value of an attribute in double quotes. Tabs and line breaks become references,
 * since a reader would turn them into spaces.
 *
 * @throws {XmlError} for a character that XML 1.0 cannot hold, such as U+0000 or half of a
 * surrogate pair.
 */
export function escapeXmlAttribute(text: string): string {
  refuseForbidden(text);
  return specialInAttribute.test(text) ? text.replace(/[&<>"\t\n\r]/g, toReference) : text;
}

/** The string with U+FFFD for every character that XML 1.0 cannot hold. */
export function replaceForbiddenXmlCharacters(text: string): string {
  return forbidden.test(text) ? text.replace(forbiddenEverywhere, "\ufffd") : text;
}

function toReference(character: string): string {
  return references[character] ?? character;
}

function refuseForbidden(text: string): void {
  const index = text.search(forbidden);
  if (index === -1) return;
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, "0");
  throw new XmlError(`the character U+${code} is not allowed in XML 1.0`, lineAndColumn(text, index));
}
