import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import tls from "node:tls";
import { type StartedHub, startHub } from "@nh/hub/node";
import { apple } from "@nh/payloads";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { respond, startScriptedServer } from "../../../../test/scripted-server.js";
import { everyone } from "../../audience/tag-audience.js";
import { NotificationHubClient } from "../../client.js";
import { createDefaultFetch, nodeFetch } from "./node-fetch.js";

const notification = apple({ alert: "Hello" });
const production = (): string => started.hub.connectionStringFor("https://contoso.servicebus.windows.net/");
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

let started: StartedHub;
beforeAll(async () => {
  started = await startHub({ allowHosts: ["contoso.servicebus.windows.net"], port: 0, httpsPort: 0 });
});
afterAll(() => started.close());
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  started.hub.reset();
});

describe("over TLS", () => {
  it("sends nothing to a server whose certificate is not trusted, and says so", async () => {
    const client = new NotificationHubClient(started.tlsConnectionString ?? "", "hub");
    const error = await failure(client.send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: false });
    expect(String(error)).toContain("The request was not sent.");
    expect(started.hub.requests.list()).toHaveLength(0);
    await client.close();
  });

  it("sends through an agent of the caller's, and leaves closing it to the caller", async () => {
    const agent = new https.Agent({ keepAlive: true, ca: readFileSync(started.certificatePath ?? "") });
    const client = new NotificationHubClient(started.tlsConnectionString ?? "", "hub", { agent });
    expect((await client.send(notification, everyone())).state).toBe("enqueued");
    await client.close();
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
    agent.destroy();
  });

  it("lends its transport to a fetch of the caller's", async () => {
    const agent = new https.Agent({ keepAlive: true, ca: readFileSync(started.certificatePath ?? "") });
    const send = nodeFetch({ agent });
    const paths: string[] = [];
    const client = new NotificationHubClient(started.tlsConnectionString ?? "", "hub", {
      fetch: (url, init) => {
        paths.push(new URL(url).pathname);
        return send(url, init);
      },
    });
    expect((await client.send(notification, everyone())).state).toBe("enqueued");
    await client.close();
    expect(paths).toEqual(["/hub/messages/"]);
    await send.close();
    agent.destroy();
  });

  it("knows that nothing was sent when the name server never responds, with an agent too", async () => {
    const silent = (_name: string, _options: object, _callback: unknown): void => undefined;
    for (const agent of [new https.Agent({ lookup: silent }), new https.Agent({ lookup: silent, keepAlive: true })]) {
      const client = new NotificationHubClient(production(), "hub", { agent, timeoutMs: 40 });
      expect(await failure(client.send(notification, everyone()))).toMatchObject({
        code: "NH_TIMEOUT",
        mayHaveBeenSent: false,
      });
      agent.destroy();
    }
  });

  it("does not call a request unsent that broke on a connection whose certificate nobody checked", async () => {
    started.hub.faults.add({ match: { operation: "send" }, answer: { reset: true, after: "processing" }, count: 1 });
    const agent = new https.Agent({ rejectUnauthorized: false });
    const client = new NotificationHubClient(started.tlsConnectionString ?? "", "hub", { agent });
    expect(await failure(client.send(notification, everyone()))).toMatchObject({
      code: "NH_CONNECTION",
      mayHaveBeenSent: true,
    });
    agent.destroy();
  });

  it("knows that nothing was sent when the connection breaks during the handshake", async () => {
    const server = createServer((socket) => void socket.resetAndDestroy()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const connection = `Endpoint=sb://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0`;
    const error = await failure(new NotificationHubClient(connection, "hub").send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: false });
    server.close();
  });

  it("knows that nothing was sent when the handshake takes too long", async () => {
    const server = createServer((socket) => void socket.on("error", () => undefined)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const connection = `Endpoint=sb://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0`;
    const client = new NotificationHubClient(connection, "hub", { timeoutMs: 40 });
    expect(await failure(client.send(notification, everyone()))).toMatchObject({
      code: "NH_TIMEOUT",
      mayHaveBeenSent: false,
    });
    server.close();
  });
});

