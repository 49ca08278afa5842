import { attributeValue, childElement, isXmlError, parseXml, type XmlElement } from "@nh/payloads/xml";
import { parseDateTime } from "../date-time.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "./namespaces.js";

/** Feeds hold a hundred entries, each with templates of up to 64 KB in theory. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads a document of the protocol.
 *
 * @throws {WireFormatError} when it is not XML, or larger or deeper than any response of the
 * service.
 */
export function readDocument(document: string, text: string): XmlElement {
  try {
    return parseXml(text, { maxBytes: MAX_BYTES });
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw new WireFormatError({ document, excerpt: text, rule: cause.message, cause });
  }
}

/**
 * Reads a document whose root element has a name in the service's own namespace.
 *
 * @throws {WireFormatError} when it is not XML, or its root is another element.
 */
export function readServiceDocument(document: string, text: string, name: string): XmlElement {
  const root = readDocument(document, text);
  if (root.name !== name || root.namespace !== namespaces.serviceBus) {
    throw new WireFormatError({
      document,
      path: root.name,
      excerpt: text,
      rule: `expected ${name} in the service's namespace as its root`,
    });
  }
  return root;
}

/** Finds a child in the service's own namespace; one marked `i:nil` counts as absent. */
export function serviceChild(element: XmlElement, name: string): XmlElement | undefined {
  const child = childElement(element, name, namespaces.serviceBus);
  return child === undefined || isNil(child) ? undefined : child;
}

/** Reads the text of a child in the service's own namespace; undefined when it is absent or nil. */
export function serviceText(element: XmlElement, name: string): string | undefined {
  return serviceChild(element, name)?.text;
}

/** Reads the text of a child that is required. */
export function requiredText(document: string, element: XmlElement, name: string): string {
  const text = serviceText(element, name);
  if (text === undefined)
    throw new WireFormatError({ document, path: `${element.name}/${name}`, rule: "the element is missing" });
  return text;
}

/** Reads a date; undefined when the element is absent, nil, or empty. */
export function serviceDate(document: string, element: XmlElement, name: string): Date | undefined {
  const text = serviceText(element, name)?.trim();
  if (text === undefined || text === "") return undefined;
  const date = parseDateTime(text);
  if (date === undefined) {
    throw new WireFormatError({
      document,
      path: `${element.name}/${name}`,
      excerpt: text,
      rule: "expected a date in ISO 8601",
    });
  }
  return date;
}

/**
 * Reads a number that is not negative. It may have 28 digits behind the point: that is how .NET
 * writes a third of a hundred percent.
 */
export function numberText(document: string, path: string, text: string): number {
  const trimmed = text.trim();
  if (!/^\d{1,15}(\.\d{1,28})?$/.test(trimmed)) {
    throw new WireFormatError({ document, path, excerpt: text, rule: "expected a number" });
  }
  return Number(trimmed);
}

/** Tells whether an element carries `i:nil="true"`. */
export function isNil(element: XmlElement): boolean {
  const nil = attributeValue(element, "nil", namespaces.schemaInstance)?.trim();
  return nil === "true" || nil === "1";
}
