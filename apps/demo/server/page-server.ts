import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readComposedSend, sendComposed } from "./composed-send.js";
import type { DemoHub } from "./demo-hub.js";
import { listenOnFreePort } from "./free-port.js";
import type { PageFile } from "./page-files.js";
import { pageState } from "./page-state.js";
import { refusalOf } from "./request-guard.js";

/** A running server of the page. */
export interface PageServer {
  /** Such as `http://localhost:7450`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const securityHeaders = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

/** A payload has at most 64 KB, and JSON escapes can make it several times as long. */
const MAX_BODY_BYTES = 262_144;

/** Serves the page and its data, on this port or the next free one. */
export async function servePage(
  demo: DemoHub,
  { files, port }: { readonly files: ReadonlyMap<string, PageFile>; readonly port: number },
): Promise<PageServer> {
  const server = createServer((request, response) => {
    respond(demo, files, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { message: error instanceof Error ? error.message : String(error) });
    });
  });
  const openedPort = await listenOnFreePort(server, port);
  return { url: `http://localhost:${openedPort}`, port: openedPort, close: () => closeServer(server) };
}

async function respond(
  demo: DemoHub,
  files: ReadonlyMap<string, PageFile>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return sendJson(response, 403, { message: refusal });
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  switch (`${request.method} ${path}`) {
    case "GET /api/state":
      return sendJson(response, 200, pageState(demo));
    case "GET /_nh/events":
      return streamEvents(demo, response);
    case "POST /api/send": {
      const send = readComposedSend(await readJson(request));
      if (send === undefined)
        return sendJson(response, 400, { message: "Expected a send as the page's composer posts it." });
      return sendJson(response, 200, await sendComposed(demo, send));
    }
    case "POST /api/clear":
      demo.hub.deliveries.clear();
      return sendJson(response, 200, {});
  }
  const file = request.method === "GET" ? files.get(path) : undefined;
  if (file === undefined) return sendJson(response, 404, { message: "There is no such page." });
  response.writeHead(200, { ...securityHeaders, "Content-Type": file.contentType }).end(file.body);
}

/** Passes on the hub's own event stream, since the hub serves only browsers of its own origin. */
async function streamEvents(demo: DemoHub, response: ServerResponse): Promise<void> {
  const closed = new AbortController();
  response.on("close", () => closed.abort());
  const events = await demo.hub.fetch(new Request(`${demo.url}/_nh/events`, { signal: closed.signal }));
  response.writeHead(events.status, {
    ...securityHeaders,
    "Content-Type": events.headers.get("content-type") ?? "text/plain",
  });
  response.flushHeaders();
  if (events.body === null) return void response.end();
  // The DOM and Node declare the same object with different types.
  const body = Readable.fromWeb(events.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, response).catch((error: unknown) => {
    if (!closed.signal.aborted) throw error;
  });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError(`The request is larger than ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...securityHeaders, "Content-Type": "application/json" }).end(JSON.stringify(value));
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
