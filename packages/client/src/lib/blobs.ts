import { utf8ByteLength } from "@nh/payloads/raw";
import { WireFormatError } from "@nh/wire/plain";
import type { HubContext } from "./context.js";
import { late } from "./late.js";
import type { CallOptions } from "./options.js";

/** Bytes that are asked for at a time. A blob of feedback may be larger than memory should hold. */
const RANGE_BYTES = 4 * 1024 * 1024;
/** A server that knows no ranges answers with the whole blob. */
const MAX_BLOB_BYTES = 64 * 1024 * 1024;

const operation = "getFeedbackContainer";
const version = { "x-ms-version": "2021-08-06" };

/**
 * Lists the blobs of a container by its signed address, without a storage library.
 *
 * @param containerUrl `https://{account}.blob.core.windows.net/{container}?{signature}`.
 */
export async function* listBlobs(
  context: HubContext,
  containerUrl: string,
  options: CallOptions | undefined,
): AsyncGenerator<string, void, undefined> {
  const { decodeBlobList } = await late(import("./xml-codecs.js"));
  let marker: string | undefined;
  do {
    const url = new URL(containerUrl);
    const query = `restype=container&comp=list${marker === undefined ? "" : `&marker=${encodeURIComponent(marker)}`}`;
    url.search = url.search === "" ? query : `${url.search.slice(1)}&${query}`;
    const answer = await context.fetchRaw({ operation, url: url.href, headers: version }, options);
    const page = decodeBlobList(answer.text);
    yield* page.names;
    if (page.nextMarker === marker) return;
    marker = page.nextMarker;
  } while (marker !== undefined);
}

/**
 * Reads the lines of a blob, some megabytes at a time. Its name comes from an answer, so it is encoded into the path of the container and can
 * lead nowhere else.
 *
 * @param rangeBytes Bytes that are asked for at a time.
 */
export async function* readBlobLines(
  context: HubContext,
  containerUrl: string,
  name: string,
  options: CallOptions | undefined,
  rangeBytes = RANGE_BYTES,
): AsyncGenerator<string, void, undefined> {
  const url = blobUrl(containerUrl, name);
  for (let offset = 0; ; ) {
    const headers = { ...version, "x-ms-range": `bytes=${offset}-${offset + rangeBytes - 1}` };
    const spec = { operation, url, headers, expect: [404, 416], maxBytes: MAX_BLOB_BYTES } as const;
    const answer = await context.fetchRaw(spec, options);
    // 404: deleted since it was listed. 416: nothing begins at this offset.
    if (answer.status === 404 || answer.status === 416) return;
    const size = answer.status === 206 ? totalSize(answer.header("Content-Range")) : undefined;
    const isLast = size === undefined || offset + rangeBytes >= size;
    // A range may end inside a character or a line, so the next one begins at the last line break of this one. What precedes
    // that break is left out: a byte order mark, which no text shows, makes the count begin a few bytes early.
    const begin = offset === 0 ? 0 : answer.text.indexOf("\n") + 1;
    const end = isLast ? answer.text.length : answer.text.lastIndexOf("\n") + 1;
    if (!isLast && end <= begin) {
      throw new WireFormatError({ document: "PNS feedback", rule: `a line is longer than ${rangeBytes} bytes` });
    }
    yield* answer.text
      .slice(begin, end)
      .split("\n")
      .filter((line) => line.trim() !== "");
    if (isLast) return;
    offset += utf8ByteLength(answer.text.slice(0, end)) - 1;
  }
}

/** The number behind the slash of `bytes 0-99/1234`. */
function totalSize(contentRange: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(contentRange?.trim() ?? "")?.[1];
  return size === undefined ? undefined : Number(size);
}

function blobUrl(containerUrl: string, name: string): string {
  const segments = name.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    throw new WireFormatError({
      document: "blob list",
      path: "Name",
      excerpt: name,
      rule: "this is no name of a blob",
    });
  }
  const url = new URL(containerUrl);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${segments.map(encodeURIComponent).join("/")}`;
  return url.href;
}
