import http from "node:http";
import https from "node:https";
import type { LookupFunction, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { describeFailure } from "./describe-failure.js";
import { ExchangeFailure } from "./exchange-failure.js";
import { HostNotPublic } from "./hosts.js";
import { onAbort } from "./on-abort.js";
import type { Target } from "./origin.js";
import type { Wait } from "./wait.js";

/** The response of a server. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: http.IncomingHttpHeaders;
  /** At most the first 64 KB. */
  readonly body: string;
}

/** A request. */
export interface HttpRequest {
  readonly target: Target;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string | Uint8Array;
}

/** Posts over HTTP/1.1 and keeps connections alive. Does not follow redirects. */
export interface HttpClient {
  /** @throws {ExchangeFailure} when no response came. */
  post(request: HttpRequest, wait: Wait): Promise<HttpResponse>;
  close(): void;
}

/**
 * Servers rarely keep an idle connection for less than 5 seconds. Dropping it earlier avoids a push
 * on a dead connection, whose outcome would be unknown.
 */
const IDLE_SOCKET_MS = 4000;
/** The most connections to one server. Further requests wait. */
const MAX_SOCKETS = 256;
/** The most bytes of a response that are read. */
const MAX_BODY_BYTES = 65_536;

/** @param lookup Looks up host names. Default: that of Node. */
export function createHttpClient(ca: string | Uint8Array | undefined, lookup?: LookupFunction): HttpClient {
  const settings = {
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    timeout: IDLE_SOCKET_MS,
    ...(lookup === undefined ? undefined : { lookup }),
  };
  const plain = watch(new http.Agent(settings), "connect");
  const secure = watch(new https.Agent(ca === undefined ? settings : { ...settings, ca: asPem(ca) }), "secureConnect");
  return {
    post: (request, wait) =>
      new Promise((resolve, reject) => {
        exchange(request, request.target.secure ? secure : plain, wait, resolve, reject);
      }),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** `node:tls` takes a string or a Buffer. */
export function asPem(ca: string | Uint8Array): string | Buffer {
  return typeof ca === "string" ? ca : Buffer.from(ca);
}

/** Sockets that can carry a request. A request on any other socket was not sent. */
const readySockets = new WeakSet<Duplex>();

interface WithCreateConnection {
  createConnection(options: unknown, callback: unknown): Duplex;
}

function watch<Agent extends http.Agent>(agent: Agent, readyEvent: "connect" | "secureConnect"): Agent {
  const original = agent as unknown as WithCreateConnection;
  const open = original.createConnection.bind(agent);
  original.createConnection = (options, callback) => {
    const socket = open(options, callback);
    socket.once(readyEvent, () => readySockets.add(socket));
    return socket;
  };
  return agent;
}

function exchange(
  { target, headers, body }: HttpRequest,
  agent: http.Agent,
  { timeoutMs, signal }: Wait,
  resolve: (response: HttpResponse) => void,
  reject: (error: unknown) => void,
): void {
  const { secure, host, port, path } = target;
  const request = (secure ? https : http).request({ agent, host, port, path, method: "POST", headers });
  let settle: (() => void) | undefined;
  const finish = (): void => {
    clearTimeout(timer);
    stopListening?.();
  };
  const fail = (reason: string, cause?: unknown): void => {
    finish();
    // A status is a response, even when the body breaks off.
    if (settle !== undefined) settle();
    else reject(failure(request, reason, cause));
    request.destroy();
  };
  const timer = setTimeout(() => fail(noResponse(timeoutMs)), timeoutMs);
  const stopListening =
    signal &&
    onAbort(signal, () => {
      finish();
      reject(signal.reason);
      request.destroy();
    });
  request.on("error", (error) => fail(describeFailure(error), error));
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    settle = () => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
    };
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else fail("The response is too long.");
    });
    response.on("end", () => {
      finish();
      settle?.();
    });
    response.on("error", (error) => fail(describeFailure(error), error));
  });
  request.end(body);
}

function noResponse(timeoutMs: number): string {
  return `No response came within ${Math.ceil(timeoutMs).toLocaleString("en-US")} ms.`;
}

function failure(request: http.ClientRequest, reason: string, cause: unknown): ExchangeFailure {
  const socket: Socket | null = request.socket;
  const left = socket !== null && readySockets.has(socket);
  if (cause instanceof HostNotPublic) {
    const hint = "Endpoints may name public hosts only. To allow others, set hosts.";
    return new ExchangeFailure({ step: "connect", processed: "never", reason: cause.message, hint, isFinal: true });
  }
  return new ExchangeFailure({
    step: left ? "push" : "connect",
    processed: left ? "unknown" : "never",
    reason,
    cause,
  });
}
