import type { FieldSize } from "../size.js";
import { utf8ByteLength } from "../size.js";
import { parseXml, type XmlElement } from "./parse-xml.js";
import { isXmlError } from "./xml-error.js";

/** The largest attribute value or text of a document, by its path, such as `toast.visual.binding.text`. */
export function largestXmlField(body: string): FieldSize | undefined {
  let largest: FieldSize | undefined;
  const consider = (field: string, value: string): void => {
    const bytes = utf8ByteLength(value);
    if (largest === undefined || bytes > largest.bytes) largest = { field, bytes };
  };
  const visit = (element: XmlElement, parentPath: string): void => {
    const path = parentPath === "" ? element.name : `${parentPath}.${element.name}`;
    if (element.text.trim() !== "") consider(path, element.text);
    for (const { name, value } of element.attributes) consider(`${path}@${name}`, value);
    for (const child of element.children) if (typeof child !== "string") visit(child, path);
  };
  try {
    visit(parseXml(body), "");
  } catch (error) {
    if (!isXmlError(error)) throw error;
  }
  return largest;
}
