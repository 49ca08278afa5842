import { attributeValue, childElement, childElements, type XmlElement } from "@nh/payloads/xml";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "../xml/namespaces.js";
import { readDocument } from "../xml/read.js";

/** What an entry carries. */
export interface EntryContent {
  /** The one element inside `content`. */
  readonly content: XmlElement;
  /** The `etag` attribute without `W/` and quotes. */
  readonly etag?: string;
}

/**
 * Reads an Atom entry.
 *
 * @param document What the entry should carry, for the error.
 * @throws {WireFormatError} when it is not an entry, or has no content.
 */
export function readEntry(document: string, xml: string): EntryContent {
  const root = readDocument(document, xml);
  if (!isAtom(root, "entry")) throw unexpectedRoot(document, root, xml, "entry");
  return entryContent(document, root, "entry");
}

/**
 * Reads the entries of an Atom feed.
 *
 * @param document What the feed should carry, for the error.
 * @throws {WireFormatError} when it is not a feed, or one of its entries has no content.
 */
export function readFeed(document: string, xml: string): EntryContent[] {
  const root = readDocument(document, xml);
  if (!isAtom(root, "feed")) throw unexpectedRoot(document, root, xml, "feed");
  const entries = childElements(root, "entry", namespaces.atom);
  return entries.map((entry, index) => entryContent(document, entry, `feed/entry[${index + 1}]`));
}

function entryContent(document: string, entry: XmlElement, path: string): EntryContent {
  const content = childElement(entry, "content", namespaces.atom);
  const inner = content?.children.find((child): child is XmlElement => typeof child !== "string");
  if (inner === undefined)
    throw new WireFormatError({ document, path: `${path}/content`, rule: "the element is missing or empty" });
  const etag = attributeValue(entry, "etag", namespaces.metadata);
  return etag === undefined ? { content: inner } : { content: inner, etag: bareEtag(etag) };
}

/** `W/"1"`, `"1"`, and `1` all mean 1. */
function bareEtag(etag: string): string {
  return etag.trim().replace(/^(?:W\/)?"(.*)"$/s, "$1");
}

function isAtom(element: XmlElement, name: string): boolean {
  return element.name === name && element.namespace === namespaces.atom;
}

function unexpectedRoot(document: string, root: XmlElement, xml: string, expected: string): WireFormatError {
  return new WireFormatError({ document, path: root.name, excerpt: xml, rule: `expected an Atom ${expected}` });
}
