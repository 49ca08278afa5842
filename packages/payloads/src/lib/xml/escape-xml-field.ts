import { invalidField } from "../errors.js";
import type { Platform } from "../platforms.js";
import { escapeXmlText } from "./escape-xml.js";
import { isXmlError } from "./xml-error.js";

/**
 * The string of a field as the content of an element.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a character that XML 1.0 cannot hold, with the
 * XmlError as cause.
 */
export function escapeXmlField(platform: Platform, field: string, text: string): string {
  try {
    return escapeXmlText(text);
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw invalidField(platform, field, `cannot be written as XML: ${cause.message}`, { cause });
  }
}
