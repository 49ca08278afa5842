import { isXmlError, type XmlElement } from "@nh/payloads/xml";
import { ArgumentError } from "../argument-error.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "../xml/namespaces.js";
import { readElement, writeElement } from "../xml/write-element.js";

/**
 * Reads the child elements that are not among the known ones, each as XML; undefined when there are
 * none.
 */
export function readUnknown(element: XmlElement, known: readonly string[]): readonly string[] | undefined {
  const unknown = element.children
    .filter((child): child is XmlElement => typeof child === "object")
    .filter(({ name, namespace }) => namespace !== namespaces.serviceBus || !known.includes(name))
    .map((child) => writeElement(child));
  return unknown.length === 0 ? undefined : unknown;
}

/**
 * Writes the elements that `readUnknown` has read. Each is read once more, since a person may have
 * edited it: what is not exactly one element would break the document around it.
 *
 * @throws {ArgumentError} when they are not a list.
 * @throws {WireFormatError} when one of them is not one element.
 */
export function encodeUnknown(elements: readonly string[] | undefined): string {
  if (elements === undefined) return "";
  if (!Array.isArray(elements))
    throw new ArgumentError("unknownElements", "unknownElements must be a list of strings.");
  return elements.map((text: string) => writeElement(readOne(text))).join("");
}

function readOne(text: string): XmlElement {
  const rule = "expected XML of exactly one element";
  const fault = (cause?: unknown) =>
    new WireFormatError({ document: "hub description", path: "unknownElements", excerpt: String(text), rule, cause });
  try {
    const element = readElement(text);
    if (element === undefined) throw fault();
    return element;
  } catch (error) {
    throw isXmlError(error) ? fault(error) : error;
  }
}
