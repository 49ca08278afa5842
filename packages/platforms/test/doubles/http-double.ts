import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import type { TestCertificate } from "./certificate.js";

/** A request as a double got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** `1.1` or `2.0`. */
  readonly httpVersion: string;
  readonly body: Buffer;
}

/** What a double responds. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** An object is sent as JSON. */
  readonly body?: string | object | undefined;
}

/**
 * What a double does with one request in place of what it should:
 * - a reply of its own, after a while if so wished;
 * - `reset`: breaks the connection once the request is there;
 * - `hang`: never responds;
 * - `break`: begins a response, and breaks the connection within its body;
 * - `flood`: a body without end.
 */
export type Misbehavior = (Reply & { readonly delayMs?: number | undefined }) | "reset" | "hang" | "break" | "flood";

/** A server that keeps what it got, and misbehaves on request. */
export interface HttpDouble {
  /** `http://127.0.0.1:…`, or `https://localhost:…` with a certificate. */
  readonly url: string;
  /** Every request, in the order of arrival. */
  readonly received: Received[];
  /** How many connections were made. */
  connections: number;
  /**
   * What the next requests get, one after the other. With a path, only those to a path that
   * matches.
   */
  next(misbehavior: Misbehavior, path?: RegExp): void;
  close(): Promise<void>;
}

/**
 * Starts one. Without a certificate it speaks HTTP/1.1, with one HTTP/1.1 and HTTP/2.
 *
 * @param respond What the service does when all is well.
 */
export async function startHttpDouble(
  respond: (request: Received) => Reply | Promise<Reply>,
  certificate?: TestCertificate & { readonly http1Only?: boolean },
): Promise<HttpDouble> {
  const scripted: { readonly misbehavior: Misbehavior; readonly path: RegExp }[] = [];
  const received: Received[] = [];
  const sockets = new Set<Socket>();

  async function handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers, httpVersion } = request;
    const got = { method, path, headers, httpVersion, body: Buffer.concat(chunks) };
    received.push(got);
    const index = scripted.findIndex((one) => one.path.test(path));
    const misbehavior = index < 0 ? undefined : scripted.splice(index, 1)[0]?.misbehavior;
    switch (misbehavior) {
      case "reset":
        request.socket.resetAndDestroy();
        return;
      case "hang":
        return;
      case "break":
        response
          .writeHead(410, { "content-length": "1000" })
          .write("only the beginning", () => request.socket.destroy());
        return;
      case "flood":
        flood(response);
        return;
      case undefined:
        send(response, await respond(got));
        return;
    }
    if (misbehavior.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, misbehavior.delayMs));
    send(response, misbehavior);
  }

  const listener: http.RequestListener = (request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  };
  const server = createServer(listener, certificate);
  const double: HttpDouble = {
    url: "",
    received,
    connections: 0,
    next(misbehavior, path = /./) {
      scripted.push({ misbehavior, path });
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on(certificate === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    double.connections++;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  return Object.assign(double, { url });
}

function createServer(listener: http.RequestListener, certificate?: TestCertificate & { http1Only?: boolean }): Server {
  if (certificate === undefined) return http.createServer(listener);
  if (certificate.http1Only) return https.createServer(certificate, listener);
  // The requests and responses of both protocols have the same methods.
  return http2.createSecureServer({ ...certificate, allowHTTP1: true }, listener as never);
}

function send(response: http.ServerResponse, { status, headers, body = "" }: Reply): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

function flood(response: http.ServerResponse): void {
  response.writeHead(400, { "content-type": "text/plain" });
  const chunk = "x".repeat(16_384);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", write);
  };
  write();
}
