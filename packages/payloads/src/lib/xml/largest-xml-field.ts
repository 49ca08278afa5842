import type { FieldSize } from "../size.js";
import { utf8ByteLength } from "../size.js";
import { childPaths } from "./child-paths.js";
import { parseXml, type XmlElement } from "./parse-xml.js";
import { isXmlError } from "./xml-error.js";

/**
 * The largest attribute value or text of a document, by its path, such as
 * `toast.visual.binding.text[1]`.
 */
export function largestXmlField(body: string): FieldSize | undefined {
  let largest: FieldSize | undefined;
  const consider = (field: string, value: string): void => {
    const bytes = utf8ByteLength(value);
    if (largest === undefined || bytes > largest.bytes) largest = { field, bytes };
  };
  const visit = (path: string, element: XmlElement): void => {
    if (element.text.trim() !== "") consider(path, element.text);
    for (const { name, value } of element.attributes) consider(`${path}@${name}`, value);
    for (const [childPath, child] of childPaths(element, path)) visit(childPath, child);
  };
  try {
    const root = parseXml(body);
    visit(root.name, root);
  } catch (error) {
    if (!isXmlError(error)) throw error;
  }
  return largest;
}
