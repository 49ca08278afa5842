import type * as XmlCodecs from "./xml-codecs.js";

/**
 * Imports the codecs of the XML documents that a client reads and writes. They are imported late because the XML parser weighs more than
 * everything that a send needs, and a bundler can only put it into a chunk of its own when no module of the entry point reaches it.
 *
 * @example
 * const { decodeNotificationDetails } = await loadXmlCodecs();
 */
export function loadXmlCodecs(): Promise<typeof XmlCodecs> {
  return import("./xml-codecs.js");
}
