import type http from "node:http";
import type https from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { reasonOf } from "../abort-reason.js";
import { AttemptTimeout, markNeverSent, ResponseTooLong } from "../failures.js";
import {
  type DefaultFetchOptions,
  type FetchInit,
  keepsTime,
  type TimedFetch,
  type TimedInit,
  type TimedResponse,
} from "../fetch.js";
import { onAbort } from "../on-abort.js";
import { NodeResponse } from "./node-response.js";
import { proxyFor } from "./proxy.js";
import { tunnelThrough } from "./proxy-tunnel.js";

/**
 * Servers rarely keep an idle connection for less than 5 seconds (Node's own default), so it is
 * dropped before.
 */
const IDLE_SOCKET_MS = 4000;
/**
 * How much earlier than the server announced an idle connection is dropped, for the request that is
 * on its way meanwhile.
 */
const IDLE_MARGIN_MS = 1000;
const MAX_IDLE_SOCKET_MS = 60_000;
/** More requests at once than this wait for a free connection. */
const MAX_SOCKETS = 256;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

const utf8 = new TextDecoder();

/**
 * The transport under Node: `node:http` or `node:https` with connections kept alive, several times
 * faster than Node's global `fetch`. Node's modules are loaded with the first request, since they
 * would be a good part of the time that an import takes. `request` is looked up on the module at
 * each call, since that is where msw and nock intercept.
 */
export function createDefaultFetch(options: DefaultFetchOptions): TimedFetch {
  const given = options.agent as http.Agent | undefined;
  const origins = new Map<string, Origin>();
  let closed: Promise<unknown> = Promise.resolve();

  const nodeFetch = async (url: string, init: FetchInit | TimedInit): Promise<TimedResponse> => {
    const origin = originOf(url, origins, given);
    origin.active++;
    try {
      return await new Promise((resolve, reject) => exchange(origin, url, init, resolve, reject));
    } finally {
      if (--origin.active === 0) origin.whenIdle?.();
    }
  };
  const close = async (): Promise<void> => {
    const closing = [...origins.values()];
    origins.clear();
    // Whoever closes a second time waits for the same requests.
    closed = Promise.all([closed, ...closing.map(release)]);
    await closed;
  };
  return Object.assign(nodeFetch, { close, [keepsTime]: true as const });
}

export interface NodeFetchOptions {
  /** An agent of your own, which you close. Default: one that uses `HTTPS_PROXY` and `NO_PROXY`. */
  readonly agent?: http.Agent | undefined;
}

/**
 * The transport that the client uses under Node unless you pass `fetch`: for a `fetch` of your own
 * around it, and for requests of your own that go where the client's go. It keeps connections
 * alive; `close` closes them. Redirects are not followed. Without `timeoutMs` a request may take 30
 * seconds, without `maxBytes` a response may have 16 MB.
 *
 * @example
 * const send = nodeFetch();
 * const client = new NotificationHubClient(connectionString, "hub", {
 *   fetch: async (url, init) => {
 *     console.log(init.method, new URL(url).pathname);
 *     return send(url, init);
 *   },
 * });
 */
export function nodeFetch(options: NodeFetchOptions = {}): TimedFetch {
  return createDefaultFetch(options);
}

/** What is the same for every request to one server, read from its address once. */
interface Origin {
  /** `https://contoso.servicebus.windows.net` */
  readonly text: string;
  readonly module: typeof http | typeof https;
  readonly agent: http.Agent;
  /** Whether the caller closes the agent. */
  readonly isGiven: boolean;
  readonly host: string;
  readonly port: number;
  /** Requests under way. */
  active: number;
  /** Called when the last of them is done. */
  whenIdle?: () => void;
}

function originOf(url: string, origins: Map<string, Origin>, given: http.Agent | undefined): Origin {
  const text = url.slice(0, url.indexOf("/", 8));
  const known = origins.get(text);
  if (known !== undefined) return known;
  const parsed = new URL(text);
  const secure = parsed.protocol === "https:";
  const module = process.getBuiltinModule(secure ? "node:https" : "node:http");
  const origin: Origin = {
    text,
    module,
    agent: given ?? createAgent(parsed, module),
    isGiven: given !== undefined,
    host: parsed.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: parsed.port === "" ? (secure ? 443 : 80) : Number(parsed.port),
    active: 0,
  };
  origins.set(text, origin);
  return origin;
}

/** Closes the connections to a server once the requests under way are done. */
async function release(origin: Origin): Promise<void> {
  if (origin.active > 0) {
    await new Promise<void>((resolve) => {
      origin.whenIdle = resolve;
    });
  }
  if (!origin.isGiven) origin.agent.destroy();
}

