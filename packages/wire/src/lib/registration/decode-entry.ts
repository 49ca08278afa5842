import { readEntry, readFeed } from "../atom/read-entry.js";
import { readDescription } from "./decode.js";
import type { Registration } from "./types.js";

const DOCUMENT = "registration";

/**
 * Reads an entry that carries a registration: a request of any client, or a response of any
 * generation of the service.
 *
 * @throws {WireFormatError} when it is not such an entry.
 */
export function decodeRegistrationEntry(xml: string): Registration {
  const { content, etag } = readEntry(DOCUMENT, xml);
  return readDescription(content, etag);
}

/**
 * Reads one page of a list of registrations. Where the next page begins is in a header of the
 * response; no client follows the links in the feed.
 *
 * @throws {WireFormatError} when it is not such a page.
 */
export function decodeRegistrationFeed(xml: string): { registrations: Registration[] } {
  return {
    registrations: readFeed("registration feed", xml).map(({ content, etag }) => readDescription(content, etag)),
  };
}
