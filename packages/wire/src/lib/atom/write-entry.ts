import { escapeXmlAttribute } from "@nh/payloads/xml";
import { namespaces } from "../xml/namespaces.js";
import { textElement } from "../xml/write.js";

const DOCUMENT = "Atom entry";

/** What a response says about an entry besides its content. */
export interface EntryLinks {
  /** The entry's own URL, with the query of the request. */
  readonly id: string;
  /** The id of the registration or job. */
  readonly title: string;
  /** ISO 8601, to the second. The service writes the current time here and in `updated`. */
  readonly published: string;
}

/** What a response says about a feed besides its entries. */
export interface FeedLinks {
  /** The feed's own URL, with the query of the request. */
  readonly id: string;
  /** ISO 8601, to the second. */
  readonly updated: string;
  /** The URL of the next page; undefined on the last one. */
  readonly next?: string | undefined;
}

/** Writes the entry of a request around its content. */
export function writeRequestEntry(content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><entry xmlns="${namespaces.atom}"><content type="application/xml">${content}</content></entry>`;
}

/**
 * Writes the entry of a response as the newest front end does: the prefix of the ETag is `p1` in an
 * entry by itself and `p2` in a feed.
 */
export function writeResponseEntry(
  content: string,
  links: EntryLinks,
  options: { readonly etag?: string | undefined; readonly inFeed: boolean },
): string {
  const prefix = options.inFeed ? "p2" : "p1";
  const etag =
    options.etag === undefined
      ? ""
      : ` ${prefix}:etag="${escapeXmlAttribute(`W/"${options.etag}"`)}" xmlns:${prefix}="${namespaces.metadata}"`;
  const own = options.inFeed ? "" : ` xmlns="${namespaces.atom}"`;
  const published =
    textElement(DOCUMENT, "published", links.published) + textElement(DOCUMENT, "updated", links.published);
  return (
    `<entry${etag}${own}>${textElement(DOCUMENT, "id", links.id)}${titleElement(links.title)}${published}` +
    `${link("self", links.id)}<content type="application/xml">${content}</content></entry>`
  );
}

/** Writes a feed around entries that `writeResponseEntry` has written. */
export function writeFeed(name: string, links: FeedLinks, entries: readonly string[]): string {
  const next = links.next === undefined ? "" : link("next", links.next);
  return (
    `<feed xmlns="${namespaces.atom}">${titleElement(name)}${textElement(DOCUMENT, "id", links.id)}` +
    `${textElement(DOCUMENT, "updated", links.updated)}${link("self", links.id)}${next}${entries.join("")}</feed>`
  );
}

/** Writes the title of an entry or a feed. */
export function titleElement(text: string): string {
  return textElement(DOCUMENT, "title", text).replace("<title>", '<title type="text">');
}

function link(rel: "self" | "next", href: string): string {
  return `<link rel="${rel}" href="${escapeXmlAttribute(href)}" />`;
}
