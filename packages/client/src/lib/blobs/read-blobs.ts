import { utf8ByteLength } from "@nh/payloads";
import { WireFormatError } from "@nh/wire";
import type { HubConnection } from "../context.js";
import { loadPart } from "../load-part.js";
import type { CallOptions } from "../options.js";
import { refuseCircles } from "../pages.js";
import { readAddress } from "./read-address.js";

const MIB = 1024 * 1024;
/** Bytes that are requested at a time. A blob of feedback may be larger than memory should hold. */
const RANGE_BYTES = 4 * MIB;
/** A server that knows no ranges responds with the whole blob. */
const MAX_BLOB_BYTES = 64 * MIB;

const source = { operation: "getFeedbackContainer", call: "feedback" } as const;
const version = { "x-ms-version": "2021-08-06" };

/**
 * Lists the blobs of a container by its signed address, without a storage library.
 *
 * @param containerUrl `https://{account}.blob.core.windows.net/{container}?{signature}`.
 * @throws {WireFormatError} when a response is not a listing, or the listing leads back to where it
 * has been.
 */
export async function* listBlobs(
  connection: HubConnection,
  containerUrl: string,
  options: CallOptions | undefined,
): AsyncGenerator<string, void, undefined> {
  // Imported late, as the other codecs of XML are: it reaches the parser.
  const { decodeBlobList } = await loadPart(import("./blob-list.js"));
  const check = refuseCircles("blob list", "NextMarker");
  let marker: string | undefined;
  do {
    check(marker);
    const url = new URL(containerUrl);
    const query = `restype=container&comp=list${marker === undefined ? "" : `&marker=${encodeURIComponent(marker)}`}`;
    url.search = url.search === "" ? query : `${url.search.slice(1)}&${query}`;
    const response = await readAddress(connection, { ...source, url: url.href, headers: version }, options);
    const page = decodeBlobList(response.text);
    yield* page.names;
    marker = page.nextMarker;
  } while (marker !== undefined);
}

/**
 * Reads the lines of a blob, some megabytes at a time. Its name comes from a response, so it is
 * encoded into the path of the container and can lead nowhere else.
 *
 * @param rangeBytes Bytes that are requested at a time.
 * @throws {WireFormatError} when a line is longer than that, or the server returns the wrong range.
 */
export async function* readBlobLines(
  connection: HubConnection,
  containerUrl: string,
  name: string,
  options: CallOptions | undefined,
  rangeBytes = RANGE_BYTES,
): AsyncGenerator<string, void, undefined> {
  const url = blobUrl(containerUrl, name);
  /** What may be the last line, until the next request shows whether anything follows it. */
  let rest: string | undefined;
  for (let offset = 0; ; ) {
    const headers = { ...version, "x-ms-range": `bytes=${offset}-${offset + rangeBytes - 1}` };
    const spec = { ...source, url, headers, expect: [206, 404, 416], maxBytes: MAX_BLOB_BYTES } as const;
    const response = await readAddress(connection, spec, options);
    const { status, text } = response;
    // Deleted since it was listed.
    if (status === 404) return;
    // Nothing begins at this offset.
    if (status === 416 || text === "") return yield* linesOf(rest ?? "");
    const [start = offset, end = Number.NaN, size = Number.NaN] = contentRange(response.header("Content-Range"));
    if (rest !== undefined || start !== offset) throw unreadable(rangeBytes);
    const isLast = status !== 206 || end + 1 >= size;
    // A range may end inside a character or a line, so the next one begins at the last line break
    // of this one. What precedes that break has been read.
    const begin = offset === 0 ? 0 : text.indexOf("\n") + 1;
    const cut = isLast ? text.length : text.lastIndexOf("\n") + 1;
    yield* linesOf(text.slice(begin, cut));
    if (isLast) return;
    let next = 0;
    if (cut > Math.max(begin, 1)) {
      next = lineBreakAt(text, cut, offset, end);
    } else if (Number.isNaN(size)) {
      rest = text.slice(begin);
      // Behind the end, if it is one: a byte order mark, which does not show, takes three.
      next = (end || offset + utf8ByteLength(text) + 3) + 1;
    }
    if (next <= offset) throw unreadable(rangeBytes);
    offset = next;
  }
}

/**
 * The offset of the line break before `cut`, or one a few bytes below it, which does as well. It is
 * counted from either end of the response, of which only the text is known: a damaged byte reads as
 * U+FFFD, which takes three, and a byte order mark does not show.
 */
function lineBreakAt(text: string, cut: number, offset: number, end: number): number {
  const fromStart = offset + utf8ByteLength(text.slice(0, cut).replaceAll("\ufffd", "?")) - 1;
  return Math.max(fromStart, end - utf8ByteLength(text.slice(cut)) || 0);
}

function unreadable(rangeBytes: number): WireFormatError {
  const limit = `${Number((rangeBytes / MIB).toFixed(2))} MiB`;
  const rule = `the blob could not be read to its end: a line is longer than ${limit}, or the server returned the wrong range`;
  return new WireFormatError({ document: "PNS feedback", rule });
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/**
 * The numbers of `bytes 0-99/1234`, or none: a browser hides the header unless the account exposes
 * it. A size that is not known is written `*` and read as NaN.
 */
function contentRange(header = ""): number[] {
  const [, ...numbers] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(header.trim()) ?? [];
  return numbers.map(Number);
}

function blobUrl(containerUrl: string, name: string): string {
  const segments = name.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    throw new WireFormatError({
      document: "blob list",
      path: "Name",
      excerpt: name,
      rule: "this is not the name of a blob",
    });
  }
  const url = new URL(containerUrl);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${segments.map(encodeURIComponent).join("/")}`;
  return url.href;
}
