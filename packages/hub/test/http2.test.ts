import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import {
  type ClientHttp2Session,
  connect,
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { createSasToken } from "@nh/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type StartedHub, startHub } from "../src/lib/node/start-hub.js";
import { developmentPolicy } from "../src/lib/options.js";

let folder: string;
let started: StartedHub;
let certificate: string;
let client: ClientHttp2Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nh-http2-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function start(options: Parameters<typeof startHub>[0] = {}): Promise<void> {
  started = await startHub({ port: 0, certificateDir: folder, ...options });
  certificate = readFileSync(started.certificatePath ?? "", "utf8");
  client = connectHttp2();
}

/** A client that offers HTTP/2 alone, as Azure's Java SDK does. */
function connectHttp2(): ClientHttp2Session {
  const session = connect(started.httpsUrl ?? "", { ca: certificate, ALPNProtocols: ["h2"] });
  session.on("error", () => {});
  return session;
}

afterEach(async () => {
  client.destroy();
  await started.close();
});

interface Reply {
  readonly headers: IncomingHttpHeaders & { readonly ":status"?: number | undefined };
  readonly body: string;
  /** The code of the reset, or 0. */
  readonly code: number;
}

async function token(): Promise<string> {
  const { keyName, primaryKey: key } = developmentPolicy;
  return createSasToken({ resourceUri: `${started.httpsUrl}/`, keyName, key });
}

async function ask(headers: OutgoingHttpHeaders, body?: string | Buffer, session = client): Promise<Reply> {
  const stream = session.request({ authorization: await token(), ...headers }, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  return new Promise((resolve) => {
    let received: Reply["headers"] = {};
    const chunks: Buffer[] = [];
    stream.on("response", (fields) => {
      received = fields;
    });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("error", () => {});
    stream.on("close", () =>
      resolve({ headers: received, body: Buffer.concat(chunks).toString(), code: stream.rstCode ?? 0 }),
    );
  });
}

const put = (id: string, pushChannel = "AA11BB22") =>
  ask(
    { ":method": "PUT", ":path": `/hub/installations/${id}?api-version=2020-06`, "content-type": "application/json" },
    JSON.stringify({ installationId: id, platform: "apns", pushChannel }),
  );
const send = (body = '{"aps":{"alert":"x"}}') =>
  ask(
    {
      ":method": "POST",
      ":path": "/hub/messages/?api-version=2020-06",
      "content-type": "application/json",
      "servicebusnotification-format": "apple",
    },
    body,
  );

describe("a client that speaks only HTTP/2", () => {
  it("puts, reads, sends, lists and deletes", async () => {
    await start();
    expect((await put("phone")).headers).toMatchObject({ ":status": 200, "content-length": "0", server: "Kestrel" });
    const read = await ask({ ":path": "/hub/installations/phone?api-version=2020-06" });
    expect(JSON.parse(read.body)).toMatchObject({ installationId: "phone", pushChannel: "AA11BB22" });
    const sent = await send();
    expect(sent.headers).toMatchObject({ ":status": 201, "x-powered-by": "Azure Notification Hubs" });
    expect(sent.headers.location).toMatch(/^https:\/\/localhost:\d+\/hub\/messages\/NH-/);
    expect(started.hub.deliveries.list()).toMatchObject([{ installationId: "phone", body: '{"aps":{"alert":"x"}}' }]);
    const list = await ask({ ":path": "/hub/registrations?api-version=2020-06" });
    expect(list.body).toContain("<DeviceToken>AA11BB22</DeviceToken>");
    const deleted = await ask({ ":method": "DELETE", ":path": "/hub/installations/phone?api-version=2020-06" });
    expect(deleted.headers[":status"]).toBe(204);
    const [logged] = started.hub.requests.list();
    expect(Object.keys(logged?.requestHeaders ?? {}).some((name) => name.startsWith(":"))).toBe(false);
  });

  it("has many requests under way on one connection", async () => {
    await start();
    await put("phone");
    const replies = await Promise.all(Array.from({ length: 200 }, () => send()));
    expect(replies.every(({ headers }) => headers[":status"] === 201)).toBe(true);
    expect(started.hub.deliveries.list({ limit: 500 })).toHaveLength(200);
  });

  it("gets refusals in the service's own words", async () => {
    await start();
    const without = await ask({ ":path": "/hub/registrations?api-version=2020-06", authorization: "" });
    expect([without.headers[":status"], without.body]).toEqual([401, expect.stringContaining("MissingToken")]);
    const unknown = await ask({ ":path": "/hub/registrations?api-version=1999-01" });
    expect(unknown.headers[":status"]).toBe(400);
    const method = await ask({ ":method": "TRACE", ":path": "/hub/registrations?api-version=2020-06" });
    expect(method.headers[":status"]).toBe(405);
  });

  it.each([
    ["declared", true],
    ["not declared", false],
  ])("may send 64 KB, and gets 413 beyond that: %s", async (_title, declared) => {
    await start();
    const body = Buffer.from(`{"aps":{"alert":"${"x".repeat(70_000)}"}}`);
    const reply = await ask(
      {
        ":method": "POST",
        ":path": "/hub/messages/?api-version=2020-06",
        "servicebusnotification-format": "apple",
        ...(declared ? { "content-length": body.length } : {}),
      },
      body,
    );
    expect(reply.headers[":status"]).toBe(413);
    expect((await send()).headers[":status"]).toBe(201);
  });

  it("may send 16 KB of headers, and loses a request with more", async () => {
    await start();
    const path = "/hub/registrations?api-version=2020-06";
    expect((await ask({ ":path": path, "x-long": "x".repeat(14_000) })).headers[":status"]).toBe(200);
    const refused = await ask({ ":path": path, "x-long": "x".repeat(40_000) });
    expect(refused.headers[":status"]).not.toBe(200);
    expect(started.hub.requests.list()).toHaveLength(1);
  });

  it("is not carried out when it breaks off in the middle of its body", async () => {
    await start();
    const stream = client.request({
      ":method": "PUT",
      ":path": "/hub/installations/half?api-version=2020-06",
      authorization: await token(),
    });
    stream.on("error", () => {});
    const text = '{"installationId":"half","platform":"apns","pushChannel":"AA"}';
    await new Promise<void>((resolve) => stream.write(text, () => resolve()));
    await new Promise<void>((resolve) => {
      stream.once("close", resolve);
      stream.close(constants.NGHTTP2_CANCEL);
    });
    expect((await put("whole")).headers[":status"]).toBe(200);
    expect(started.hub.devices.list().map(({ installationId }) => installationId)).toEqual(["whole"]);
  });

  it("meets a reset on its own stream alone, before or after the request was carried out", async () => {
    await start();
    for (const after of ["body", "processing"] as const) {
      started.hub.deliveries.clear();
      await put("phone");
      started.hub.faults.add({ match: { operation: "send" }, answer: { reset: true, after }, count: 1 });
      const [broken, other] = await Promise.all([send(), ask({ ":path": "/hub/registrations?api-version=2020-06" })]);
      expect(broken.headers[":status"]).toBeUndefined();
      expect(broken.code).toBe(constants.NGHTTP2_INTERNAL_ERROR);
      expect(other.headers[":status"]).toBe(200);
      expect(started.hub.deliveries.list()).toHaveLength(after === "processing" ? 1 : 0);
    }
  });

  it("meets a body that is cut off, behind its headers and a part of it", async () => {
    await start();
    await put("phone");
    started.hub.faults.add({ match: { operation: "listRegistrations" }, answer: { truncate: true }, count: 1 });
    const path = "/hub/registrations?api-version=2020-06";
    const broken = await ask({ ":path": path });
    const whole = await ask({ ":path": path });
    expect(broken.headers[":status"]).toBe(200);
    expect(Number(broken.headers["content-length"])).toBe(whole.body.length);
    expect(broken.code).toBe(constants.NGHTTP2_INTERNAL_ERROR);
    expect(broken.body.length).toBeGreaterThan(0);
    expect(whole.body.startsWith(broken.body)).toBe(true);
    expect(broken.body.length).toBeLessThan(whole.body.length);
  });

  it("gets a fault's headers, without those that HTTP/2 has not", async () => {
    await start();
    const headers = { Connection: "close", "Keep-Alive": "timeout=1", "X-Own": "1" };
    started.hub.faults.add({ answer: { status: 503, headers, retryAfterSeconds: 2 }, count: 1 });
    const reply = await send();
    expect(reply.headers).toMatchObject({ ":status": 503, "retry-after": "2", "x-own": "1" });
    expect(reply.headers).not.toHaveProperty("connection");
  });

  it("listens to events while it sends, and the stream ends when the hub closes", async () => {
    await start();
    await put("phone");
    const stream = client.request({ ":path": "/_nh/events" });
    let text = "";
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    await new Promise((resolve) => stream.once("response", resolve));
    await send();
    while (!text.includes("event: delivery")) await new Promise((resolve) => setTimeout(resolve, 5));
    const ended = new Promise((resolve) => stream.once("close", resolve));
    await started.close();
    await ended;
    expect(text).toContain('"installationId":"phone"');
  });

  it("ends a response that a fault delays when the hub closes, and takes no new request", async () => {
    await start();
    started.hub.faults.add({ answer: { delayMs: 3_600_000 }, count: 2 });
    const late = ask({ ":path": "/hub/registrations?api-version=2020-06" });
    while (started.hub.faults.list()[0]?.hits !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = started.close();
    expect((await late).headers[":status"]).toBe(503);
    await closed;
    expect(client.closed || client.destroyed).toBe(true);
    const again = connectHttp2();
    await new Promise((resolve) => again.once("close", resolve));
    expect(again.destroyed).toBe(true);
  });

  it("does not hold up the end of the hub with a request that never ends", async () => {
    await start();
    const stream = client.request({
      authorization: await token(),
      ":method": "POST",
      ":path": "/hub/messages/?api-version=2020-06",
    });
    const closed = new Promise((resolve) => stream.once("close", resolve));
    const responded = vi.fn();
    stream.on("response", responded).on("error", () => {});
    stream.write("{");
    // The server has the beginning of the request when it responds to a ping after it.
    await new Promise((resolve) => client.ping(resolve));
    await started.close();
    await closed;
    expect(responded).not.toHaveBeenCalled();
  });

  it.each<[string, OutgoingHttpHeaders, number]>([
    ["the page of another site", { origin: "https://evil.example" }, 403],
    ["another port of localhost", { origin: "http://localhost:1" }, 403],
    ["a request of another site", { "sec-fetch-site": "cross-site" }, 403],
    ["a name that was made to point here", { ":authority": "evil.example" }, 403],
    [
      "a local name in a Host header beside a foreign authority",
      { ":authority": "evil.example", host: "localhost" },
      403,
    ],
    ["an authority that is not a host", { ":authority": "a@b" }, 400],
  ])("is guarded as over HTTP/1.1: %s", async (_title, headers, status) => {
    await start();
    for (const path of ["/_nh/health", "/hub/registrations?api-version=2020-06"]) {
      expect((await ask({ ":path": path, ...headers })).headers[":status"]).toBe(status);
    }
  });

  it("may be a page of an allowed origin, which may read the response", async () => {
    await start({ allowOrigins: ["http://localhost:5173"], allowHosts: ["hub"] });
    const origin = "http://localhost:5173";
    const reply = await ask({ ":path": "/_nh/health", origin });
    expect(reply.headers).toMatchObject({ ":status": 200, "access-control-allow-origin": origin });
    const preflight = await ask({
      ":method": "OPTIONS",
      ":path": "/hub/messages/",
      origin,
      "access-control-request-method": "POST",
    });
    expect(preflight.headers).toMatchObject({ ":status": 204, "access-control-allow-origin": origin });
    expect((await ask({ ":path": "/_nh/health", ":authority": "hub:7448" })).headers[":status"]).toBe(200);
  });

  it("loses its connection when it breaks the protocol, and no other client notices", async () => {
    await start();
    const { hostname, port } = new URL(started.httpsUrl ?? "");
    const socket = connectTls({ host: hostname, port: Number(port), ca: certificate, ALPNProtocols: ["h2"] });
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    socket.resume();
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await put("phone")).headers[":status"]).toBe(200);
  });
});

describe("a client that speaks HTTP/1.1 on the same port", () => {
  const http1 = async (path: string, headers: Record<string, string> = {}) => {
    const authorization = await token();
    return new Promise<{ status: number | undefined; version: string; keepAlive: string }>((resolve, reject) => {
      const request = httpsRequest(
        `${started.httpsUrl}${path}`,
        { ca: certificate, servername: "localhost", headers: { authorization, ...headers } },
        (response) => {
          response.resume();
          const { statusCode: status, httpVersion: version } = response;
          response.on("end", () => resolve({ status, version, keepAlive: String(response.headers["keep-alive"]) }));
        },
      );
      request.on("error", reject);
      request.end();
    });
  };

  it("is served as before, with the time for which an idle connection is kept", async () => {
    await start();
    expect(await http1("/hub/registrations?api-version=2020-06", { connection: "keep-alive" })).toEqual({
      status: 200,
      version: "1.1",
      keepAlive: "timeout=5",
    });
    expect(await http1("/_nh/health", { host: "evil.example" })).toMatchObject({ status: 403 });
    expect(await http1("/_nh/health", { origin: "https://evil.example" })).toMatchObject({ status: 403 });
  });

  it("needs a Host header", async () => {
    await start();
    const { hostname, port } = new URL(started.httpsUrl ?? "");
    const socket = connectTls({ host: hostname, port: Number(port), ca: certificate, ALPNProtocols: ["http/1.1"] });
    socket.write("GET /_nh/health HTTP/1.1\r\n\r\n");
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    await new Promise((resolve) => socket.once("close", resolve));
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
  });
});
