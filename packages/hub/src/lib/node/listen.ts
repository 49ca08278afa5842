import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { HubStartError } from "./errors.js";
import { createRequestListener, type RequestHandlers } from "./http-exchange.js";
import { createTlsServer, type PortServer } from "./tls-server.js";

/** How many ports above the first one `portFallback` tries. */
const FALLBACK_PORTS = 100;

/** How often a free port of one loopback address may turn out to be in use on the other. */
const FREE_PORT_ATTEMPTS = 20;

/**
 * How long responses may take after `close()`. The rest is cut off, well within the two seconds
 * that a shutdown may last.
 */
const CLOSE_GRACE_MS = 1_000;

export interface ListenOptions extends RequestHandlers {
  /**
   * The address to bind. `127.0.0.1` and `localhost` bind both loopback addresses, because clients
   * resolve `localhost` to either.
   */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Whether a port that is in use means the next free one instead of an error. */
  readonly portFallback: boolean;
  /** Serves HTTPS with this identity, in PEM, over HTTP/2 and HTTP/1.1. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  /** A port that the fallback must not take. */
  readonly reservedPort?: number | undefined;
}

export interface Listener {
  readonly port: number;
  /** The addresses that are bound: one, or both loopback addresses. */
  readonly addresses: readonly string[];
  /**
   * Stops accepting connections, lets running responses finish for a second, then cuts off the
   * rest.
   */
  close(): Promise<void>;
}

/**
 * Serves a fetch handler on one port.
 *
 * @throws {HubStartError} NH_PORT_IN_USE when the port is in use, NH_PORT_REFUSED when the system
 *   refuses it for another reason.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  for (const port of candidates(options)) {
    try {
      const servers = await bindAll(options, port);
      return {
        port: addressOf(servers).port,
        addresses: servers.map((server) => addressOf([server]).address),
        close: () => close(servers),
      };
    } catch (error) {
      if (isBusy(error) && (options.port === 0 || options.portFallback)) continue;
      throw startError(options, error);
    }
  }
  throw startError(options, Object.assign(new Error("no free port"), { code: "EADDRINUSE" }));
}

function* candidates({ port, portFallback, reservedPort }: ListenOptions): Generator<number> {
  if (port === 0) {
    for (let attempt = 0; attempt < FREE_PORT_ATTEMPTS; attempt++) yield 0;
    return;
  }
  yield port;
  if (!portFallback) return;
  for (let next = port + 1; next <= Math.min(port + FALLBACK_PORTS, 65_535); next++) {
    if (next !== reservedPort) yield next;
  }
}

/** Binds the host, or both loopback addresses to the same port. */
async function bindAll(options: ListenOptions, port: number): Promise<PortServer[]> {
  if (options.host !== "127.0.0.1" && options.host !== "localhost") return [await bind(options, options.host, port)];
  const first = await bind(options, "127.0.0.1", port);
  try {
    return [first, await bind(options, "::1", addressOf([first]).port)];
  } catch (error) {
    if (isWithoutIpv6(error)) return [first];
    first.server.close();
    throw error;
  }
}

function bind(options: ListenOptions, host: string, port: number): Promise<PortServer> {
  const { tls } = options;
  const listener = createRequestListener(options, "localhost");
  const opened = tls ? createTlsServer(tls, listener) : createPlainServer(listener);
  const { server } = opened;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, ipv6Only: host === "::1" }, () => {
      server.off("error", reject);
      resolve(opened);
    });
  });
}

function createPlainServer(listener: RequestListener): PortServer {
  const server = createServer(listener);
  return {
    server,
    closeIdle: () => server.closeIdleConnections(),
    closeAll: () => server.closeAllConnections(),
  };
}

function addressOf(servers: readonly PortServer[]): AddressInfo {
  const address = servers[0]?.server.address();
  if (typeof address !== "object" || address === null || address === undefined)
    throw new TypeError("The server is not bound to a port.");
  return address;
}

async function close(servers: readonly PortServer[]): Promise<void> {
  const closed = servers.map(({ server }) => new Promise<void>((resolve) => server.close(() => resolve())));
  // A connection whose last response ends only now is idle and would be kept alive.
  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdle();
  }, 20);
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAll();
  }, CLOSE_GRACE_MS);
  await Promise.all(closed);
  clearInterval(sweep);
  clearTimeout(cut);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

function isBusy(error: unknown): boolean {
  return codeOf(error) === "EADDRINUSE";
}

/** What binding `::1` returns on a machine or in a container without IPv6. */
function isWithoutIpv6(error: unknown): boolean {
  return ["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL", "EPROTONOSUPPORT"].includes(String(codeOf(error)));
}

function startError({ host, port, tls }: ListenOptions, cause: unknown): HubStartError {
  if (cause instanceof HubStartError) return cause;
  if (isBusy(cause)) {
    const option = tls === undefined ? "port" : "httpsPort";
    const message =
      `Port ${port} on ${host} is in use (EADDRINUSE), perhaps by another hub. ` +
      `Stop that program, or choose another port: ${option}: 0 takes any free port, portFallback: true takes the next free one.`;
    return new HubStartError("NH_PORT_IN_USE", message, { port, cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HubStartError("NH_PORT_REFUSED", `Port ${port} on ${host} cannot be opened (${reason}).`, { port, cause });
}
