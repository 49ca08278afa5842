import { escapeXmlAttribute } from "./escape-xml.js";

/**
 * One element as XML text. Names are trusted, attribute values are escaped, and children must be
 * XML already: elements from this function, or text from `escapeXmlText`. An attribute that is
 * `undefined` is left out.
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
