import { readEntry, readFeed } from "../atom/read-entry.js";
import { readDescription } from "./decode.js";
import type { Registration } from "./types.js";

const DOCUMENT = "registration";

/**
 * Reads an entry that carries a registration: a request of any client, or an answer of any generation of the service.
 *
 * @throws WireFormatError when it is none.
 */
export function decodeRegistrationEntry(xml: string): Registration {
  const { content, etag } = readEntry(DOCUMENT, xml);
  return readDescription(content, etag);
}

/**
 * Reads one page of a list of registrations. Where the next page begins stands in a header of the answer; the links in the feed are not
 * followed by anyone.
 *
 * @throws WireFormatError when it is none.
 */
export function decodeRegistrationFeed(xml: string): { registrations: Registration[] } {
  return {
    registrations: readFeed("registration feed", xml).map(({ content, etag }) => readDescription(content, etag)),
  };
}
