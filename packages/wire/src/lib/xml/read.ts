import { attributeValue, childElement, isXmlError, parseXml, type XmlElement } from "@nh/payloads/xml";
import { parseDateTime } from "../date-time.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "./namespaces.js";

/** Feeds hold a hundred entries, each with templates of up to 64 KB in theory. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads a document of the protocol.
 *
 * @throws WireFormatError when it is no XML, or larger or deeper than any answer of the service.
 */
export function readDocument(document: string, text: string): XmlElement {
  try {
    return parseXml(text, { maxBytes: MAX_BYTES });
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw new WireFormatError({ document, excerpt: text, rule: cause.message, cause });
  }
}

/** Reads a document whose root element must have a name of the service's own namespace. */
export function readServiceDocument(document: string, text: string, name: string): XmlElement {
  const root = readDocument(document, text);
  if (root.name !== name || root.namespace !== namespaces.serviceBus) {
    throw new WireFormatError({
      document,
      path: root.name,
      excerpt: text,
      rule: `its root must be ${name} of the service's namespace`,
    });
  }
  return root;
}

/** Finds a child of the service's own namespace; one marked `i:nil` counts as absent. */
export function serviceChild(element: XmlElement, name: string): XmlElement | undefined {
  const child = childElement(element, name, namespaces.serviceBus);
  return child === undefined || isNil(child) ? undefined : child;
}

/** Reads the text of a child of the service's own namespace; undefined when it is absent or nil. */
export function serviceText(element: XmlElement, name: string): string | undefined {
  return serviceChild(element, name)?.text;
}

/** Reads the text of a child that must be there. */
export function requiredText(document: string, element: XmlElement, name: string): string {
  const text = serviceText(element, name);
  if (text === undefined)
    throw new WireFormatError({ document, path: `${element.name}/${name}`, rule: "the element is missing" });
  return text;
}

/** Reads a date; undefined when the element is absent, nil or empty. */
export function serviceDate(document: string, element: XmlElement, name: string): Date | undefined {
  const text = serviceText(element, name)?.trim();
  if (text === undefined || text === "") return undefined;
  const date = parseDateTime(text);
  if (date === undefined) {
    throw new WireFormatError({
      document,
      path: `${element.name}/${name}`,
      excerpt: text,
      rule: "a date in ISO 8601 is expected",
    });
  }
  return date;
}

/** Reads a number that is not negative: up to 28 digits behind the point, as .NET writes the decimal that a third of a hundred is. */
export function numberText(document: string, path: string, text: string): number {
  const trimmed = text.trim();
  if (!/^\d{1,15}(\.\d{1,28})?$/.test(trimmed)) {
    throw new WireFormatError({ document, path, excerpt: text, rule: "a number is expected" });
  }
  return Number(trimmed);
}

/** Tells whether an element carries `i:nil="true"`. */
export function isNil(element: XmlElement): boolean {
  const nil = attributeValue(element, "nil", namespaces.schemaInstance)?.trim();
  return nil === "true" || nil === "1";
}
