import {
  type EntryLinks,
  type FeedLinks,
  writeFeed,
  writeRequestEntry,
  writeResponseEntry,
} from "../atom/write-entry.js";
import { encodeDescription } from "./encode.js";
import type { Registration } from "./types.js";

/**
 * Writes the body of a request that creates or replaces a registration. ETag and expiration are left out: the first travels in `If-Match`,
 * the second belongs to the service.
 *
 * @throws WireFormatError when a value cannot be written, or the platform's contract has no place for it.
 */
export function encodeRegistrationEntry(registration: Registration): string {
  return writeRequestEntry(encodeDescription(registration, "request"));
}

/**
 * Writes the answer to reading or, with `written`, to creating or replacing a registration, as the newest front end does.
 *
 * @param options.written Whether the request wrote it; the recorded answers then carry an expiration without `Z`. Default false.
 */
export function encodeRegistrationResponse(
  registration: Registration,
  links: EntryLinks,
  options?: { written?: boolean | undefined },
): string {
  const content = encodeDescription(registration, options?.written === true ? "written" : "stored");
  return writeResponseEntry(content, links, { etag: registration.etag, inFeed: false });
}

/** Writes one page of a list of registrations as the newest front end does. */
export function encodeRegistrationFeed(
  links: FeedLinks,
  entries: Iterable<{ readonly registration: Registration; readonly links: EntryLinks }>,
): string {
  const written = Array.from(entries, ({ registration, links: entry }) =>
    writeResponseEntry(encodeDescription(registration, "stored"), entry, { etag: registration.etag, inFeed: true }),
  );
  return writeFeed("Registrations", links, written);
}
