import { rawNotification } from "@nh/payloads";
import { afterEach, describe, expect, it } from "vitest";
import { everyone, type Fetch, isHubConnectionError, isHubTimeoutError, NotificationHubClient } from "../src/index.js";
import { createDefaultFetch as createGlobalFetch } from "../src/lib/transport/global-fetch.js";
import { createDefaultFetch as createNodeFetch } from "../src/lib/transport/node/node-fetch.js";
import { undiciFetch } from "../src/undici.js";
import { reset, respond, type ScriptedServer, type Step, silence, startScriptedServer } from "./scripted-server.js";

const notification = rawNotification({ platform: "apple", body: '{"aps":{"alert":"ü"}}' });
const transports: [name: string, create: () => Fetch][] = [
  ["node:http", () => createNodeFetch({})],
  ["undici", () => undiciFetch()],
  ["the global fetch", () => createGlobalFetch({})],
];

/** Sends an informational response before a step. */
function afterInformational(status: number, step: Step): Step {
  return (socket, request) => {
    socket.write(`HTTP/1.1 ${status} Informational\r\nLink: </style.css>; rel=preload\r\n\r\n`);
    step(socket, request);
  };
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

describe.each(transports)("over %s", (_name, create) => {
  async function startHub(...script: Step[]): Promise<{ server: ScriptedServer; client: NotificationHubClient }> {
    const server = await startScriptedServer(...script);
    const retry = { baseDelayMs: 1 };
    const client = new NotificationHubClient(server.connectionString, "hub", { fetch: create(), retry });
    cleanups.push(async () => {
      await server.close();
      await client.close();
    });
    return { server, client };
  }

  it("sends the request of the protocol and reads the identifiers of the response", async () => {
    const location = "https://ns.servicebus.windows.net/hub/messages/NH-1?api-version=2020-06";
    const { server, client } = await startHub(
      respond(201, { Location: location, TrackingId: "t-1", "x-ms-correlation-request-id": "c-1" }),
    );
    const result = await client.send(notification, "a && b");
    expect(result).toEqual({
      state: "enqueued",
      notificationId: "NH-1",
      trackingId: "t-1",
      correlationId: "c-1",
      attempts: 1,
    });
    const [request] = server.requests;
    expect(request?.head).toMatch(/^POST \/hub\/messages\/\?api-version=2020-06 HTTP\/1\.1\r\n/);
    expect(request?.head).toMatch(/^authorization: SharedAccessSignature sr=/im);
    expect(request?.head).toMatch(/^servicebusnotification-format: apple$/im);
    expect(request?.head).toMatch(/^servicebusnotification-tags: a && b$/im);
    expect(Buffer.from(request?.body ?? "", "latin1").toString("utf8")).toBe(notification.body);
  });

  it.each([102, 103])("reads the final response after an informational one: %i", async (status) => {
    const { client } = await startHub(afterInformational(status, respond(201, { TrackingId: "t-1" })));
    expect(await client.send(notification, everyone())).toMatchObject({ attempts: 1, trackingId: "t-1" });
  });

  it("shows the reason phrase of the response in a dump", async () => {
    const server = await startScriptedServer(respond(201));
    const texts: string[] = [];
    const dump = (text: string) => texts.push(text);
    const client = new NotificationHubClient(server.connectionString, "hub", { fetch: create(), dump });
    await client.send(notification, everyone());
    await client.close();
    await server.close();
    expect(texts[1]).toMatch(/^HTTP 201 Scripted \(apple\)\n/);
  });

  it("keeps connections for later requests", async () => {
    const { server, client } = await startHub(respond(201));
    for (let count = 0; count < 10; count++) await client.send(notification, everyone());
    // undici frees a connection a moment after it has answered, so it takes turns between two.
    expect(new Set(server.requests.map((request) => request.connection)).size).toBeLessThanOrEqual(2);
  });

  it("does not retry a send whose connection broke after the request, and says that it may have been sent", async () => {
    const { server, client } = await startHub(reset);
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(isHubConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: true });
    expect(server.requests).toHaveLength(1);
  });

  it("does not retry a send on a kept connection that breaks, since nobody knows how far it came", async () => {
    const { server, client } = await startHub(respond(201), respond(201), respond(201), reset, respond(201));
    for (let count = 0; count < 3; count++) await client.send(notification, everyone());
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: true });
    expect(server.requests).toHaveLength(4);
    const connections = server.requests.map(({ connection }) => connection);
    expect(connections.slice(0, 3)).toContain(connections[3]);
  });

  it("retries a send after a reset when ambiguousSends is set", async () => {
    const { server, client } = await startHub(reset, respond(201));
    const result = await client.send(notification, everyone(), { retry: { ambiguousSends: true, baseDelayMs: 1 } });
    expect(result.attempts).toBe(2);
    expect(server.requests).toHaveLength(2);
  });

  it("retries a read after a reset", async () => {
    const { server, client } = await startHub(reset, respond(404));
    expect(await client.installations.exists("i")).toBe(false);
    expect(server.requests).toHaveLength(2);
  });

  it("does not send when nothing listens, and says so", async () => {
    const { server, client } = await startHub(silence);
    await server.close();
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: false });
    expect(String(error)).toContain("The request was not sent.");
    expect(String(error)).toContain("ECONNREFUSED");
  });

  it("ends an attempt whose headers do not come within timeoutMs", async () => {
    const { server, client } = await startHub(silence);
    const error = await client.send(notification, everyone(), { timeoutMs: 1_500 }).catch((thrown: unknown) => thrown);
    expect(isHubTimeoutError(error)).toBe(true);
    expect(error).toMatchObject({ code: "NH_TIMEOUT", attempts: 1, mayHaveBeenSent: true });
    expect(String(error)).toContain("within 1500 ms (timeoutMs)");
    expect(server.requests).toHaveLength(1);
  });

  it("ends an attempt whose body does not come within timeoutMs", async () => {
    const { client } = await startHub(
      (socket) => void socket.write("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhalf"),
    );
    const error = await client.send(notification, everyone(), { timeoutMs: 1_500 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NH_TIMEOUT", mayHaveBeenSent: true });
  });

  it("treats a body that ends too early as a broken connection", async () => {
    const { client } = await startHub(
      (socket) => void socket.end("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhalf"),
    );
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: true });
  });

  it("reads no response without end", async () => {
    const mebibyte = "x".repeat(1_048_576);
    const { client } = await startHub((socket) => {
      socket.write("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n");
      const pour = (): void => {
        while (!socket.destroyed && socket.write(`100000\r\n${mebibyte}\r\n`));
      };
      socket.on("drain", pour);
      pour();
    });
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: true });
    expect(String(error)).toContain("longer than 16777216 bytes");
  });

  it("passes the caller's abort through untouched and gives up the request", async () => {
    const { server, client } = await startHub(silence);
    const controller = new AbortController();
    const reason = new Error("the user left");
    const sending = client.send(notification, everyone(), { signal: controller.signal });
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(reason);
    await expect(sending).rejects.toBe(reason);
    while (server.openSockets > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(server.requests).toHaveLength(1);
  });

  it("sends nothing when the signal is aborted already", async () => {
    const { server, client } = await startHub(respond(201));
    const reason = { anything: true };
    await expect(client.send(notification, everyone(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  it("does not touch the reason of an abort, which may be frozen", async () => {
    const { client } = await startHub(silence);
    const controller = new AbortController();
    const sending = client
      .send(notification, everyone(), { signal: controller.signal })
      .catch((thrown: unknown) => thrown);
    await new Promise((resolve) => setImmediate(resolve));
    const reason = Object.freeze(new Error("enough"));
    controller.abort(reason);
    expect(await sending).toBe(reason);
    expect(Object.getOwnPropertySymbols(reason)).toEqual([]);
  });

  it("does not follow a redirect", async () => {
    const { server, client } = await startHub(respond(307, { Location: "/elsewhere" }));
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NH_SERVER_ERROR", status: 307, attempts: 1, mayHaveBeenSent: false });
    expect(server.requests).toHaveLength(1);
  });

  it("survives an response of HTML and quotes its words", async () => {
    const page = "<html><head><style>b{}</style></head><body><h1>502</h1>\n<p>Bad\u0007 gateway</p></body></html>";
    const { client } = await startHub(respond(502, { "Content-Type": "text/html" }, page));
    const error = await client.send(notification, everyone()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "NH_SERVER_ERROR",
      status: 502,
      detail: "502 Bad gateway",
      mayHaveBeenSent: true,
    });
  });

  it("can be used again after close", async () => {
    const { server, client } = await startHub(respond(201));
    await client.send(notification, everyone());
    await client.close();
    await client.send(notification, everyone());
    expect(server.requests).toHaveLength(2);
  });
});

describe.each(transports.slice(0, 2))("sockets of %s", (_name, create) => {
  it("are released by close once the requests under way are done", async () => {
    let response = (): void => undefined;
    const server = await startScriptedServer((socket) => {
      response = () => socket.write("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
    });
    const client = new NotificationHubClient(server.connectionString, "hub", { fetch: create() });
    const sending = client.send(notification, everyone());
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const closing = client.close();
    response();
    expect((await sending).state).toBe("enqueued");
    await closing;
    while (server.openSockets > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await server.close();
  });

  it("are dropped a second before the server said it would close them", async () => {
    const server = await startScriptedServer(respond(201, { "Keep-Alive": "timeout=1" }));
    const client = new NotificationHubClient(server.connectionString, "hub", { fetch: create() });
    await client.send(notification, everyone());
    while (server.openSockets > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await client.send(notification, everyone());
    expect(server.requests.map((request) => request.connection)).toEqual([1, 2]);
    await client.close();
    await server.close();
  });
});

// Any other fetch is watched from outside, with a listener for each call.
describe.each(transports.slice(0, 2))("many calls over %s", (_name, create) => {
  it("does not make Node warn of a leak when many calls share one signal", async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error): void => void warnings.push(warning);
    process.on("warning", keep);
    try {
      const server = await startScriptedServer(...Array.from({ length: 20 }, () => respond(201)));
      const client = new NotificationHubClient(server.connectionString, "hub", { fetch: create() });
      cleanups.push(async () => {
        await server.close();
        await client.close();
      });
      const { signal } = new AbortController();
      await Promise.all(Array.from({ length: 20 }, () => client.send(notification, "a && b", { signal })));
      await new Promise((resolve) => setImmediate(resolve));
      expect(server.requests).toHaveLength(20);
      expect(warnings).toEqual([]);
    } finally {
      process.off("warning", keep);
    }
  });
});

describe("a 100 that nobody asked for", () => {
  it.each(transports)(
    "over %s is passed over, or breaks the connection after a send that is then not retried",
    async (name, create) => {
      const server = await startScriptedServer(afterInformational(100, respond(201)));
      const client = new NotificationHubClient(server.connectionString, "hub", { fetch: create() });
      const outcome = await client.send(notification, everyone()).catch((error: unknown) => error);
      // undici, which the global fetch of Node is made of, gives the connection up.
      expect(outcome).toMatchObject(
        name === "node:http"
          ? { state: "enqueued", attempts: 1 }
          : { code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: true },
      );
      expect(server.requests).toHaveLength(1);
      await server.close();
      await client.close();
    },
  );
});
