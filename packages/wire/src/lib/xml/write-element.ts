import { escapeXmlAttribute, escapeXmlText, parseXml, type XmlElement } from "@nh/payloads/xml";
import { namespaces } from "./namespaces.js";
import { documentNamespaces } from "./write.js";

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

/**
 * Writes an element that was read, so that it can be part of a document of the service, whose own
 * namespace is the default there and which declares `i`. Prefixes may change, and comments are
 * lost.
 */
export function writeElement(element: XmlElement, parentNamespace: string = namespaces.serviceBus): string {
  const { name, namespace, attributes, children } = element;
  const declaration = namespace === parentNamespace ? "" : ` xmlns="${escapeXmlAttribute(namespace)}"`;
  const start = `<${name}${declaration}${attributes.map(writeAttribute).join("")}`;
  if (children.length === 0) return `${start}/>`;
  const content = children.map((child) =>
    typeof child === "string" ? escapeXmlText(child) : writeElement(child, namespace),
  );
  return `${start}>${content.join("")}</${name}>`;
}

function writeAttribute({ name, namespace, value }: XmlElement["attributes"][number], index: number): string {
  const text = escapeXmlAttribute(value);
  if (namespace === "") return ` ${name}="${text}"`;
  if (namespace === namespaces.schemaInstance) return ` i:${name}="${text}"`;
  if (namespace === XML_NAMESPACE) return ` xml:${name}="${text}"`;
  return ` xmlns:a${index}="${escapeXmlAttribute(namespace)}" a${index}:${name}="${text}"`;
}

/**
 * Reads one element that `writeElement` has written, or a person.
 *
 * @throws {XmlError} when it is not well-formed.
 */
export function readElement(text: string): XmlElement | undefined {
  const [element, ...more] = parseXml(`<x ${documentNamespaces}>${text}</x>`).children;
  return typeof element === "object" && more.length === 0 ? element : undefined;
}
