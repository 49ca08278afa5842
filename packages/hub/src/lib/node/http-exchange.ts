import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import { encodeErrorBody } from "@nh/wire";
import { IncomingBody } from "./incoming-body.js";
import { SocketRequest } from "./socket-request.js";

/** What a server calls for every request: `hub.fetch`, or any function of that shape. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** A host name or address and an optional port, as a Host header carries them. */
const hostPattern = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * Serves a fetch handler on `node:http` or `node:https`.
 *
 * A handler that rejects, or answers `Response.error()`, resets the connection; an answer whose body fails half way is
 * cut off there. Both are how a hub's faults reach a client that speaks over a socket.
 *
 * @param fallbackHost stands in for the Host header of an HTTP/1.0 request without one.
 */
export function createRequestListener(handler: FetchHandler, fallbackHost: string): RequestListener {
  return (incoming, outgoing) => {
    // A client that goes away in the middle is no event for anybody: the streams below see it and stop.
    outgoing.on("error", () => {});
    incoming.on("error", () => {});
    exchange(handler, fallbackHost, incoming, outgoing).catch(() => reset(incoming.socket));
  };
}

async function exchange(
  handler: FetchHandler,
  fallbackHost: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = hasBody(incoming) ? new IncomingBody(incoming) : undefined;
  const request = toRequest(incoming, outgoing, body, fallbackHost);
  if (request instanceof Refusal) refuse(request, outgoing);
  else {
    const response = await handler(request);
    if (response.type === "error") reset(incoming.socket);
    else await writeResponse(response, outgoing);
  }
  body?.drain();
}

/** A request that the Fetch standard cannot express, and what to tell the client. */
class Refusal {
  constructor(
    readonly status: 400 | 405,
    readonly detail: string,
  ) {}
}

/** Methods that no `Request` may have. */
const forbiddenMethods: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

function toRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: IncomingBody | undefined,
  fallbackHost: string,
): Request | Refusal {
  const { method = "GET" } = incoming;
  if (forbiddenMethods.has(method)) return new Refusal(405, `The method ${method} is not allowed.`);
  const url = toUrl(incoming, fallbackHost);
  if (url === undefined) return new Refusal(400, "The request target or the Host header is not valid.");
  const headers = toHeaders(incoming.rawHeaders);
  const isRead = method === "GET" || method === "HEAD";
  try {
    // Event streams and waits are reads. A signal costs as much as the rest of the request, so only reads get one.
    if (isRead) return new Request(url, { method, headers, signal: closeSignal(outgoing) });
    return body === undefined
      ? new Request(url, { method, headers })
      : new SocketRequest(url, { method, headers }, body);
  } catch {
    return new Refusal(400, "The request target names a user or a password.");
  }
}

/** Aborted when the client goes away before it has the whole answer. */
function closeSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  return controller.signal;
}

function toUrl(incoming: IncomingMessage, fallbackHost: string): string | undefined {
  const target = incoming.url ?? "/";
  // The absolute form, which a client writes that takes the server for a proxy, names the host itself.
  if (/^https?:\/\//i.test(target)) return URL.canParse(target) ? target : undefined;
  const host = incoming.headers.host ?? fallbackHost;
  if (!hostPattern.test(host)) return undefined;
  const scheme = "encrypted" in incoming.socket ? "https" : "http";
  // Put together as text: resolving `//other/path` against a base would make another host of it.
  const url = `${scheme}://${host}${target.startsWith("/") ? target : `/${target}`}`;
  return URL.canParse(url) ? url : undefined;
}

function toHeaders(rawHeaders: readonly string[]): [string, string][] {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  }
  return headers;
}

function hasBody(incoming: IncomingMessage): boolean {
  return incoming.headers["transfer-encoding"] !== undefined || Number(incoming.headers["content-length"] ?? 0) > 0;
}

async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = response;
  const fields: string[] = [];
  headers.forEach((value, name) => {
    fields.push(name, value);
  });
  if (body === null && status !== 204 && status !== 304 && !headers.has("content-length"))
    fields.push("content-length", "0");
  outgoing.writeHead(status, response.statusText || STATUS_CODES[status], fields);
  if (body === null) {
    outgoing.end();
    return;
  }
  if (headers.get("content-type")?.startsWith("text/event-stream")) outgoing.flushHeaders();
  await writeBody(body, outgoing);
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
    // Cut off: what was written goes out, and the end that the headers promise never comes.
    outgoing.flushHeaders();
    outgoing.socket?.destroySoon();
  } finally {
    outgoing.off("close", stop);
  }
}

/** Settles when more may be written, or when the client has gone. */
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

function reset(socket: Socket): void {
  // TLS sockets have no reset of their own; closing one without its farewell looks the same to the client.
  if ("encrypted" in socket || !(socket instanceof Socket)) socket.destroy();
  else socket.resetAndDestroy();
}

function refuse({ status, detail }: Refusal, outgoing: ServerResponse): void {
  const trackingId = crypto.randomUUID();
  outgoing.writeHead(status, { "content-type": "application/xml; charset=utf-8", trackingid: trackingId });
  outgoing.end(encodeErrorBody({ code: status, detail, trackingId, timestamp: new Date() }));
}
