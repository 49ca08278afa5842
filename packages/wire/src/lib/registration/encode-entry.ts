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
 * Writes the body of a request that creates or replaces a registration, without its ETag, which
 * travels in `If-Match`, and its expiration, which belongs to the service.
 *
 * @throws {WireFormatError} when a value cannot be written, or the platform's contract has no place
 * for it.
 * @throws {ArgumentError} when the platform is unknown, or a member is not of its form.
 */
export function encodeRegistrationEntry(registration: Registration): string {
  return writeRequestEntry(encodeDescription(registration, "request"));
}

/**
 * Writes the response to reading, creating, or replacing a registration, as the newest front end
 * does.
 *
 * @param options.written Whether the request created or replaced it: the recorded responses then
 * carry an expiration without `Z`. Default false.
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
