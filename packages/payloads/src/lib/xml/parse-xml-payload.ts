import { ArgumentError } from "../argument-error.js";
import { invalidField } from "../errors.js";
import type { Platform } from "../platforms.js";
import { checkSize } from "../size.js";
import { largestXmlField } from "./largest-xml-field.js";
import { parseXml, type XmlElement } from "./parse-xml.js";
import { isXmlError } from "./xml-error.js";

/**
 * The root element of a platform's own XML. A document over the limit is refused before it is
 * parsed.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE; NH_PAYLOAD_INVALID for malformed XML, with the
 * XmlError as cause.
 * @throws {ArgumentError} for anything but a string.
 */
export function parseXmlPayload(platform: Platform, xml: string, limitBytes: number): XmlElement {
  if (typeof xml !== "string") throw new ArgumentError(platform, "xml", "must be a string");
  checkSize(platform, xml, limitBytes, largestXmlField);
  try {
    return parseXml(xml);
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw invalidField(platform, "", `must be well-formed XML: ${cause.message}`, { cause });
  }
}
