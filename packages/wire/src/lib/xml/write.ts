import { escapeXmlText, isXmlError } from "@nh/payloads/xml";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "./namespaces.js";

/** The declarations that the service puts on every document of its own, in its order. */
export const documentNamespaces = `xmlns:i="${namespaces.schemaInstance}" xmlns="${namespaces.serviceBus}"`;

/**
 * Writes `<name>text</name>`, or nothing when the value is undefined.
 *
 * @throws {WireFormatError} when the value contains a character that XML 1.0 cannot hold.
 */
export function textElement(document: string, name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? "" : `<${name}>${escaped(document, name, String(value))}</${name}>`;
}

/**
 * Writes an element whose text is a CDATA section, as the service writes templates. With a carriage
 * return, which CDATA cannot keep, the text is escaped instead.
 *
 * @throws {WireFormatError} when the value contains a character that XML 1.0 cannot hold.
 */
export function cdataElement(document: string, name: string, value: string): string {
  const text = escaped(document, name, value);
  if (value.includes("\r")) return `<${name}>${text}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]></${name}>`;
}

function escaped(document: string, name: string, value: string): string {
  try {
    return escapeXmlText(value);
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw new WireFormatError({
      document,
      path: name,
      rule: "the value contains a character that XML 1.0 cannot hold",
      cause,
    });
  }
}
