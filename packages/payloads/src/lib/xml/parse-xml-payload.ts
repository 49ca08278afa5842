import { ArgumentError } from "../argument-error.js";
import { invalidField } from "../errors.js";
import type { Platform } from "../platforms.js";
import { checkSize } from "../size.js";
import { withoutByteOrderMark } from "../without-byte-order-mark.js";
import { largestXmlField } from "./largest-xml-field.js";
import { parseXml, type XmlElement } from "./parse-xml.js";
import { isXmlError } from "./xml-error.js";

/** A document that was read. */
interface ParsedXml {
  /** Without a byte order mark. */
  readonly body: string;
  readonly root: XmlElement;
}

/**
 * A platform's own XML and its root element. A document over the limit is refused before it is
 * parsed.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE; NH_PAYLOAD_INVALID for malformed XML, with the
 * XmlError as cause.
 * @throws {ArgumentError} for anything but a string.
 */
export function parseXmlPayload(platform: Platform, xml: string, limitBytes: number): ParsedXml {
  if (typeof xml !== "string") throw new ArgumentError(platform, "xml", "must be a string");
  const body = withoutByteOrderMark(xml);
  checkSize(platform, body, limitBytes, largestXmlField);
  try {
    return { body, root: parseXml(body) };
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw invalidField(platform, "", `must be well-formed XML: ${cause.message}`, { cause });
  }
}
