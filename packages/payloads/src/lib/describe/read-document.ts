import { parseXml, type XmlElement } from "../xml/parse-xml.js";
import { isXmlError } from "../xml/xml-error.js";

/** The root element, or `undefined` for what is not XML. */
export function readDocument(body: string): XmlElement | undefined {
  try {
    return parseXml(body);
  } catch (error) {
    if (!isXmlError(error)) throw error;
    return undefined;
  }
}
