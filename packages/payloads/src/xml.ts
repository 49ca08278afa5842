export { escapeXmlAttribute, escapeXmlText } from "./lib/xml/escape-xml.js";
export { parseXml, type XmlAttribute, type XmlElement } from "./lib/xml/parse-xml.js";
export { attributeValue, childElement, childElements } from "./lib/xml/query-xml.js";
export type { XmlLimits } from "./lib/xml/read-xml.js";
export { isXmlError, XmlError } from "./lib/xml/xml-error.js";
