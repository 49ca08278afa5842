import { createServer, type Socket } from "node:net";

/** What the server does with a request. `pushes` says whether the devices get the notification. */
interface Whim {
  readonly name: string;
  readonly pushes: boolean;
  /** How often, beside the others. */
  readonly weight: number;
  readonly act: (socket: Socket) => void;
}

const write =
  (status: string, headers: readonly string[] = [], body = "") =>
  (socket: Socket): void => {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    socket.write(`HTTP/1.1 ${status}\r\n${[length, ...headers].map((line) => `${line}\r\n`).join("")}\r\n${body}`);
  };

const serviceError = (code: number, detail: string): string =>
  `<Error><Code>${code}</Code><Detail>${detail}. TrackingId:6d2b2b76-d0a4-4d44-a2b3-5c1fbb1b4a5e,TimeStamp:5/6/2031 7:08:09 AM +00:00</Detail></Error>`;
const page = "<html><body><h1>upstream connect error or disconnect/reset before headers</h1></body></html>";
const html = "Content-Type: text/html";
const accepted = write("201 Created");

const whims: readonly Whim[] = [
  { name: "accepts", pushes: true, weight: 30, act: accepted },
  {
    name: "accepts in small pieces",
    pushes: true,
    weight: 5,
    act: (socket) => {
      for (const piece of ["HTTP/1.1 2", "01 Created\r\nContent-", "Length: 2\r\n\r", "\no", "k"]) socket.write(piece);
    },
  },
  { name: "accepts after 100 Continue", pushes: true, weight: 3, act: (socket) => continueFirst(socket) },
  { name: "accepts and closes", pushes: true, weight: 5, act: write("201 Created", ["Connection: close"]) },
  {
    name: "accepts, then drops the connection",
    pushes: true,
    weight: 5,
    act: (socket) => {
      accepted(socket);
      setTimeout(() => socket.resetAndDestroy(), 1);
    },
  },
  { name: "accepts, and the response is lost", pushes: true, weight: 8, act: (socket) => socket.resetAndDestroy() },
  { name: "resets before it does anything", pushes: false, weight: 8, act: (socket) => socket.resetAndDestroy() },
  { name: "closes without a response", pushes: true, weight: 4, act: (socket) => socket.destroy() },
  {
    name: "accepts, and cuts the response off",
    pushes: true,
    weight: 4,
    act: (socket) => {
      socket.write("HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\nbegin");
      socket.end();
    },
  },
  {
    name: "accepts, and responds with garbage",
    pushes: true,
    weight: 3,
    act: (socket) => socket.end("HTP/9 ??\r\n\r\n"),
  },
  {
    name: "throttles",
    pushes: false,
    weight: 8,
    act: write("429 Too Many Requests", ["Retry-After: 0"], serviceError(429, "Too many requests")),
  },
  {
    name: "is busy",
    pushes: false,
    weight: 8,
    act: write("503 Service Unavailable", ["Content-Type: application/xml"], serviceError(503, "Server busy")),
  },
  {
    name: "accepts behind a gateway's 503",
    pushes: true,
    weight: 5,
    act: write("503 Service Unavailable", [html], page),
  },
  { name: "accepts behind a gateway's 502", pushes: true, weight: 4, act: write("502 Bad Gateway", [html], page) },
  { name: "fails after it accepted", pushes: true, weight: 4, act: write("500 Internal Server Error") },
  { name: "fails before it accepted", pushes: false, weight: 4, act: write("500 Internal Server Error") },
  {
    name: "finds the token expired",
    pushes: false,
    weight: 4,
    act: write(
      "401 Unauthorized",
      ["Content-Type: application/xml"],
      serviceError(401, "ExpiredToken: The token expired"),
    ),
  },
  { name: "refuses", pushes: false, weight: 2, act: write("400 Bad Request", [], serviceError(400, "No")) },
];
const totalWeight = whims.reduce((sum, { weight }) => sum + weight, 0);

function continueFirst(socket: Socket): void {
  socket.write("HTTP/1.1 100 Continue\r\n\r\n");
  accepted(socket);
}

export interface ChaosServer {
  readonly connectionString: string;
  /** How often the devices got each notification, by the word in its body. */
  readonly pushes: ReadonlyMap<string, number>;
  /** How often the server did each thing. */
  readonly done: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/**
 * A service that misbehaves at random over plain sockets, and counts what it pushes.
 *
 * @param random From 0 up to but not including 1.
 */
export async function startChaosServer(random: () => number): Promise<ChaosServer> {
  const pushes = new Map<string, number>();
  const done = new Map<string, number>();
  const sockets = new Set<Socket>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

  function pick(): Whim {
    let left = random() * totalWeight;
    for (const whim of whims) {
      left -= whim.weight;
      if (left < 0) return whim;
    }
    throw new Error("random() returned 1 or more");
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    let pending = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      pending += chunk;
      for (;;) {
        const headEnd = pending.indexOf("\r\n\r\n");
        if (headEnd < 0 || socket.destroyed) return;
        const length = Number(/content-length: *(\d+)/i.exec(pending.slice(0, headEnd))?.[1] ?? "0");
        const end = headEnd + 4 + length;
        if (pending.length < end) return;
        const word = /send-[\w-]+/.exec(pending.slice(headEnd, end))?.[0] ?? "";
        pending = pending.slice(end);
        const whim = pick();
        count(done, whim.name);
        if (whim.pushes) count(pushes, word);
        whim.act(socket);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    connectionString: `Endpoint=http://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0`,
    pushes,
    done,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