function exchange(
  origin: Origin,
  url: string,
  init: FetchInit & Partial<TimedInit>,
  resolve: (response: TimedResponse) => void,
  reject: (error: unknown) => void,
): void {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES } = init;
  if (signal?.aborted) {
    reject(reasonOf(signal));
    return;
  }
  // First, since a signal of the caller's may throw, and nothing is under way yet.
  const stopListening = signal && onAbort(signal, () => end(reasonOf(signal)));
  const request = startRequest(origin, url, init, (error) => {
    stopListening?.();
    reject(error);
  });
  if (request === undefined) return;
  const finish = (): void => {
    clearTimeout(timer);
    stopListening?.();
  };
  const end = (reason: unknown): void => {
    finish();
    reject(reason);
    request.destroy();
  };
  const fail = (error: Error): void => end(neverLeft(request, error) ? markNeverSent(error) : error);
  const timer = setTimeout(() => fail(new AttemptTimeout(`No response within ${timeoutMs} ms.`)), timeoutMs);
  request.on("error", fail);
  request.on("response", (response: http.IncomingMessage) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) fail(new ResponseTooLong(maxBytes));
      else chunks.push(chunk);
    });
    response.on("error", fail);
    response.on("end", () => {
      finish();
      const content = chunks.length === 0 ? "" : utf8.decode(Buffer.concat(chunks));
      resolve(new NodeResponse(response, content));
    });
  });
  request.end(init.body);
}

function startRequest(
  origin: Origin,
  url: string,
  init: FetchInit,
  reject: (error: unknown) => void,
): http.ClientRequest | undefined {
  const { agent, host, port } = origin;
  const path = url.slice(origin.text.length);
  try {
    return origin.module.request({ agent, host, port, path, method: init.method, headers: init.headers });
  } catch (error) {
    reject(error instanceof Error ? markNeverSent(error) : error);
    return undefined;
  }
}

/**
 * Whether the request had no connection when it failed, or one that was not yet ready, so that no
 * byte of it has left.
 */
function neverLeft(request: http.ClientRequest, error: Error & { readonly code?: unknown }): boolean {
  const socket = request.socket as (Socket & { secureConnecting?: boolean; authorizationError?: unknown }) | null;
  if (socket === null) return true;
  if (!isOfNode(socket)) return false;
  if (socket.connecting || socket.secureConnecting === true) return true;
  // The certificate was refused. Where an agent accepts any, the socket has the code all the same.
  return error.code !== undefined && error.code === socket.authorizationError;
}

/**
 * Whether a connection is one of Node's own, whoever opened it. What msw puts in its place, or an
 * agent that makes connections of another kind, does not say how far it has come.
 */
function isOfNode(socket: Socket): boolean {
  const prototype: unknown = Object.getPrototypeOf(socket);
  const { Socket } = process.getBuiltinModule("node:net");
  const { TLSSocket } = process.getBuiltinModule("node:tls");
  return prototype === Socket.prototype || prototype === TLSSocket.prototype;
}

function createAgent(origin: URL, module: typeof http | typeof https): http.Agent {
  const settings = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_SOCKET_MS };
  const agent = new module.Agent(settings);
  const proxy = proxyFor(origin, process.env);
  return Object.assign(agent, { keepSocketAlive }, proxy && { createConnection: tunnelThrough(proxy) });
}

interface KeptSocket extends Socket {
  /**
   * The request that has just ended on this connection; the agent of Node reads the same property.
   */
  readonly _httpMessage?: { readonly res?: http.IncomingMessage } | null;
  idleMs?: number;
}

/**
 * Called by the agent when a connection becomes idle. Says whether to keep it, and for how long.
 */
function keepSocketAlive(stream: Duplex): boolean {
  const socket = stream as KeptSocket;
  // A server announces the same limit each time, so its first response on a connection is enough.
  socket.idleMs ??= idleMsFor(socket._httpMessage?.res?.headers["keep-alive"]);
  if (socket.idleMs <= 0) return false;
  socket.setKeepAlive(true, 1000);
  socket.unref();
  if (socket.timeout !== socket.idleMs) socket.setTimeout(socket.idleMs);
  return true;
}

function idleMsFor(keepAlive: string | string[] | undefined): number {
  const seconds = /\btimeout=(\d+)/i.exec(String(keepAlive ?? ""))?.[1];
  if (seconds === undefined) return IDLE_SOCKET_MS;
  return Math.min(MAX_IDLE_SOCKET_MS, Number(seconds) * 1000 - IDLE_MARGIN_MS);
}
