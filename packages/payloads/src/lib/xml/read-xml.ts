import { ArgumentError } from "../argument-error.js";
import { lineAndColumn } from "../line-and-column.js";
import { utf8ByteLength } from "../size.js";
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "./saxes.js";
import { XmlError } from "./xml-error.js";

/** How much of a document is read before it is refused. */
export interface XmlLimits {
  /** Greatest UTF-8 size, counted before parsing. Default 1,048,576. */
  readonly maxBytes?: number | undefined;
  /** Greatest nesting of elements; the root is at depth 1. Default 64. */
  readonly maxDepth?: number | undefined;
}

/**
 * An opening tag with its namespaces resolved. `attributes` holds the namespace declarations too.
 */
export interface XmlTag {
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, SaxesAttributeNS>>;
  readonly isSelfClosing: boolean;
}

/**
 * What is called while the document is read. Positions are indexes into the document, just behind
 * what was read.
 */
interface XmlHandlers {
  readonly openElement: (tag: XmlTag, position: number) => void;
  readonly closeElement: (tag: XmlTag, position: number) => void;
  /** Text with references resolved and line ends normalized, and the content of CDATA sections. */
  readonly text: (text: string) => void;
  /** An attribute as soon as it is read, before its namespace is known. */
  readonly attribute?: (name: string, value: string, position: number) => void;
}

const documentTypeReason = "a document type (<!DOCTYPE …>) is not allowed; remove it";
const defaultMaxBytes = 1_048_576;
const defaultMaxDepth = 64;
/** With the `u` flag a surrogate pair is one character, so this finds only lone halves. */
const loneSurrogate = /[\ud800-\udfff]/u;

/**
 * Reads a document from start to end and calls the handlers for what it meets. The only place that
 * knows the XML parser.
 *
 * Strict XML 1.0 with namespaces: a document type is refused, so there are no entities but the five
 * predefined ones and character references. A byte order mark and an XML declaration are accepted,
 * whatever encoding the latter names.
 *
 * @throws {XmlError} when the document is malformed or exceeds a limit.
 * @throws {ArgumentError} when the document is not a string, or a limit is not a number.
 */
export function readXml(text: string, handlers: XmlHandlers, limits: XmlLimits = {}): void {
  if (typeof text !== "string") throw new ArgumentError("parseXml", "text", "must be a string");
  const { maxBytes, maxDepth } = readLimits(limits);
  refuseTooLarge(text, maxBytes);
  refuseLoneSurrogates(text);
  refuseDocumentType(text);

  // Version 1.1 would allow control characters that no push platform reads, so the declared version
  // is not followed.
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  let depth = 0;
  const refuse = (reason: string): never => {
    throw new XmlError(reason, { line: parser.line, column: Math.max(1, parser.columnIndex) });
  };
  parser.on("error", (error) => {
    const index = bareAmpersand(text.slice(0, parser.position));
    if (index === -1) refuse(plainReason(error.message));
    throw new XmlError(
      "an & begins a reference such as &amp;; write &amp; for the character",
      lineAndColumn(text, index),
    );
  });
  parser.on("doctype", () => refuse(documentTypeReason));
  parser.on("opentag", (tag: SaxesTagNS) => {
    depth++;
    if (depth > maxDepth) refuse(`elements are nested deeper than ${maxDepth} levels`);
    handlers.openElement(tag, parser.position);
  });
  parser.on("closetag", (tag: SaxesTagNS) => {
    depth--;
    handlers.closeElement(tag, parser.position);
  });
  parser.on("text", (piece) => {
    // Text outside the root element is white space, else the parser has refused it.
    if (depth > 0) handlers.text(piece);
  });
  parser.on("cdata", handlers.text);
  const { attribute } = handlers;
  if (attribute !== undefined) parser.on("attribute", ({ name, value }) => attribute(name, value, parser.position));
  parser.write(text).close();
}

function readLimits(limits: XmlLimits): { readonly maxBytes: number; readonly maxDepth: number } {
  let read: { readonly maxBytes: number; readonly maxDepth: number };
  try {
    read = { maxBytes: limits.maxBytes ?? defaultMaxBytes, maxDepth: limits.maxDepth ?? defaultMaxDepth };
  } catch (cause) {
    throw new ArgumentError("parseXml", "options", "could not be read", { cause });
  }
  for (const [name, limit] of Object.entries(read)) {
    // NaN would be a limit that nothing exceeds.
    if (typeof limit === "number" && limit >= 0) continue;
    throw new ArgumentError("parseXml", `options.${name}`, "must be a number, 0 or more");
  }
  return read;
}

function refuseTooLarge(text: string, maxBytes: number): void {
  if (text.length * 3 <= maxBytes) return;
  if (text.length > maxBytes || utf8ByteLength(text) > maxBytes) {
    throw new XmlError(`the document is larger than ${maxBytes} bytes`, { line: 1, column: 1 });
  }
}

/** The parser would take a lone half and the next character, even a `<`, for one character. */
function refuseLoneSurrogates(text: string): void {
  const index = text.search(loneSurrogate);
  if (index !== -1) throw new XmlError("half of a surrogate pair is not an XML character", lineAndColumn(text, index));
}

/**
 * The parser reads a document type to its end before it reports it, which may be a megabyte later.
 * So this looks for one where it has to be: behind white space, comments and instructions, before
 * the root element.
 */
function refuseDocumentType(text: string): void {
  let index = 0;
  for (;;) {
    index = indexBehindSpace(text, index);
    const end = text.startsWith("<!--", index) ? "-->" : text.startsWith("<?", index) ? "?>" : undefined;
    const close = end === undefined ? -1 : text.indexOf(end, index + 2);
    if (end === undefined || close === -1) break;
    index = close + end.length;
  }
  if (text.startsWith("<!DOCTYPE", index)) throw new XmlError(documentTypeReason, lineAndColumn(text, index));
}

function indexBehindSpace(text: string, start: number): number {
  let index = start;
  while (/[\s\ufeff]/.test(text.charAt(index))) index++;
  return index;
}

const passages = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)/g;
const bare = /&(?!#\d+;|#x[\da-f]+;|[\w:][\w:.-]*;)/i;

/**
 * Where an `&` begins no reference; -1 for none. The parser reads on to the next `;` and complains
 * there, about something else.
 */
function bareAmpersand(text: string): number {
  return text.replace(passages, (passage) => " ".repeat(passage.length)).search(bare);
}

/** The message of the parser without the place, without the full stop, and never endless. */
function plainReason(message: string): string {
  return message
    .replace(/^\d+:\d+: /, "")
    .replace(/\.$/, "")
    .slice(0, 160);
}
