import type * as Codecs from "./xml-codecs.js";

/** What `loadXmlCodecs` imports. */
export interface XmlCodecs extends Readonly<typeof Codecs> {}

/**
 * Imports the codecs of the XML documents that a client reads and writes. They are imported late
 * since the XML parser weighs more than all that a send needs, and a bundler can put it into a
 * chunk of its own only when no other module of this entry point reaches it.
 *
 * @example
 * const { decodeNotificationDetails } = await loadXmlCodecs();
 */
export function loadXmlCodecs(): Promise<XmlCodecs> {
  return import("./xml-codecs.js");
}
