import type { IncomingMessage, ServerResponse } from "node:http";
import { constants, type Http2ServerRequest, type ServerHttp2Stream } from "node:http2";

/**
 * Node's compatibility API gives requests and responses of HTTP/2 the shape of those of HTTP/1.1.
 * What follows are the places where the protocols differ.
 */

/** The stream of a request or a response over HTTP/2. Undefined for HTTP/1.1. */
export function http2StreamOf(message: IncomingMessage | ServerResponse): ServerHttp2Stream | undefined {
  return (message as unknown as Partial<Pick<Http2ServerRequest, "stream">>).stream;
}

/**
 * Breaks one exchange. A client of HTTP/2 shares a connection among its requests, so only the
 * stream is reset, with a code that does not tell it to send the request again.
 */
export function resetStream(stream: ServerHttp2Stream): void {
  if (!stream.destroyed) stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

/** Within which time a request must have come, as `node:http` demands. */
const REQUEST_TIMEOUT_MS = 300_000;

/** Resets a stream whose request does not come to its end in time. */
export function limitUpload(incoming: IncomingMessage, stream: ServerHttp2Stream): void {
  const timer = setTimeout(() => resetStream(stream), REQUEST_TIMEOUT_MS);
  timer.unref();
  const stop = (): void => clearTimeout(timer);
  incoming.once("end", stop);
  stream.once("close", stop);
}

/** Headers that concern a connection. HTTP/2 has none of them, and refuses to send them. */
const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

/** The headers of a response as HTTP/2 can send them. */
export function http2Headers(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.has(name.toLowerCase())));
}

/** The header lines of a request without the fields that HTTP/2 has in place of a request line. */
export function withoutPseudoHeaders(rawHeaders: readonly string[]): readonly string[] {
  if (!rawHeaders[0]?.startsWith(":")) return rawHeaders;
  return rawHeaders.filter((_text, index) => !rawHeaders[index - (index % 2)]?.startsWith(":"));
}
