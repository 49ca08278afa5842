import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createRequestListener, type FetchHandler } from "./http-exchange.js";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handler: FetchHandler): Promise<number> {
  const server = createServer(createRequestListener({ handler }, "fallback.example"));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/**
 * Sends raw bytes and returns everything that comes back until the server closes the connection.
 */
async function speak(port: number, text: string): Promise<{ received: string; error: string | undefined }> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  let error: string | undefined;
  socket.setEncoding("utf8").on("data", (chunk) => {
    received += chunk;
  });
  socket.on("error", (failure: NodeJS.ErrnoException) => {
    error = failure.code;
  });
  socket.write(text);
  await closed(socket);
  return { received, error };
}

/** `once` would reject when the connection ends with an error, which many of these do. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

const describeRequest: FetchHandler = async (request) => {
  const text = await request.text();
  return Response.json({ method: request.method, url: request.url, tags: request.headers.get("tags"), text });
};

async function seen(port: number, head: string, body = ""): Promise<unknown> {
  const { received } = await speak(port, `${head}\r\nConnection: close\r\n\r\n${body}`);
  const json = /\{.*\}/s.exec(received)?.[0];
  return json === undefined ? received : JSON.parse(json);
}

describe("request targets", () => {
  it("keeps the raw path and query", async () => {
    const port = await serve(describeRequest);
    expect(
      await seen(port, "GET /hub/tags/x%2fy/registrations?$top=2&test HTTP/1.1\r\nHost: localhost:7447"),
    ).toMatchObject({
      url: "http://localhost:7447/hub/tags/x%2fy/registrations?$top=2&test",
    });
  });

  it("uses the host of a target in absolute form", async () => {
    const port = await serve(describeRequest);
    expect(
      await seen(
        port,
        "POST https://ns.example/hub/messages/?direct&api-version=2016-07 HTTP/1.1\r\nHost: x\r\nContent-Length: 2",
        "ab",
      ),
    ).toEqual({
      method: "POST",
      url: "https://ns.example/hub/messages/?direct&api-version=2016-07",
      tags: null,
      text: "ab",
    });
  });

  it("does not treat a double slash as a host", async () => {
    const port = await serve(describeRequest);
    expect(await seen(port, "GET //other.example/hub HTTP/1.1\r\nHost: localhost")).toMatchObject({
      url: "http://localhost//other.example/hub",
    });
  });

  it("uses the fallback host for a request without a Host header", async () => {
    const port = await serve(describeRequest);
    expect(await seen(port, "GET /hub HTTP/1.0")).toMatchObject({ url: "http://fallback.example/hub" });
  });

  it("joins header lines of the same name and keeps Latin-1 values", async () => {
    const port = await serve(describeRequest);
    expect(await seen(port, "GET / HTTP/1.1\r\nHost: a\r\nTags: one\r\nTags: two")).toMatchObject({ tags: "one, two" });
  });

  it.each([
    ["a Host header with a path", "GET / HTTP/1.1\r\nHost: a/b", 400],
    ["a Host header with a user", "GET / HTTP/1.1\r\nHost: a@b", 400],
    ["a port that does not exist", "GET / HTTP/1.1\r\nHost: a:99999", 400],
    ["a password in the target", "GET http://u:p@a/ HTTP/1.1\r\nHost: a", 400],
    ["an absolute target without a host", "GET http:// HTTP/1.1\r\nHost: a", 400],
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: a", 405],
  ])("responds to %s itself", async (_name, head, status) => {
    const port = await serve(describeRequest);
    const response = String(await seen(port, head));
    expect(response).toContain(`HTTP/1.1 ${status} `);
    expect(response).toContain(
      `<Error xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Code>${status}</Code><Detail>`,
    );
  });

  it("serves a request that offers to switch to HTTP/2", async () => {
    const port = await serve(describeRequest);
    const head =
      "GET /hub HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nConnection: Upgrade, HTTP2-Settings, close";
    expect(await seen(port, head)).toMatchObject({ method: "GET" });
  });
});

describe("bodies of requests", () => {
  it("responds before the body has come, and a client that continues to send reads the response", async () => {
    const port = await serve(async () => new Response("too large", { status: 413 }));
    const size = 4 * 1024 * 1024;
    const request = httpRequest({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": size } });
    for (let sent = 0; sent < size; sent += 65_536) request.write("x".repeat(65_536));
    request.end();
    const [response] = await once(request, "response");
    let text = "";
    for await (const chunk of response) text += chunk;
    expect([response.statusCode, text]).toEqual([413, "too large"]);
    if (!request.writableFinished) await once(request, "finish");
  });

  it("drains the rest of a body that the handler began to read", async () => {
    const port = await serve(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      return new Response(null, { status: 413 });
    });
    const body = "x".repeat(1_000_000);
    const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`;
    const next = "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    const { received } = await speak(port, head + body + next);
    expect(received.match(/HTTP\/1\.1 413/g)).toHaveLength(2);
  });

  it("closes the connection of a client that never stops sending", async () => {
    const port = await serve(async () => new Response(null, { status: 413 }));
    const socket = connect(port, "127.0.0.1");
    let sent = 0;
    socket.on("error", () => {});
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const push = () => {
      while (!socket.destroyed && socket.write(chunk)) sent += 65_536;
    };
    socket.on("drain", push);
    socket.resume();
    push();
    await closed(socket);
    expect(sent).toBeLessThan(200 * 1024 * 1024);
  });

  it("reads from the socket no faster than the handler does", async () => {
    let taken = 0;
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const port = await serve(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      await held;
      for (;;) {
        const part = await reader?.read();
        if (part === undefined || part.done) return new Response(String(taken));
        taken += part.value.length;
      }
    });
    const size = 32 * 1024 * 1024;
    const request = httpRequest({ port, host: "127.0.0.1", method: "POST", headers: { "content-length": size } });
    let drained = 0;
    request.on("drain", () => {
      drained += 1;
    });
    for (let sent = 0; sent < size; sent += 1_048_576) request.write("x".repeat(1_048_576));
    request.end();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(drained).toBe(0);
    release();
    const [response] = await once(request, "response");
    response.resume();
    await once(response, "end");
    expect(taken).toBeGreaterThan(size - 131_072);
  });

  it("fails the body of a client that goes away, and continues to serve others", async () => {
    let failure: unknown;
    const port = await serve(async (request) => {
      if (request.method === "GET") return new Response("still here");
      failure = await request.text().catch((error: unknown) => error);
      return new Response(null);
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    const { received } = await speak(port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    expect(received).toContain("still here");
    await expect.poll(() => failure).toBeInstanceOf(TypeError);
  });

  it("sends 100 Continue to a client that waits for it", async () => {
    const port = await serve(describeRequest);
    const request = httpRequest({
      port,
      host: "127.0.0.1",
      method: "POST",
      headers: { expect: "100-continue", "content-length": 3 },
    });
    request.flushHeaders();
    await once(request, "continue");
    request.end("abc");
    const [response] = await once(request, "response");
    let text = "";
    for await (const chunk of response) text += chunk;
    expect(JSON.parse(text)).toMatchObject({ text: "abc" });
  });
});

describe("responses", () => {
  it("writes the status, the headers and the length of a response without a body", async () => {
    const port = await serve(async () => new Response(null, { status: 201, headers: { trackingid: "t", date: "D" } }));
    const { received } = await speak(port, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    expect(received).toBe(
      "HTTP/1.1 201 Created\r\ndate: D\r\ntrackingid: t\r\ncontent-length: 0\r\nConnection: close\r\n\r\n",
    );
  });

  it("writes no body for HEAD", async () => {
    const port = await serve(async () => new Response("body", { headers: { "content-length": "4", date: "D" } }));
    const { received } = await speak(port, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    expect(received).toBe(
      "HTTP/1.1 200 OK\r\ncontent-length: 4\r\ncontent-type: text/plain;charset=UTF-8\r\ndate: D\r\nConnection: close\r\n\r\n",
    );
  });

  it("produces a long response no faster than the client reads it, and stops when the client goes away", async () => {
    let produced = 0;
    let canceled = false;
    const port = await serve(async () => {
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          produced += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
        cancel() {
          canceled = true;
        },
      });
      return new Response(body);
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(socket, "readable");
    await new Promise((resolve) => setTimeout(resolve, 100));
    const whileWaiting = produced;
    expect(whileWaiting).toBeLessThan(50 * 1024 * 1024);
    socket.resume();
    await expect.poll(() => produced).toBeGreaterThan(whileWaiting);
    socket.destroy();
    await expect.poll(() => canceled).toBe(true);
  });

  it("sends each server-sent event at once and cancels the stream when the client goes away", async () => {
    let canceled = false;
    let push: (text: string) => void = () => {};
    const port = await serve(async () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          push = (text) => controller.enqueue(new TextEncoder().encode(text));
        },
        cancel() {
          canceled = true;
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    });
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const reader = response.body?.getReader();
    push("data: 1\n\n");
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: 1\n\n");
    await reader?.cancel();
    await expect.poll(() => canceled).toBe(true);
  });

  it("aborts the signal of a read whose client goes away", async () => {
    let signal: AbortSignal | undefined;
    const port = await serve((request) => {
      signal = request.signal;
      return new Promise(() => {});
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await expect.poll(() => signal).toBeDefined();
    socket.destroy();
    await expect.poll(() => signal?.aborted).toBe(true);
  });

  it("resets the connection when the handler rejects or returns a network error", async () => {
    const port = await serve(async (request) => {
      if (request.url.endsWith("/error")) return Response.error();
      throw new TypeError("fetch failed");
    });
    for (const path of ["/error", "/throw"]) {
      const { received, error } = await speak(port, `POST ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      expect([received, error]).toEqual(["", "ECONNRESET"]);
    }
  });

  it("cuts off a response whose body fails halfway", async () => {
    const port = await serve(async () => {
      let step = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          step += 1;
          if (step === 1) controller.enqueue(new TextEncoder().encode("half"));
          else controller.error(new TypeError("cut"));
        },
      });
      return new Response(body, { headers: { "content-length": "8" } });
    });
    const { received } = await speak(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(received).toContain("content-length: 8\r\n");
    expect(received.endsWith("\r\n\r\nhalf")).toBe(true);
  });
});
