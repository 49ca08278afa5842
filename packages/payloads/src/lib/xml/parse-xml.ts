import { readXml, type XmlLimits, type XmlTag } from "./read-xml.js";

/** One element and everything in it. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  readonly prefix: string;
  /** Namespace URI, `""` for none. */
  readonly namespace: string;
  /** Attributes in document order, without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /**
   * Child elements and text in document order; adjacent text and CDATA are one string. Without
   * comments.
   */
  readonly children: readonly (XmlElement | string)[];
  /** The element's own text, joined; text of child elements is not part of it. */
  readonly text: string;
}

/** One attribute of an element. */
export interface XmlAttribute {
  /** Local name, without prefix. */
  readonly name: string;
  readonly prefix: string;
  /** Namespace URI; `""` for an attribute without prefix. */
  readonly namespace: string;
  readonly value: string;
}

interface OpenElement {
  name: string;
  prefix: string;
  namespace: string;
  attributes: XmlAttribute[];
  children: (XmlElement | string)[];
  text: string;
}

const namespaceOfDeclarations = "http://www.w3.org/2000/xmlns/";

/**
 * Reads a whole document into its root element.
 *
 * @param text The document; a byte order mark and an XML declaration may precede the root element.
 * @throws {XmlError} when it is malformed, has a document type, names an entity that XML does not
 * predefine, is larger than `maxBytes` (default 1 MiB) or nested deeper than `maxDepth` (default
 * 64).
 */
export function parseXml(text: string, options: XmlLimits = {}): XmlElement {
  // The document node: what the root element is a child of.
  let current: OpenElement = emptyElement("", "", "");
  const ancestors: OpenElement[] = [];
  const document = current;
  readXml(
    text,
    {
      openElement(tag) {
        const element = emptyElement(tag.local, tag.prefix, tag.uri);
        collectAttributes(tag, element.attributes);
        current.children.push(element);
        ancestors.push(current);
        current = element;
      },
      closeElement() {
        current = ancestors.pop() ?? document;
      },
      text(piece) {
        current.text += piece;
        const last = current.children.length - 1;
        const previous = current.children[last];
        if (typeof previous === "string") current.children[last] = previous + piece;
        else if (piece !== "") current.children.push(piece);
      },
    },
    options,
  );
  const root = document.children[0];
  // The parser refuses a document without a root element, so this only satisfies the types.
  if (root === undefined || typeof root === "string") throw new TypeError("The document has no root element");
  return root;
}

function emptyElement(name: string, prefix: string, namespace: string): OpenElement {
  return { name, prefix, namespace, attributes: [], children: [], text: "" };
}

function collectAttributes(tag: XmlTag, into: XmlAttribute[]): void {
  for (const key in tag.attributes) {
    const attribute = tag.attributes[key];
    if (attribute === undefined || attribute.uri === namespaceOfDeclarations) continue;
    const { local, prefix, uri, value } = attribute;
    into.push({ name: local, prefix, namespace: uri, value });
  }
}
