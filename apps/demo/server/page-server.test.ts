import { request as httpRequest } from "node:http";
import { startHub } from "@nh/hub/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComposedSend, Exchange, PageState } from "../compose/protocol.js";
import { DemoHub } from "./demo-hub.js";
import { demoDevices, registerDevices } from "./devices.js";
import { type PageServer, servePage } from "./page-server.js";

let started: Awaited<ReturnType<typeof startHub>>;
let demo: DemoHub;
let page: PageServer;
beforeAll(async () => {
  started = await startHub({ hubs: ["demo"], port: 0, httpsPort: false });
  demo = new DemoHub(started);
  const client = demo.connect();
  await registerDevices(client);
  await client.close();
  const files = new Map([["/", { contentType: "text/html; charset=utf-8", body: Buffer.from("<!doctype html>") }]]);
  page = await servePage(demo, { files, port: 0 });
});
afterAll(async () => {
  await page.close();
  await started.close();
});

const toast = `<toast><visual><binding template="ToastText01"><text id="1">Hi</text></binding></visual></toast>`;
const composed: ComposedSend = { platform: "windows", payload: toast, audience: { kind: "everyone" }, test: false };

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${page.url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function send(change: Partial<ComposedSend>): Promise<Exchange> {
  const response = await post("/api/send", { ...composed, ...change });
  expect(response.status).toBe(200);
  return (await response.json()) as Exchange;
}

it("serves the page with a policy that allows only its own files", async () => {
  const response = await fetch(page.url);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  expect(response.headers.get("content-security-policy")).not.toContain("unsafe");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await response.text()).toBe("<!doctype html>");
});

it("responds 404 to every other path, and to one that climbs", async () => {
  for (const path of ["/nothing", "/../package.json", "/%2e%2e/package.json", "/_nh/snapshot", "/api/send"]) {
    expect((await fetch(`${page.url}${path}`)).status).toBe(404);
  }
});

it("tells the page about the hub, its devices by name, and what they received", async () => {
  await send({});
  const state = (await (await fetch(`${page.url}/api/state`)).json()) as PageState;
  expect(state.hub).toEqual({ name: "demo", url: `${started.url}/demo`, connectionString: started.connectionString });
  expect(state.devices.map(({ name }) => name).sort()).toEqual(demoDevices.map(({ name }) => name).sort());
  expect(state.devices.find(({ name }) => name === "Front desk")).toMatchObject({
    platform: "windows",
    installationId: "front-desk",
    userId: "lena",
    tags: ["sports", "lang:en"],
    templates: ["greeting"],
  });
  expect(state.deliveries.at(-1)).toMatchObject({ platform: "windows", body: toast, template: null });
  expect(state.exchanges[0]).toMatchObject({ title: "windows to everyone", status: 201, reached: 3 });
});

describe("a composed send", () => {
  it.each([
    [{ kind: "everyone" }, 3, "windows to everyone"],
    [{ kind: "tags", tags: ["sports", "finance"] }, 2, "windows to sports, finance"],
    [{ kind: "expression", text: "sports && !lang:de" }, 1, "windows to sports && !lang:de"],
    [{ kind: "user", id: "lena" }, 1, "windows to user lena"],
  ] as const)("reaches the audience %j", async (audience, reached, title) => {
    expect(await send({ audience })).toMatchObject({ status: 201, reached, title });
  });

  it("goes straight to one device, also to a browser", async () => {
    const { devices } = (await (await fetch(`${page.url}/api/state`)).json()) as PageState;
    for (const [platform, payload] of [
      ["windows", toast],
      ["browser", '{"title":"Hi"}'],
    ] as const) {
      const handle = devices.find((device) => device.platform === platform)?.handle ?? "";
      expect(await send({ platform, payload, audience: { kind: "device", handle } })).toMatchObject({
        status: 201,
        reached: 1,
      });
    }
  });

  it("shows the exchange with its signature masked, and the outcome of a test", async () => {
    const exchange = await send({ test: true });
    expect(exchange.request).toContain("sig=***");
    expect(exchange.response).toContain("<Success>3</Success>");
    expect(exchange.title).toBe("windows to everyone, test");
  });

  it.each([
    ["a payload that the platform refuses", { payload: "<toast>" }, "PayloadError", "NH_PAYLOAD_INVALID"],
    [
      "properties that are not an object",
      { platform: "template", payload: "[]" },
      "PayloadError",
      "NH_PAYLOAD_INVALID",
    ],
    ["nobody", { audience: { kind: "tags", tags: [] } }, "AudienceError", "NH_AUDIENCE_MISSING"],
    [
      "an expression with a syntax error",
      { audience: { kind: "expression", text: "a &&" } },
      "TagExpressionError",
      "NH_TAG_SYNTAX",
    ],
  ] as const)("says why it refuses %s", async (_title, change, name, code) => {
    const exchange = await send(change);
    expect(exchange.error).toMatchObject({ name, code });
    expect(exchange.request).toBeUndefined();
    expect(exchange.reached).toBe(0);
  });

  it("shows the service's response when the service refuses", async () => {
    const id = demo.hub.faults.add({ match: { operation: "send" }, answer: { status: 403 }, count: 1 });
    const exchange = await send({});
    demo.hub.faults.remove(id);
    expect(exchange).toMatchObject({ status: 403, error: { name: "HubResponseError", code: "NH_FORBIDDEN" } });
    expect(exchange.response).toContain("HTTP 403");
  });

  it.each([
    ["not JSON", "{"],
    ["another shape", { platform: "windows" }],
    ["an unknown platform", { ...composed, platform: "pager" }],
    ["an unknown audience", { ...composed, audience: { kind: "world" } }],
    ["tags that are not strings", { ...composed, audience: { kind: "tags", tags: [1] } }],
  ])("responds 400 to %s", async (_title, body) => {
    expect((await post("/api/send", body)).status).toBe(400);
  });
});

describe("other websites", () => {
  it("cannot send", async () => {
    const before = demo.hub.requests.list().length;
    const foreign = await post("/api/send", composed, { Origin: "https://evil.example" });
    const form = await post("/api/send", JSON.stringify(composed), { "Content-Type": "text/plain" });
    expect([foreign.status, form.status]).toEqual([403, 403]);
    expect(demo.hub.requests.list()).toHaveLength(before);
  });

  it("cannot read under a name of their own", async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { Host: "evil.example" };
      const request = httpRequest(`${page.url}/api/state`, { headers }, (response) =>
        resolve(response.resume().statusCode),
      );
      request.on("error", reject).end();
    });
    expect(status).toBe(403);
  });
});

it("passes the hub's events on as they happen, until the reader leaves", async () => {
  const abort = new AbortController();
  const response = await fetch(`${page.url}/_nh/events`, { signal: abort.signal });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await send({ audience: { kind: "tags", tags: ["sports"] } });
  let text = "";
  while (!text.includes("event: delivery")) text += (await reader?.read())?.value ?? "";
  expect(text).toContain('"platform":"windows"');
  abort.abort();
});

it("empties the inboxes", async () => {
  await send({});
  expect((await post("/api/clear", {})).status).toBe(200);
  expect(demo.hub.deliveries.list()).toEqual([]);
});