describe("through a proxy", () => {
  /** A proxy that leads every tunnel to the local hub. */
  async function startProxy(
    onConnect: (request: http.IncomingMessage, socket: import("node:stream").Duplex) => void,
  ): Promise<{ server: Server; url: string }> {
    const server = http.createServer().on("connect", onConnect).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    return { server, url: `http://user:p%40ss@127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it("tunnels to the service and speaks TLS with the service, not with the proxy", async () => {
    const seen: (string | undefined)[] = [];
    const { server, url } = await startProxy((request, socket) => {
      seen.push(request.url, request.headers["proxy-authorization"]);
      const target = connect(Number(new URL(started.httpsUrl ?? "").port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        target.pipe(socket).pipe(target);
      });
      socket.on("error", () => target.destroy());
    });
    vi.stubEnv("HTTPS_PROXY", url);
    // The local certificate is for localhost; which name the client asks for is looked at instead.
    const open = tls.connect as (options: tls.ConnectionOptions) => tls.TLSSocket;
    const spy = vi
      .spyOn(tls, "connect")
      .mockImplementation(((options: tls.ConnectionOptions) =>
        open({ ...options, rejectUnauthorized: false })) as typeof tls.connect);
    const client = new NotificationHubClient(production(), "hub");
    expect((await client.send(notification, everyone())).state).toBe("enqueued");
    expect((await client.send(notification, everyone())).state).toBe("enqueued");
    expect(seen).toEqual([
      "contoso.servicebus.windows.net:443",
      `Basic ${Buffer.from("user:p@ss").toString("base64")}`,
    ]);
    const [options] = spy.mock.calls[0] as unknown as [tls.ConnectionOptions];
    expect(options.servername).toBe("contoso.servicebus.windows.net");
    await client.close();
    server.close();
  });

  it("says what the proxy responded, without its password, and that nothing was sent", async () => {
    const { server, url } = await startProxy((_request, socket) => {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    });
    vi.stubEnv("HTTPS_PROXY", url);
    const client = new NotificationHubClient(production(), "hub");
    const error = await failure(client.send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: false });
    expect(String(error)).toMatch(/The proxy 127\.0\.0\.1:\d+ refused the connection with 407/);
    expect(String(error)).not.toContain("p@ss");
    server.close();
  });

  it("says that the proxy cannot be reached", async () => {
    const { server, url } = await startProxy(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    vi.stubEnv("HTTPS_PROXY", url);
    const error = await failure(new NotificationHubClient(production(), "hub").send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: false });
    expect(String(error)).toMatch(/ECONNREFUSED/);
  });

  it("knows that nothing was sent when the proxy does not respond, and keeps no process alive for it", async () => {
    const sockets: import("node:stream").Duplex[] = [];
    const { server, url } = await startProxy((_request, socket) => void sockets.push(socket));
    vi.stubEnv("HTTPS_PROXY", url);
    const spy = vi.spyOn(http, "request");
    const client = new NotificationHubClient(production(), "hub", { timeoutMs: 1_500 });
    expect(await failure(client.send(notification, everyone()))).toMatchObject({
      code: "NH_TIMEOUT",
      mayHaveBeenSent: false,
    });
    expect(spy).toHaveBeenCalledOnce();
    const connect = spy.mock.results[0]?.value as http.ClientRequest;
    expect((connect.socket as import("node:net").Socket & { _handle: { hasRef(): boolean } })._handle.hasRef()).toBe(
      false,
    );
    connect.on("error", () => undefined).destroy();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it("names the variable that is not an address, at once, and knows that nothing was sent", async () => {
    vi.stubEnv("HTTPS_PROXY", "ftp://user:p%40ss@proxy");
    const error = await failure(new NotificationHubClient(production(), "hub").installations.get("phone"));
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: false });
    expect(String(error)).toContain("HTTPS_PROXY must be the address of a proxy");
    expect(String(error)).not.toContain("p%40ss");
  });

  it("does not use it where NO_PROXY names the service", async () => {
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:1");
    vi.stubEnv("NO_PROXY", ".windows.net");
    const spy = vi.spyOn(http, "request");
    const client = new NotificationHubClient(
      "Endpoint=sb://none.invalid.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b",
      "hub",
    );
    await failure(client.send(notification, everyone(), { timeoutMs: 2000 }));
    expect(spy).not.toHaveBeenCalled();
  });
});

describe("createDefaultFetch", () => {
  it("looks request up at each call, where tools that intercept put theirs", async () => {
    const server = await startScriptedServer(respond(200, {}, "ok"));
    const fetch = createDefaultFetch({});
    const spy = vi.spyOn(http, "request");
    const response = await fetch(`${server.origin}/x`, { method: "GET", headers: {}, redirect: "manual" });
    expect(spy).toHaveBeenCalledOnce();
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("ok");
    await fetch.close();
    await server.close();
  });

  it("gives headers by name in any case, and all of them in order", async () => {
    const server = await startScriptedServer(respond(200, { "X-One": "1", "x-two": "2" }));
    const fetch = createDefaultFetch({});
    const { headers } = await fetch(`${server.origin}/`, { method: "GET", headers: {}, redirect: "manual" });
    expect(headers.get("x-ONE")).toBe("1");
    expect(headers.get("x-three")).toBeNull();
    expect([...(headers as unknown as Iterable<[string, string]>)]).toEqual([
      ["Content-Length", "0"],
      ["X-One", "1"],
      ["x-two", "2"],
    ]);
    await fetch.close();
    await server.close();
  });

  it("counts a header that Node refuses as never sent", async () => {
    const fetch = createDefaultFetch({});
    const headers = { "X-Bad": "a\nb" };
    const error = await failure(fetch("http://127.0.0.1:1/", { method: "GET", headers, redirect: "manual" }));
    expect(error).toMatchObject({ code: "ERR_INVALID_CHAR" });
    expect(Object.getOwnPropertySymbols(error)).toContain(Symbol.for("@nh/client/never-sent"));
  });

  it("keeps an idle connection for as long as the server says", async () => {
    const server = await startScriptedServer(respond(200, { "Keep-Alive": "timeout=120, max=5" }));
    const sockets: import("node:net").Socket[] = [];
    const create = http.Agent.prototype.createConnection;
    vi.spyOn(http.Agent.prototype, "createConnection").mockImplementation(function (this: http.Agent, ...input) {
      const socket = create.apply(this, input) as import("node:net").Socket;
      sockets.push(socket);
      return socket;
    });
    const fetch = createDefaultFetch({});
    await fetch(`${server.origin}/`, { method: "GET", headers: {}, redirect: "manual" });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sockets.map((socket) => socket.timeout)).toEqual([60_000]);
    await fetch.close();
    await server.close();
  });

  it("does not touch the reason of an abort, which may be frozen", async () => {
    const server = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const fetch = createDefaultFetch({});
    const controller = new AbortController();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const init = { method: "GET", headers: {}, redirect: "manual", signal: controller.signal } as const;
    const promise = failure(fetch(url, init));
    const reason = Object.freeze(new Error("enough"));
    controller.abort(reason);
    expect(await promise).toBe(reason);
    expect(Object.getOwnPropertySymbols(reason)).toEqual([]);
    await fetch.close();
    server.close();
  });

  it("may be closed twice at once, and waits for the same requests both times", async () => {
    const responses: (() => void)[] = [];
    const server = await startScriptedServer((socket, request) => {
      responses.push(() => respond(200)(socket, request));
    });
    const fetch = createDefaultFetch({});
    const promise = fetch(`${server.origin}/`, { method: "GET", headers: {}, redirect: "manual" });
    while (responses.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const order: string[] = [];
    const closing = [fetch.close(), fetch.close()].map((closed) => closed.then(() => order.push("closed")));
    await new Promise((resolve) => setImmediate(resolve));
    order.push("answered");
    responses[0]?.();
    await promise;
    await Promise.all(closing);
    expect(order).toEqual(["answered", "closed", "closed"]);
    await server.close();
  });

  it("is closed without waiting for requests that began later", async () => {
    const responses: (() => void)[] = [];
    const server = await startScriptedServer((socket, request) => {
      responses.push(() => respond(200)(socket, request));
    });
    const until = async (count: number): Promise<void> => {
      while (responses.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const fetch = createDefaultFetch({});
    const init = { method: "GET", headers: {}, redirect: "manual" } as const;
    const earlier = fetch(`${server.origin}/`, init);
    await until(1);
    const closing = fetch.close();
    const later = fetch(`${server.origin}/`, init);
    await until(2);
    responses[0]?.();
    await earlier;
    await closing;
    responses[1]?.();
    expect((await later).status).toBe(200);
    await fetch.close();
    await server.close();
  });

  it("knows that a request was not sent that was waiting for a free connection", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const server = await startScriptedServer(() => undefined);
    const client = new NotificationHubClient(server.connectionString, "hub", { agent });
    const first = failure(client.send(notification, everyone()));
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = await failure(client.send(notification, everyone(), { timeoutMs: 50 }));
    expect(second).toMatchObject({ code: "NH_TIMEOUT", mayHaveBeenSent: false });
    await server.close();
    expect(await first).toMatchObject({ code: "NH_CONNECTION", mayHaveBeenSent: true });
    expect(server.requests).toHaveLength(1);
    agent.destroy();
  });
});
