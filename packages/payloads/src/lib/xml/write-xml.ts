import { escapeXmlAttribute } from "./escape-xml.js";

/**
 * One element as XML. Names are trusted, attribute values are escaped, and children must be XML
 * already: elements from this function, or what `escapeXmlText` returns. An attribute that is
 * `undefined` is not written.
 *
 * @throws {XmlError} for an attribute value that XML 1.0 cannot hold.
 */
export function writeElement(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly string[] = [],
): string {
  let tag = `<${name}`;
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${attribute}="${escapeXmlAttribute(value)}"`;
  }
  const content = children.join("");
  return content === "" ? `${tag}/>` : `${tag}>${content}</${name}>`;
}
