import { once } from "node:events";
import { type IncomingHttpHeaders, type RequestListener, request } from "node:http";
import { connect, createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { createSasToken } from "@nh/auth";
import { afterEach, describe, expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { createHub } from "../create-hub.js";
import { developmentPolicy } from "../options.js";
import { createRequestListener } from "./http-exchange.js";
import { SocketGuard } from "./socket-guard.js";
import { type StartedHub, type StartHubOptions, startHub } from "./start-hub.js";

const running: StartedHub[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((hub) => hub.close()));
});

async function start(options: StartHubOptions = {}): Promise<StartedHub> {
  const started = await startHub({ port: 0, httpsPort: false, ...options });
  running.push(started);
  return started;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Sends a request as a browser would after DNS rebinding: to the hub's socket, with any headers and
 * a token that is valid for the Host it names.
 */
async function send(
  started: StartedHub,
  method: string,
  path: string,
  { body, ...headers }: Record<string, string> = {},
): Promise<Reply> {
  const { port } = new URL(started.url);
  const host = headers.host ?? `localhost:${port}`;
  const authorization = await createSasToken({
    resourceUri: `http://${host}/`,
    keyName: developmentPolicy.keyName,
    key: developmentPolicy.primaryKey,
  });
  const outgoing = request({ host: "127.0.0.1", port, method, path, headers: { authorization, ...headers, host } });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  let text = "";
  for await (const chunk of incoming) text += chunk;
  return { status: incoming.statusCode, headers: incoming.headers, body: text };
}

/**
 * One request of each kind: a read, a write and a deletion of the REST API, and the control API.
 */
const requests: readonly [method: string, path: string][] = [
  ["GET", "/hub/registrations?api-version=2020-06"],
  ["POST", "/hub/messages/?api-version=2020-06"],
  ["DELETE", "/hub/installations/phone?api-version=2020-06"],
  ["GET", "/_nh/deliveries"],
  ["POST", "/_nh/reset"],
  ["GET", "/_nh/"],
  ["GET", "/"],
];

describe("a hub on a port", () => {
  it.each<[string, (port: string) => Record<string, string>]>([
    ["a Host that was made to point to this machine", () => ({ host: "rebound.example:7447" })],
    ["a Host of the service", () => ({ host: "contoso.servicebus.windows.net" })],
    ["a Host below localhost", () => ({ host: "hub.localhost" })],
    ["an Origin elsewhere", () => ({ origin: "https://evil.example" })],
    ["an opaque Origin", () => ({ origin: "null" })],
    ["the Origin of another port of localhost", () => ({ origin: "http://localhost:3000" })],
    ["the Origin of another scheme", (port) => ({ origin: `https://localhost:${port}` })],
    ["the Origin of another loopback name", (port) => ({ origin: `http://127.0.0.1:${port}` })],
    ["Sec-Fetch-Site: cross-site", () => ({ "sec-fetch-site": "cross-site" })],
    ["Sec-Fetch-Site: same-site", () => ({ "sec-fetch-site": "same-site" })],
    [
      "a navigation inside a frame",
      () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }),
    ],
  ])("refuses %s at every path", async (_what, headersFor) => {
    const started = await start();
    const headers = headersFor(new URL(started.url).port);
    for (const [method, path] of requests) {
      const reply = await send(started, method, path, headers);
      expect([method, path, reply.status]).toEqual([method, path, 403]);
      expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
    }
    expect(started.hub.requests.list()).toEqual([]);
  });

  it("names the host or origin and the option that allows it", async () => {
    const started = await start();
    const rest = await send(started, "GET", "/hub/registrations", { host: "rebound.example" });
    expect(rest.headers["content-type"]).toBe("application/xml; charset=utf-8");
    expect(rest.body).toContain(
      'The hub does not serve the host "rebound.example". Use localhost or an IP address, or allow the name with allowHosts (--allow-host).',
    );
    const control = await send(started, "GET", "/_nh/health", { origin: "https://evil.example" });
    expect(JSON.parse(control.body)).toEqual({
      error:
        'The hub does not serve pages of the origin "https://evil.example". Allow it with allowOrigins (--allow-origin).',
    });
  });

  it.each<[string, (port: string) => Record<string, string>]>([
    ["programs", () => ({})],
    ["programs that use an IP address", (port) => ({ host: `127.0.0.1:${port}` })],
    ["programs that use an IPv6 address", (port) => ({ host: `[::1]:${port}` })],
    ["its own page", (port) => ({ origin: `http://localhost:${port}`, "sec-fetch-site": "same-origin" })],
    ["a person who enters its address", () => ({ "sec-fetch-site": "none", "sec-fetch-mode": "navigate" })],
  ])("serves %s", async (_who, headersFor) => {
    const started = await start();
    const headers = headersFor(new URL(started.url).port);
    expect((await send(started, "GET", "/hub/registrations?api-version=2020-06", headers)).status).toBe(200);
    expect((await send(started, "GET", "/_nh/health", headers)).status).toBe(200);
  });

  it("lets a link of another site open its page, and nothing else", async () => {
    const started = await start();
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    // A hub without a page has nothing to show there.
    for (const path of ["/_nh", "/_nh/"]) expect((await send(started, "GET", path, link)).status).toBe(404);
    // Without a page, the bare address is the list of hubs. It needs a token, which no link can
    // send.
    expect((await send(started, "GET", "/", link)).status).toBe(200);
    expect((await send(started, "GET", "/", { ...link, authorization: "" })).status).toBe(401);
    expect((await send(started, "POST", "/_nh/", link)).status).toBe(403);
    expect((await send(started, "GET", "/_nh/snapshot", link)).status).toBe(403);
    expect((await send(started, "GET", "/hub/registrations?api-version=2020-06", link)).status).toBe(403);
  });

  it("serves a host name that allowHosts lists, in any letter case and at any port", async () => {
    const started = await start({ allowHosts: ["Hub"] });
    for (const host of ["hub", "HUB:7447"]) {
      expect((await send(started, "GET", "/hub/registrations?api-version=2020-06", { host })).status).toBe(200);
      expect((await send(started, "GET", "/_nh/health", { host })).status).toBe(200);
    }
    expect((await send(started, "GET", "/_nh/health", { host: "hub.example" })).status).toBe(403);
  });

  it("lets pages of an allowed origin use it and read its responses", async () => {
    const origin = "http://localhost:5173";
    const started = await start({ allowOrigins: [origin] });
    const page = { origin, "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" };
    const preflight = await send(started, "OPTIONS", "/hub/messages/?api-version=2020-06", {
      ...page,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,servicebusnotification-format",
    });
    expect(preflight).toMatchObject({
      status: 204,
      body: "",
      headers: {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
        "access-control-allow-headers": "authorization,servicebusnotification-format",
        vary: "Origin",
      },
    });
    const sent = await send(started, "POST", "/hub/messages/?api-version=2020-06", {
      ...page,
      "content-type": "application/json",
      "ServiceBusNotification-Format": "gcm",
      body: "{}",
    });
    expect(sent.status).toBe(201);
    expect(sent.headers["access-control-allow-origin"]).toBe(origin);
    expect(sent.headers["access-control-expose-headers"]).toContain("Location");
    const health = await send(started, "GET", "/_nh/health", page);
    expect([health.status, health.headers["access-control-allow-origin"]]).toEqual([200, origin]);
    expect((await send(started, "GET", "/_nh/health", { origin: "http://localhost:5174" })).status).toBe(403);
    expect(started.hub.requests.list().map(({ method }) => method)).toEqual(["POST"]);
  });

  it.each<[StartHubOptions, string, string]>([
    [
      { allowHosts: ["hub:7447"] },
      "allowHosts",
      'allowHosts must be a list of host names without ports, such as ["hub"].',
    ],
    [{ allowHosts: ["*"] }, "allowHosts", 'allowHosts must be a list of host names without ports, such as ["hub"].'],
    [
      { allowHosts: "hub" as never },
      "allowHosts",
      'allowHosts must be a list of host names without ports, such as ["hub"].',
    ],
    [
      { allowOrigins: ["*"] },
      "allowOrigins",
      'allowOrigins must be a list of origins, such as ["http://localhost:5173"].',
    ],
    [
      { allowOrigins: ["null"] },
      "allowOrigins",
      'allowOrigins must be a list of origins, such as ["http://localhost:5173"].',
    ],
    [
      { allowOrigins: ["http://localhost:5173/"] },
      "allowOrigins",
      'allowOrigins must be a list of origins, such as ["http://localhost:5173"].',
    ],
  ])("refuses the options %j", async (options, argument, message) => {
    await expect(start(options)).rejects.toThrow(new ArgumentError(argument, message));
  });
});

