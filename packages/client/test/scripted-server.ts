import { createServer, type Server, type Socket } from "node:net";

/** What the server saw of one request. */
export interface SeenRequest {
  readonly head: string;
  readonly body: string;
  /** Counted from 1 in the order in which connections came. */
  readonly connection: number;
}

/** What the server does once it has read a request. */
export type Step = (socket: Socket, request: SeenRequest) => void;

/**
 * A server over plain sockets that does one step of a script per request, so that it can fail in
 * ways no HTTP server would.
 */
export interface ScriptedServer {
  readonly port: number;
  readonly origin: string;
  readonly connectionString: string;
  readonly requests: SeenRequest[];
  readonly openSockets: number;
  close(): Promise<void>;
}

/** Responds with a status, headers and a body. */
export function respond(status: number, headers: Record<string, string> = {}, body = ""): Step {
  const head = { "Content-Length": String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  return (socket) => void socket.write(`HTTP/1.1 ${status} Scripted\r\n${lines.join("")}\r\n${body}`);
}

/** Breaks the connection with a TCP reset after the whole request has been read. */
export const reset: Step = (socket) => void socket.resetAndDestroy();

/** Never responds. */
export const silence: Step = () => undefined;

/** Starts a server; the last step is retried for all further requests. */
export async function startScriptedServer(...script: Step[]): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    let pending = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      pending += chunk;
      for (;;) {
        const headEnd = pending.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        const length = Number(/content-length: *(\d+)/i.exec(pending.slice(0, headEnd))?.[1] ?? "0");
        if (pending.length < headEnd + 4 + length) return;
        const request = {
          head: pending.slice(0, headEnd),
          body: pending.slice(headEnd + 4, headEnd + 4 + length),
          connection,
        };
        pending = pending.slice(headEnd + 4 + length);
        requests.push(request);
        (script[requests.length - 1] ?? script.at(-1))?.(socket, request);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    connectionString: `Endpoint=http://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0`,
    requests,
    get openSockets() {
      return sockets.size;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
