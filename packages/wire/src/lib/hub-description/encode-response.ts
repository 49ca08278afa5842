import { escapeXmlAttribute } from "@nh/payloads/xml";
import { titleElement } from "../atom/write-entry.js";
import { namespaces } from "../xml/namespaces.js";
import { textElement } from "../xml/write.js";
import { encodeDescription } from "./encode.js";
import type { HubDescription } from "./types.js";

const DOCUMENT = "hub entry";

/** What a response says about a hub besides its description. */
export interface HubLinks {
  /** The hub's own URL, with the query of the request. */
  readonly id: string;
  /** The name of the hub. */
  readonly title: string;
  /**
   * When the hub was created, ISO 8601, to the second. The service omits it in the response to an
   * update.
   */
  readonly published?: string | undefined;
  /** ISO 8601, to the second. */
  readonly updated: string;
  /** The name of the namespace. */
  readonly author: string;
}

/** What `GET /$Resources/NotificationHubs` says about its list. */
export interface HubFeedLinks {
  /** The URL of the list, with the query of the request. */
  readonly id: string;
  /** ISO 8601, to the second. */
  readonly updated: string;
}

/** What `GET /` says about its list. */
export interface HubNameFeedLinks {
  /**
   * A GUID. The service puts it into the id of the list and of each entry, followed by a number.
   */
  readonly uuid: string;
  /** The number of the list; those of its entries follow. */
  readonly number: number;
  /** ISO 8601, to the second. */
  readonly updated: string;
}

/** Writes the response to creating, reading, or updating a hub. */
export function encodeHubResponse(hub: HubDescription, links: HubLinks): string {
  return writeEntry(hub, links, { attributes: ` xmlns="${namespaces.atom}"`, self: links.id });
}

/**
 * Writes the list of hubs with their descriptions: the response to
 * `GET /$Resources/NotificationHubs`.
 */
export function encodeHubFeed(
  links: HubFeedLinks,
  entries: Iterable<{ readonly hub: HubDescription; readonly links: HubLinks }>,
): string {
  const attributes = ` xml:base="${escapeXmlAttribute(links.id)}"`;
  const written = Array.from(entries, ({ hub, links: entry }) =>
    writeEntry(hub, entry, { attributes, self: `../../${entry.id.replace(/^[a-z]+:\/\/[^/]*\//i, "")}` }),
  );
  return (
    `<feed xmlns="${namespaces.atom}">${titleElement("NotificationHubs")}${textElement(DOCUMENT, "id", links.id)}` +
    `${textElement(DOCUMENT, "updated", links.updated)}${link("self", links.id)}${written.join("")}</feed>`
  );
}

/**
 * Writes the list of the hubs' names, the response to `GET /`. Without hubs it is also the response
 * to reading a hub that does not exist.
 *
 * @param hubs The name of each hub, and its URL, which the service writes with `http`.
 */
export function encodeHubNameFeed(
  links: HubNameFeedLinks,
  hubs: Iterable<{ readonly name: string; readonly url: string }>,
): string {
  const updated = textElement(DOCUMENT, "updated", links.updated);
  const id = (index: number) => textElement(DOCUMENT, "id", `uuid:${links.uuid};id=${links.number + index}`);
  const entries = Array.from(
    hubs,
    ({ name, url }, index) => `<entry>${id(index + 1)}${titleElement(name)}${updated}${link("alternate", url)}</entry>`,
  );
  return (
    `<feed xmlns="${namespaces.atom}">${titleElement("Publicly Listed Services")}` +
    '<subtitle type="text">This is the list of publicly-listed services currently available.</subtitle>' +
    `${id(0)}${updated}<generator>Service Bus 1.1</generator>${entries.join("")}</feed>`
  );
}

function writeEntry(
  hub: HubDescription,
  { id, title: name, published, updated, author }: HubLinks,
  { attributes, self }: { readonly attributes: string; readonly self: string },
): string {
  return [
    `<entry${attributes}>`,
    textElement(DOCUMENT, "id", id),
    titleElement(name),
    textElement(DOCUMENT, "published", published),
    textElement(DOCUMENT, "updated", updated),
    `<author>${textElement(DOCUMENT, "name", author)}</author>`,
    link("self", self),
    `<content type="application/xml">${encodeDescription(hub, "response")}</content>`,
    "</entry>",
  ].join("");
}

function link(rel: "self" | "alternate", href: string): string {
  return `<link rel="${rel}" href="${escapeXmlAttribute(href)}"/>`;
}
