import { readXml } from "../xml/read-xml.js";
import { isXmlError, type XmlError } from "../xml/xml-error.js";

/**
 * What the scan of an XML document meets. `start` and `end` enclose the value as it is written,
 * without quotes or tags.
 */
interface XmlScanHandlers {
  readonly attribute: (value: string, start: number, end: number) => void;
  /** The text of an element without child elements. */
  readonly leaf: (text: string, start: number, end: number) => void;
  /** Text beside child elements. */
  readonly mixed: (text: string, position: number) => void;
  /** Reports a mistake; never returns. */
  readonly fail: (reason: string, position: number, cause: XmlError) => never;
  /** Reports too deep nesting; never returns. */
  readonly tooDeep: (position: number) => never;
}

interface OpenElement {
  readonly contentStart: number;
  isLeaf: boolean;
  text: string;
}

/** Reads an XML document from start to end and reports where its values are. */
export function scanXml(text: string, maxDepth: number, handlers: XmlScanHandlers): void {
  const open: OpenElement[] = [];
  try {
    readXml(
      text,
      {
        attribute(name, value, position) {
          if (name === "xmlns" || name.startsWith("xmlns:")) return;
          // The position is behind the closing quote, and a value cannot contain its own kind of
          // quote.
          const end = position - 1;
          handlers.attribute(value, text.lastIndexOf(text.charAt(end), end - 1) + 1, end);
        },
        openElement(_tag, position) {
          if (open.length >= maxDepth) handlers.tooDeep(position);
          const parent = open.at(-1);
          if (parent !== undefined) parent.isLeaf = false;
          open.push({ contentStart: position, isLeaf: true, text: "" });
        },
        text(piece) {
          const element = open.at(-1);
          if (element !== undefined) element.text += piece;
        },
        closeElement(tag, position) {
          const element = open.pop();
          if (element === undefined || tag.isSelfClosing || element.text === "") return;
          if (!element.isLeaf) handlers.mixed(element.text, element.contentStart);
          else handlers.leaf(element.text, element.contentStart, text.lastIndexOf("</", position - 1));
        },
      },
      { maxBytes: Number.POSITIVE_INFINITY, maxDepth: Number.POSITIVE_INFINITY },
    );
  } catch (error) {
    if (!isXmlError(error)) throw error;
    handlers.fail(error.reason, positionOf(text, error), error);
  }
}

function positionOf(text: string, { line, column }: XmlError): number {
  let lineStart = 0;
  const lineEnd = /\r\n|\r|\n/g;
  for (let current = 1; current < line && lineEnd.test(text); current++) lineStart = lineEnd.lastIndex;
  return Math.min(text.length, lineStart + column - 1);
}

const reference = /&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);/y;
const markup = /<!\[CDATA\[|\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;

/** The place in the document of an index into a decoded value. */
export function xmlValuePosition(text: string, start: number, index: number): number {
  let position = behindMarkup(text, start);
  for (let decoded = 0; decoded < index && position < text.length; decoded++) {
    reference.lastIndex = position;
    const name = reference.exec(text)?.[1];
    if (name !== undefined) {
      position = reference.lastIndex;
      // A character beyond U+FFFF is two code units of the decoded text.
      const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
      if (code > 0xffff) decoded++;
    } else {
      position += text.startsWith("\r\n", position) ? 2 : 1;
    }
    position = behindMarkup(text, position);
  }
  return position;
}

function behindMarkup(text: string, start: number): number {
  let position = start;
  for (markup.lastIndex = position; markup.test(text); ) position = markup.lastIndex;
  return position;
}
