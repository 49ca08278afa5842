import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import { encodeErrorBody } from "@nh/wire/server";
import { isControlPath, type RequestAddress, readAddress } from "../http/request-address.js";
import type { RestRequest } from "../http/rest-request.js";
import type { RestResponse } from "../http/rest-response.js";
import { toFetchResponse } from "../rest/fetch-response.js";
import { closeSignal } from "./close-signal.js";
import { http2Headers, http2StreamOf, limitUpload, resetStream, withoutPseudoHeaders } from "./http2-exchange.js";
import { IncomingBody } from "./incoming-body.js";
import { requestUrl } from "./request-target.js";
import type { SocketGuard } from "./socket-guard.js";
import { SocketRequest } from "./socket-request.js";
import { SocketRestRequest } from "./socket-rest-request.js";

/** What a server calls for every request: `hub.fetch`, or any function of that shape. */
export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * A shorter way for requests that need no `Request` and responses that need no `Response`. Returns
 * undefined for all others.
 */
export type DirectHandler = (request: RestRequest, address: RequestAddress) => Promise<RestResponse> | undefined;

/** What handles the requests of a server. */
export interface RequestHandlers {
  readonly handler: FetchHandler;
  /** Tried before the handler. */
  readonly direct?: DirectHandler | undefined;
  /** Decides which requests reach either of them. */
  readonly guard?: SocketGuard | undefined;
}

/**
 * Serves a fetch handler on `node:http`, or on `node:http2` with its compatibility API.
 *
 * A handler that rejects, or returns `Response.error()`, resets the connection, or the stream of
 * HTTP/2. A response whose body fails halfway is cut off there. Both are how a hub's faults reach a
 * client over a socket.
 *
 * @param fallbackHost the host of an HTTP/1.0 request without a Host header.
 */
export function createRequestListener(handlers: RequestHandlers, fallbackHost: string): RequestListener {
  return (incoming, outgoing) => {
    // A client that goes away early concerns nobody: the streams below notice it and stop.
    outgoing.on("error", ignore);
    incoming.on("error", ignore);
    exchange(handlers, fallbackHost, incoming, outgoing).catch(() => reset(incoming));
  };
}

function ignore(): void {}

async function exchange(
  handlers: RequestHandlers,
  fallbackHost: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = hasBody(incoming) ? new IncomingBody(incoming) : undefined;
  const stream = http2StreamOf(incoming);
  if (body !== undefined && stream !== undefined) limitUpload(incoming, stream);
  const url = addressOf(incoming, fallbackHost);
  if (url instanceof UnusableRequest) refuse(url, outgoing);
  else await admit(handlers, incoming, outgoing, url, body);
  body?.drain();
}

async function admit(
  { handler, direct, guard }: RequestHandlers,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: string,
  body: IncomingBody | undefined,
): Promise<void> {
  const address = readAddress(url);
  const refusal = guard?.refusalOf(incoming, address);
  if (refusal !== undefined) {
    if (isControlPath(address.pathname)) refuseAsControl(refusal, outgoing);
    else refuse(new UnusableRequest(403, refusal), outgoing);
    return;
  }
  if (guard?.shareResponse(incoming, outgoing) === true) {
    outgoing.writeHead(204).end();
    return;
  }
  const response = direct?.(new SocketRestRequest(incoming, outgoing, url, body), address);
  if (response !== undefined) await writeRestResponse(await response, incoming, outgoing);
  else await writeResponse(await handler(toRequest(incoming, outgoing, url, body)), incoming, outgoing);
}

/** A request that must not or cannot reach the hub, and the response to it. */
class UnusableRequest {
  constructor(
    readonly status: 400 | 403 | 405,
    readonly detail: string,
  ) {}
}

/** Methods that no `Request` may have. */
const forbiddenMethods: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

function addressOf(incoming: IncomingMessage, fallbackHost: string): string | UnusableRequest {
  const { method = "GET" } = incoming;
  if (forbiddenMethods.has(method)) return new UnusableRequest(405, `The method ${method} is not allowed.`);
  const url = requestUrl(incoming, fallbackHost);
  return url ?? new UnusableRequest(400, "The request target or the Host header is not valid.");
}

function toRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: string,
  body: IncomingBody | undefined,
): Request {
  const { method = "GET" } = incoming;
  const headers = toPairs(withoutPseudoHeaders(incoming.rawHeaders));
  // Event streams and waits are reads. A signal costs as much as the rest of the request, so only
  // reads get one.
  if (method === "GET" || method === "HEAD") {
    return new Request(url, { method, headers, signal: closeSignal(outgoing) });
  }
  return body === undefined ? new Request(url, { method, headers }) : new SocketRequest(url, { method, headers }, body);
}

function toPairs(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  }
  return pairs;
}

function hasBody(incoming: IncomingMessage): boolean {
  const stream = http2StreamOf(incoming);
  if (stream !== undefined) return !stream.endAfterHeaders;
  return incoming.headers["transfer-encoding"] !== undefined || Number(incoming.headers["content-length"] ?? 0) > 0;
}

async function writeRestResponse(
  response: RestResponse,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (response.broken === "reset") reset(incoming);
  else if (response.broken === "truncate") await writeResponse(toFetchResponse(response), incoming, outgoing);
  else {
    const isHttp2 = http2StreamOf(outgoing) !== undefined;
    outgoing.writeHead(response.status, isHttp2 ? http2Headers(response.headers) : response.headers);
    outgoing.end(response.body);
  }
}

async function writeResponse(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (response.type === "error") {
    reset(incoming);
    return;
  }
  const { headers, body } = response;
  writeHead(response, outgoing);
  if (body === null) {
    outgoing.end();
    return;
  }
  if (headers.get("content-type")?.startsWith("text/event-stream")) outgoing.flushHeaders();
  await writeBody(body, outgoing);
}

function writeHead({ status, statusText, headers, body }: Response, outgoing: ServerResponse): void {
  const fields: [string, string][] = [...headers];
  if (body === null && status !== 204 && status !== 304 && !headers.has("content-length"))
    fields.push(["content-length", "0"]);
  if (http2StreamOf(outgoing) === undefined)
    outgoing.writeHead(status, statusText || STATUS_CODES[status], fields.flat());
  else outgoing.writeHead(status, http2Headers(Object.fromEntries(fields)));
}

async function writeBody(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  outgoing.once("close", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!outgoing.write(value)) await writable(outgoing);
    }
    outgoing.end();
  } catch {
    await cutOff(outgoing);
  } finally {
    outgoing.off("close", stop);
  }
}

/** What was written goes out, and the end that the headers announce never comes. */
async function cutOff(outgoing: ServerResponse): Promise<void> {
  outgoing.flushHeaders();
  const stream = http2StreamOf(outgoing);
  if (stream === undefined) {
    outgoing.socket?.destroySoon();
    return;
  }
  // A stream that is reset drops what has not left yet. Writing nothing waits for what was written.
  await new Promise<void>((resolve) => {
    stream.once("close", resolve);
    stream.write("", () => resolve());
  });
  resetStream(stream);
}

/** Resolves when more may be written, or when the client has gone. */
function writable(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      outgoing.off("drain", settle);
      outgoing.off("close", settle);
      resolve();
    };
    outgoing.on("drain", settle);
    outgoing.on("close", settle);
    if (outgoing.destroyed) settle();
  });
}

function reset(incoming: IncomingMessage): void {
  const stream = http2StreamOf(incoming);
  if (stream !== undefined) {
    resetStream(stream);
    return;
  }
  const { socket } = incoming;
  // TLS sockets have no reset of their own. Closing one without its farewell looks the same to the
  // client.
  if ("encrypted" in socket || !(socket instanceof Socket)) socket.destroy();
  else socket.resetAndDestroy();
}

function refuse({ status, detail }: UnusableRequest, outgoing: ServerResponse): void {
  const trackingId = crypto.randomUUID();
  outgoing.writeHead(status, {
    Server: "Kestrel",
    TrackingId: trackingId,
    "x-ms-correlation-request-id": crypto.randomUUID(),
    "content-type": "application/xml; charset=utf-8",
  });
  outgoing.end(encodeErrorBody({ code: status, detail, trackingId, timestamp: new Date() }));
}

function refuseAsControl(error: string, outgoing: ServerResponse): void {
  outgoing.writeHead(403, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  outgoing.end(JSON.stringify({ error }));
}
