import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createRequestListener } from "./http-exchange.js";

/** Sends one POST over a socket and returns what the work on its request returned. */
async function receive<T>(work: (request: Request) => Promise<T>, init: RequestInit): Promise<T> {
  let result: Promise<T> | undefined;
  const server = createServer(
    createRequestListener(
      {
        handler: async (request) => {
          result = work(request);
          await result.catch(() => {});
          return new Response(null, { status: 204 });
        },
      },
      "localhost",
    ),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    await fetch(`http://127.0.0.1:${port}/hub/messages?api-version=2020-06`, { method: "POST", ...init });
    if (result === undefined) throw new Error("The handler was not called.");
    return await result;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json = '{"text":"é😀"}';

describe("SocketRequest", () => {
  it("is a Request with method, URL and headers", async () => {
    const seen = await receive(
      async (request) => [
        request instanceof Request,
        request.method,
        new URL(request.url).pathname,
        request.headers.get("x-a"),
      ],
      { body: json, headers: { "x-a": "b" } },
    );
    expect(seen).toEqual([true, "POST", "/hub/messages", "b"]);
  });

  it.each<[string, (request: Request) => Promise<unknown>, unknown]>([
    ["text", (request) => request.text(), json],
    ["json", (request) => request.json(), { text: "é😀" }],
    ["arrayBuffer", async (request) => Buffer.from(await request.arrayBuffer()).toString(), json],
    [
      "blob",
      async (request) => [(await request.blob()).type, (await request.blob().catch((error) => error)).name],
      ["text/x", "TypeError"],
    ],
    ["a reader", async (request) => new Response(request.body).text(), json],
    [
      "a reader after the stream was looked at",
      async (request) => [request.body === null, await request.text()],
      [false, json],
    ],
  ])("is read by %s", async (_name, work, expected) => {
    expect(await receive(work, { body: json, headers: { "content-type": "text/x" } })).toEqual(expected);
  });

  it("is read as a form", async () => {
    const form = new FormData();
    form.set("name", "é");
    expect(await receive(async (request) => (await request.formData()).get("name"), { body: form })).toBe("é");
  });

  it("can be read once", async () => {
    const twice = await receive(
      async (request) => {
        const before = request.bodyUsed;
        await request.text();
        return [before, request.bodyUsed, await request.text().catch((error: unknown) => String(error))];
      },
      { body: json },
    );
    expect(twice).toEqual([false, true, "TypeError: The body has been read already."]);
  });

  it("returns a clone that can be read as well", async () => {
    const both = await receive(
      async (request) => {
        const copy = request.clone();
        return [await copy.text(), await request.text(), copy.headers.get("content-type"), copy.url === request.url];
      },
      { body: json, headers: { "content-type": "text/x" } },
    );
    expect(both).toEqual([json, json, "text/x", true]);
  });

  it("returns a large body whole", async () => {
    const body = "é".repeat(1_000_000);
    expect(await receive((request) => request.text(), { body })).toBe(body);
  });
});
