import { childElement, childElements, isXmlError, parseXml } from "@nh/payloads/xml";
import { WireFormatError } from "@nh/wire";

/** One page of the blobs of a container. */
export interface BlobList {
  readonly names: readonly string[];
  /** Where the next page begins; absent on the last one. */
  readonly nextMarker?: string;
}

/**
 * Reads the response of Azure Storage to "List Blobs": the names, and where the next page begins.
 *
 * @throws {WireFormatError} when it is something else.
 */
export function decodeBlobList(xml: string): BlobList {
  const document = "blob list";
  try {
    const root = parseXml(xml, { maxBytes: 16 * 1024 * 1024 });
    const blobs = childElement(root, "Blobs");
    if (root.name !== "EnumerationResults" || blobs === undefined) {
      throw new WireFormatError({ document, path: root.name, rule: "EnumerationResults with Blobs is expected" });
    }
    const names = childElements(blobs, "Blob").map((blob) => childElement(blob, "Name")?.text ?? "");
    const nextMarker = childElement(root, "NextMarker")?.text ?? "";
    return nextMarker === "" ? { names } : { names, nextMarker };
  } catch (cause) {
    if (!isXmlError(cause)) throw cause;
    throw new WireFormatError({ document, rule: cause.message, cause });
  }
}
