import type { RequestListener, Server } from "node:http";
import { createSecureServer, type ServerHttp2Session } from "node:http2";
import type { TLSSocket } from "node:tls";

/** The limit of Node for the headers of HTTP/1.1, in bytes (`--max-http-header-size`). */
const HEADER_LIMIT_BYTES = 16 * 1024;

/** How many requests a client may have under way on one connection. */
const STREAMS_PER_CONNECTION = 1_000;

/** How long an idle connection of HTTP/1.1 is kept, as `node:http` does by default. */
const KEEP_ALIVE_TIMEOUT_MS = 5_000;

/** A server that is closed in steps, whatever its protocol. */
export interface PortServer {
  readonly server: Server;
  /** Closes connections on which nothing is under way. */
  closeIdle(): void;
  /** Cuts off every connection. */
  closeAll(): void;
}

/**
 * A server for HTTP/2 and HTTP/1.1 on one port. The client chooses while it connects (ALPN).
 * Azure's Java SDK speaks only HTTP/2, and the other SDKs only HTTP/1.1.
 */
export function createTlsServer(identity: { certificate: string; key: string }, listener: RequestListener): PortServer {
  const secure = createSecureServer({
    allowHTTP1: true,
    cert: identity.certificate,
    key: identity.key,
    settings: { maxHeaderListSize: HEADER_LIMIT_BYTES, maxConcurrentStreams: STREAMS_PER_CONNECTION },
  });
  // Its types do not know the part that serves HTTP/1.1, which is that of `node:http`.
  const server = secure as unknown as Server & { requireHostHeader: boolean };
  // node:http sets these itself.
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.requireHostHeader = true;
  server.on("request", listener);
  const sessions = new Set<ServerHttp2Session>();
  secure.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    // A client that breaks the protocol loses its connection. That concerns nobody else.
    session.on("error", () => {});
  });
  const sockets = new Set<TLSSocket>();
  secure.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    server,
    closeIdle() {
      server.closeIdleConnections();
      // Refuses further requests, and ends the session after those that are under way.
      for (const session of sessions) if (!session.closed) session.close();
    },
    closeAll() {
      for (const session of sessions) session.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
}
