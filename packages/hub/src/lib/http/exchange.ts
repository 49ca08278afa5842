import type { Operation } from "@nh/wire";
import { Refusal } from "./refusal.js";
import type { RequestAddress } from "./request-address.js";
import type { RequestHeaders } from "./request-headers.js";
import type { Note, SendFacts } from "./request-log.js";
import type { Tracking } from "./rest-response.js";

/** One request to the REST API, with its address already parsed. */
export interface Exchange extends Tracking {
  readonly headers: RequestHeaders;
  readonly url: RequestAddress;
  readonly operation: Operation;
  /** The hub under the spelling of its first use. For a new hub: as the path spells it. */
  readonly hubName: string;
  /** The id or tag in the path, decoded. Empty when the operation has none. */
  readonly parameter: string;
  /** The query by lower-case name, because clients differ in case. */
  readonly query: ReadonlyMap<string, string>;
  /** Empty when the query has none. */
  readonly apiVersion: string;
  /** What the request log remarks about it. */
  readonly notes: Note[];
  /** Puts what came of a send into the request log. */
  recordSend(facts: SendFacts): void;
  /**
   * The body as a string. It can be read once.
   *
   * @throws {Refusal} 413 when it exceeds the limit.
   */
  readBody(limitBytes?: number): Promise<string>;
}

/** A request may have 64 KB (REST "Send a native notification": 413 above). */
export const REQUEST_LIMIT_BYTES = 65_536;

/** Clients send the same few queries again and again. */
const queries = new Map<string, ReadonlyMap<string, string>>();
const QUERIES_SIZE = 200;
const QUERY_LENGTH = 200;

/**
 * A batch may be longer: a notification of 64 KB and 1,000 handles as long as any that a platform
 * issues.
 */
export const BATCH_LIMIT_BYTES = 2 * 1024 * 1024;

/**
 * The query by lower-case name. When a name occurs twice, its first value counts. A broken escape
 * stays as it is.
 */
export function readQuery({ search }: { readonly search: string }): ReadonlyMap<string, string> {
  const known = queries.get(search);
  if (known !== undefined) return known;
  const query = parseQuery(search);
  if (search.length > QUERY_LENGTH) return query;
  if (queries.size >= QUERIES_SIZE) queries.clear();
  queries.set(search, query);
  return query;
}

function parseQuery(search: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of search.slice(1).split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decodeQuery(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (!query.has(name)) query.set(name, equals < 0 ? "" : decodeQuery(pair.slice(equals + 1)));
  }
  return query;
}

function decodeQuery(text: string): string {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/**
 * Reads a body up to a limit. The rest is not read, so that no request can fill the memory. On a
 * port, the rest is drained afterwards.
 */
export async function readLimited(request: Request, limitBytes: number): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? "NaN");
  if (declared > limitBytes) throw bodyTooLarge(limitBytes);
  if (declared <= limitBytes) {
    // Reading the whole text avoids the stream, which would cost more than the rest of a small
    // request.
    const text = await request.text();
    // A header is only a claim: a request made in memory may carry more than it declares.
    if (text.length > limitBytes) throw bodyTooLarge(limitBytes);
    return text;
  }
  if (request.body === null) return "";
  return readStream(request.body, limitBytes);
}

async function readStream(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limitBytes) {
      reader.cancel().catch(() => {});
      throw bodyTooLarge(limitBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The response to a body over its limit. */
export function bodyTooLarge(limitBytes: number): Refusal {
  return new Refusal(413, `The request exceeds the limit of ${limitBytes} bytes.`);
}

/**
 * The absolute address of a resource on the requested host. It is https even over http, because
 * Azure's JS client insists on it.
 */
export function serviceUrl(exchange: Exchange, path: string, query: string): string {
  return `https://${exchange.url.host}/${encodeURIComponent(exchange.hubName)}/${path}${query}`;
}

/** `?api-version=2020-06`, with the version of the request. Empty for a request without one. */
export function versionQuery({ apiVersion }: { readonly apiVersion: string }): string {
  return apiVersion === "" ? "" : `?api-version=${encodeURIComponent(apiVersion)}`;
}