it.each([
  ["contoso.servicebus.windows.net", 200],
  ["contoso.notificationhub.windows.net", 200],
  ["contoso.servicebus.chinacloudapi.cn", 200],
  ["contoso.servicebus.usgovcloudapi.net", 200],
  ["contoso.servicebus.windows.net.example", 403],
  ["contoso.example", 403],
])("a call in memory may name the service's own host: %s is %i", async (host, status) => {
  expect((await createHub().fetch(`https://${host}/_nh/health`)).status).toBe(status);
});

it.each([
  ["rebound.example", undefined, 403],
  ["rebound.example", "localhost", 403],
  ["localhost", undefined, 200],
])("over HTTP/2 the authority %s counts, not the Host %s", async (authority, host, status) => {
  const listener = createRequestListener(
    {
      handler: async () => new Response(),
      direct: async () => ({ status: 200, headers: {}, body: "", broken: undefined }),
      guard: new SocketGuard({}),
    },
    "localhost",
  );
  const server = createHttp2Server({}, listener as RequestListener as never);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const stream = client.request({
      ":path": "/hub/registrations",
      ":authority": authority,
      ...(host === undefined ? {} : { host }),
    });
    const [headers] = await once(stream, "response");
    expect(headers[":status"]).toBe(status);
    stream.resume();
    await once(stream, "close");
  } finally {
    client.close();
    server.close();
  }
});
