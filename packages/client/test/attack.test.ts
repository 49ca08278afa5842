import { getEventListeners } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { apple } from "@nh/payloads";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type Audience,
  type ClientOptions,
  device,
  devices,
  everyone,
  type Fetch,
  NotificationHubClient,
} from "../src/index.js";
import { createDefaultFetch as createNodeFetch } from "../src/lib/transport/node/node-fetch.js";
import { undiciFetch } from "../src/undici.js";
import { collect, rejection, respondWith } from "./connect-hub.js";

const key = "bG9jYWwtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZg==";
const connection = `Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=${key}`;
const hello = apple({ alert: "Hello" });
const handle = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/** A client whose responses come from a function, and the number of its requests. */
function connect(respond: Fetch = async () => respondWith(201), options: ClientOptions = {}) {
  const requests: string[] = [];
  const fetch: Fetch = (url, init) => {
    requests.push(url);
    return respond(url, init);
  };
  const client = new NotificationHubClient(connection, "hub", { fetch, retry: { baseDelayMs: 0 }, ...options });
  return { client, requests };
}

describe("a 503", () => {
  it.each<[string, () => Response]>([
    ["a gateway's text", () => respondWith(503, "upstream connect error or disconnect/reset before headers")],
    ["a page", () => respondWith(503, "<html>busy</html>", { "Content-Type": "text/html", "Retry-After": "1" })],
    ["nothing", () => respondWith(503)],
  ])("with %s is not retried for a send, and may have been sent", async (_title, respond) => {
    const { client, requests } = connect(async () => respond());
    expect(await rejection(client.send(hello, everyone()))).toMatchObject({ status: 503, mayHaveBeenSent: true });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, () => Response]>([
    [
      "the error document of the service",
      () => respondWith(503, "<Error><Code>503</Code><Detail>Busy.</Detail></Error>"),
    ],
    ["a tracking id", () => respondWith(503, "", { TrackingId: "t" })],
    ["Retry-After", () => respondWith(503, "busy", { "Retry-After": "0" })],
  ])("with %s did nothing, and is retried", async (_title, respond) => {
    const { client, requests } = connect(async () => (requests.length === 1 ? respond() : respondWith(201)));
    expect(await client.send(hello, everyone())).toMatchObject({ attempts: 2 });
  });
});

it.each([0, 100, Number.NaN])("a response with the status %d may have been carried out", async (status) => {
  const respond = async () => ({ status, headers: { get: () => null }, text: async () => "" });
  const { client, requests } = connect(respond);
  expect(await rejection(client.send(hello, everyone()))).toMatchObject({ mayHaveBeenSent: true });
  expect(requests).toHaveLength(1);
});

describe("what is not an audience", () => {
  const greedy = new Proxy({}, { has: () => true, get: () => "everyone" });

  it.each<[string, unknown]>([
    ["a proxy that has every property", greedy],
    ["a spread copy of everyone()", { ...everyone() }],
    ["a spread copy of devices()", { ...devices(["a"]) }],
    ["a String object", new String("news")],
    ["a map", new Map([["news", true]])],
  ])("is refused: %s", async (_title, audience) => {
    const { client, requests } = connect();
    await expect(client.send(hello, audience as Audience)).rejects.toThrow(TypeError);
    expect(requests).toHaveLength(0);
  });

  it("is refused by devices() and sendToDevices(), too", async () => {
    const { client, requests } = connect();
    expect(() => devices(new String("abc") as never)).toThrow(TypeError);
    await expect(collect(client.sendToDevices(hello, new String("abc") as never))).rejects.toThrow(TypeError);
    await expect(client.installations.addTags("a", new String("vip") as never)).rejects.toThrow(TypeError);
    expect(requests).toHaveLength(0);
  });
});

describe("what is not an object with options", () => {
  const wrong = [null, true, 1, "x", [], () => undefined, new Map(), Symbol("s"), new Date(), 1n];
  const bad = [...wrong, { constructor: 1 }, { toString: 1 }, Object.assign(Object.create(null), { tset: true })];

  it.each(bad.map((options) => [inspect(options), options]))("is refused by every call: %s", async (_title, given) => {
    const { client, requests } = connect();
    const options = given as never;
    const calls: (() => Promise<unknown>)[] = [
      () => client.send(hello, everyone(), options),
      () => client.send(hello, device("abc"), options),
      () => client.schedule(hello, everyone(), new Date(Date.now() + 600_000), options),
      () => client.cancelScheduled("1", options),
      () => collect(client.sendToDevices(hello, ["a"], options)),
      () => client.getNotificationDetails("1", options),
      () => client.waitForOutcome("1", options),
      () => client.getFeedbackContainerUrl(options),
      () => collect(client.feedback(options)),
      () => client.installations.get("1", options),
      () => client.installations.addTags("1", [], options),
      () => collect(client.installations.list(options)),
      () => client.registrations.delete("1", options),
      () => collect(client.registrations.list(options)),
      () => collect(client.registrations.list().byPage(options)),
      () => client.jobs.get("1", options),
      () => client.jobs.wait("1", options),
      async () => new NotificationHubClient(connection, "hub", options),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(TypeError);
    expect(requests).toHaveLength(0);
  });

  it("may have no prototype", async () => {
    const options = Object.assign(Object.create(null), { timeoutMs: 5000 });
    expect((await connect().client.send(hello, "news", options)).state).toBe("enqueued");
  });
});

describe("secrets", () => {
  it("of a request are masked wherever a refusal echoes them", async () => {
    const texts: string[] = [];
    const { client } = connect(
      async (_url, { headers }) => {
        const signature = /sig=([^&]+)/.exec(headers.Authorization ?? "")?.[1] ?? "";
        const plain = decodeURIComponent(signature);
        const echo = `The device ${handle} with sig = ${plain}, sig="${signature}" and sig&#61;${plain}, key ${key}.`;
        return respondWith(400, `<Error><Code>400</Code><Detail>${echo}</Detail></Error>`);
      },
      { dump: (text) => texts.push(text) },
    );
    const error = (await rejection(client.send(hello, device(handle)))) as Error;
    const signature = /sig=([^&]+)/.exec(texts[0] ?? "")?.[1];
    expect(signature).toBe("***");
    for (const text of [error.message, inspect(error, { depth: 10, showHidden: true }), ...texts]) {
      expect(text).not.toContain(handle);
      expect(text).not.toContain(key);
      expect(text).not.toMatch(/sig ?(=|&#61;) ?"?[\w+/%]{20}/);
    }
  });

  it("are not in the cause of what an own fetch throws, and its error stays as it is", async () => {
    const thrown: Error[] = [];
    const { client } = connect(async (_url, { headers }) => {
      const error = Object.assign(new Error(`failed with ${headers.Authorization}`), {
        config: { headers },
        code: "ERR",
      });
      thrown.push(error);
      throw error;
    });
    const error = await rejection(client.send(hello, device(handle)));
    expect(error).toMatchObject({ cause: { name: "Error", code: "ERR" } });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/sig=[^*&]|00fc13adff/);
    expect(thrown[0]).toHaveProperty("config.headers.Authorization");
  });
});

describe("a signal of foreign code", () => {
  it("without removeEventListener does no harm", async () => {
    const controller = new AbortController();
    const signal = Object.assign(controller.signal, { removeEventListener: undefined }) as unknown as AbortSignal;
    expect((await connect().client.send(hello, "news", { signal })).state).toBe("enqueued");
  });

  it.each<[string, () => ClientOptions["fetch"]]>([
    ["an own fetch", () => async () => respondWith(201)],
    ["the transport of Node", () => createNodeFetch({})],
    ["undici", () => undiciFetch()],
  ])("whose addEventListener throws fails the call alone, over %s", async (_title, fetch) => {
    const unhandled = vi.fn();
    process.on("uncaughtException", unhandled);
    onTestFinished(() => void process.off("uncaughtException", unhandled));
    const failure = new RangeError("no listeners here");
    const signal = Object.assign(new AbortController().signal, {
      addEventListener() {
        throw failure;
      },
    });
    const client = new NotificationHubClient(connection, "hub", { fetch: fetch(), retry: false });
    const error = await rejection(client.send(hello, "news", { signal }));
    expect(String((error as Error).message)).toContain("no listeners here");
    await client.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("may be that of many calls at once without a warning", async () => {
    const warned = vi.fn();
    process.on("warning", warned);
    onTestFinished(() => void process.off("warning", warned));
    const { signal } = new AbortController();
    const { client } = connect(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return respondWith(201);
    });
    await Promise.all(Array.from({ length: 30 }, () => client.send(hello, "news", { signal })));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(warned).not.toHaveBeenCalled();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("informational responses before the final one", () => {
  it.each<[string, () => ClientOptions["fetch"]]>([
    ["the transport of Node", () => createNodeFetch({})],
    ["undici", () => undiciFetch()],
    ["the global fetch", () => (url, init) => globalThis.fetch(url, init)],
  ])("are passed over by %s", async (_title, fetch) => {
    const server = createServer((_request, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      response.writeHead(201, { Location: "https://contoso/hub/messages/NH-1?x" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const local = `Endpoint=http://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=${key}`;
    const client = new NotificationHubClient(local, "hub", { fetch: fetch(), retry: false });
    expect(await client.send(hello, "news")).toMatchObject({ notificationId: "NH-1" });
    await client.close();
  });
});
