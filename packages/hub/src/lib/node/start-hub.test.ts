import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSasToken } from "@nh/auth";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { openSqliteStore } from "./sqlite-store.js";
import { type StartedHub, type StartHubOptions, startHub } from "./start-hub.js";

let folder: string;
const running: { close(): Promise<void> | void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nh-start-"));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((hub) => hub.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: StartHubOptions = {}): Promise<StartedHub> {
  const hub = await startHub({ port: 0, httpsPort: 0, certificateDir: folder, ...options });
  running.push(hub);
  return hub;
}

/** Takes a port on the loopback interface and returns its number. */
async function occupy(port = 0, host = "127.0.0.1"): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ port, host }, resolve));
  running.push({ close: () => void server.close() });
  return (server.address() as { port: number }).port;
}

/** Takes a port whose next one is free. */
async function occupyBelowFreePort(): Promise<number> {
  for (;;) {
    const port = await occupy();
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port + 1, "127.0.0.1", () => resolve(true));
    });
    probe.close();
    if (isFree) return port;
  }
}

function portOf(url: string | undefined): number {
  return Number(new URL(url ?? "").port);
}

/** The status of `GET path` at one address under the name localhost. */
function askAddress(url: string, address: string, path: string, ca?: Buffer | string): Promise<number | undefined> {
  const send = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port: portOf(url),
      path,
      servername: "localhost",
      headers: { host: "localhost" },
      ...(ca ? { ca } : {}),
    };
    send(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("startHub", () => {
  it("serves HTTP and HTTPS on both loopback addresses", async () => {
    const { url, httpsUrl = "", certificatePath = "" } = await start();
    const ca = readFileSync(certificatePath);
    for (const address of ["127.0.0.1", "::1"]) {
      expect(await askAddress(url, address, "/_nh/health")).toBe(200);
      expect(await askAddress(httpsUrl, address, "/_nh/health", ca)).toBe(200);
    }
  });

  it("has one connection string for plain HTTP and one of exactly three parts for TLS", async () => {
    const key = "bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==";
    const { url, httpsUrl, connectionString, tlsConnectionString, hubName } = await start();
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(httpsUrl).toMatch(/^https:\/\/localhost:\d+$/);
    const name = "SharedAccessKeyName=DefaultFullSharedAccessSignature";
    expect(connectionString).toBe(
      `Endpoint=sb://localhost:${portOf(url)}/;${name};SharedAccessKey=${key};UseDevelopmentEmulator=true`,
    );
    expect(tlsConnectionString).toBe(`Endpoint=sb://localhost:${portOf(httpsUrl)}/;${name};SharedAccessKey=${key}`);
    expect(hubName).toBe("hub");
  });

  it("uses a policy with all rights in the connection strings", async () => {
    const { tlsConnectionString, connectionString, hubName } = await start({
      hubs: ["orders", "news"],
      policies: [
        { keyName: "App", rights: ["Listen"], primaryKey: "bGlzdGVu" },
        { keyName: "Full", rights: ["Listen", "Send", "Manage"], primaryKey: "ZnVsbA==" },
      ],
    });
    expect(tlsConnectionString).toContain(";SharedAccessKeyName=Full;SharedAccessKey=ZnVsbA==");
    expect(connectionString).toContain(";SharedAccessKeyName=Full;");
    expect(hubName).toBe("orders");
  });

  it("has no HTTPS and makes no certificate when httpsPort is false", async () => {
    const hub = await start({ httpsPort: false });
    expect([hub.httpsUrl, hub.tlsConnectionString, hub.certificatePath]).toEqual([undefined, undefined, undefined]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("names the port that is in use and what to do, and opens nothing", async () => {
    const taken = await occupy();
    await expect(start({ httpsPort: taken })).rejects.toMatchObject({
      name: "HubStartError",
      code: "NH_PORT_IN_USE",
      port: taken,
      cause: { code: "EADDRINUSE" },
      message: expect.stringMatching(/in use \(EADDRINUSE\).*httpsPort: 0 takes any free port/),
    });
  });

  it("takes the next free port with portFallback, and says so", async () => {
    const taken = await occupy();
    const { url, warnings } = await start({ port: taken, portFallback: true });
    expect(portOf(url)).toBeGreaterThan(taken);
    expect(warnings).toEqual([`Port ${taken} is in use. The hub took ${portOf(url)} instead.`]);
  });

  it("does not fall back to the port meant for HTTPS", async () => {
    const taken = await occupyBelowFreePort();
    const { url, httpsUrl } = await start({ port: taken, httpsPort: taken + 1, portFallback: true });
    expect(portOf(url)).toBeGreaterThan(taken + 1);
    expect(portOf(httpsUrl)).toBe(taken + 1);
  });

  it("does not take a port that is free on only one loopback address", async () => {
    const taken = await occupy(0, "::1");
    await expect(start({ port: taken })).rejects.toMatchObject({ code: "NH_PORT_IN_USE" });
    // The port on 127.0.0.1 that it had opened is free again.
    expect(await occupy(taken)).toBe(taken);
  });

  it("warns when other machines can reach it", async () => {
    const { url, warnings } = await start({ host: "0.0.0.0", httpsPort: false });
    expect(warnings).toEqual([
      "The hub listens on 0.0.0.0, so other machines can reach it and its control API, by its IP address or by a name in allowHosts. Its certificate covers only localhost.",
    ]);
    expect(await askAddress(url, "127.0.0.1", "/_nh/health")).toBe(200);
  });

  it("binds only the given address", async () => {
    const { url } = await start({ host: "::1", httpsPort: false });
    expect(new URL(url).hostname).toBe("[::1]");
    await expect(askAddress(url, "127.0.0.1", "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("fails when an address cannot be bound", async () => {
    await expect(start({ host: "192.0.2.1" })).rejects.toMatchObject({
      code: "NH_PORT_REFUSED",
      cause: { code: "EADDRNOTAVAIL" },
    });
  });

  it.each([
    [{ port: -1 }, "port", "port must be a whole number from 0 to 65535."],
    [{ port: 65_536 }, "port", "port must be a whole number from 0 to 65535."],
    [{ port: "7447" }, "port", "port must be a whole number from 0 to 65535."],
    [{ httpsPort: 1.5 }, "httpsPort", "httpsPort must be a whole number from 0 to 65535, or false."],
    [{ httpsPort: true }, "httpsPort", "httpsPort must be a whole number from 0 to 65535, or false."],
    [{ host: "" }, "host", "host must be an address such as 127.0.0.1."],
    [{ portFallback: "yes" }, "portFallback", "portFallback must be true or false."],
    [{ certificateDir: null }, "certificateDir", "certificateDir must be the path of a folder."],
    [
      { hubs: "shop" },
      "hubs",
      'hubs must be a list of names or of descriptions with a name, such as ["shop", { name: "news" }].',
    ],
    [
      { hubss: ["shop"] },
      "hubss",
      'Unknown option "hubss". Known options: hubs, policies, now, random, tier, strict, deliver, keepDeliveries, keepRequests, installationLagMs, ' +
        "registrationTtlSeconds, testSendsPerMinute, host, port, httpsPort, portFallback, certificateDir, allowHosts, allowOrigins, dataDir, page.",
    ],
  ])("refuses %j", async (options, argument, message) => {
    const dataDir = join(folder, "data");
    await expect(start({ dataDir, ...options } as StartHubOptions)).rejects.toThrow(
      new ArgumentError(argument, message),
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  it("refuses the same port twice", async () => {
    await expect(start({ port: 7447, httpsPort: 7447 })).rejects.toThrow(
      new ArgumentError("httpsPort", "port and httpsPort are both 7447. They must differ."),
    );
  });

  it.each([[null], [[]], ["demo"]])("refuses %j instead of options", async (options) => {
    await expect(startHub(options as never)).rejects.toThrow(
      new ArgumentError("options", "The options must be an object."),
    );
  });

  it("takes any free port for HTTPS, too, when only port is 0", async () => {
    const options = { httpsPort: undefined };
    const [one, other] = [await start(options), await start(options)];
    const ports = [one.url, one.httpsUrl, other.url, other.httpsUrl].map(portOf);
    expect(new Set(ports).size).toBe(4);
    expect(ports).not.toContain(7448);
  });

  it("restores everything from a data folder, and keeps the certificate there", async () => {
    const dataDir = join(folder, "data");
    const options = { dataDir, certificateDir: undefined, httpsPort: 0 };
    const { connectionString, url, hub, close, certificatePath } = await start(options);
    expect(certificatePath).toBe(join(dataDir, "localhost.crt"));
    expect(connectionString).toContain(url.replace("http:", "sb:"));
    const authorization = await createSasToken({
      resourceUri: url,
      keyName: "DefaultFullSharedAccessSignature",
      key: "bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==",
    });
    const body = JSON.stringify({ installationId: "one", platform: "apns", pushChannel: "A1B2C3", tags: ["vip"] });
    const target = `${url}/demo/installations/one?api-version=2020-06`;
    const put = await fetch(target, {
      method: "PUT",
      headers: { authorization, "content-type": "application/json" },
      body,
    });
    expect(put.status).toBe(200);
    const devices = hub.devices.list();
    expect(devices).toHaveLength(1);
    await close();
    const again = await start(options);
    expect(again.hub.devices.list()).toEqual(devices);
  });

  it("refuses a data folder that another hub uses", async () => {
    const dataDir = join(folder, "data");
    await start({ dataDir });
    await expect(start({ dataDir })).rejects.toMatchObject({ name: "HubStoreError", code: "NH_STORE_LOCKED" });
  });

  it("frees the data folder when its ports cannot be opened", async () => {
    const dataDir = join(folder, "data");
    const taken = await occupy();
    await expect(start({ dataDir, port: taken })).rejects.toMatchObject({ code: "NH_PORT_IN_USE" });
    await start({ dataDir });
  });

  it("fails when the data folder cannot be created", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(start({ dataDir: join(folder, "file", "data") })).rejects.toMatchObject({
      code: "NH_STORE_UNAVAILABLE",
      path: join(folder, "file", "data"),
    });
  });

  it.runIf(existsSync("/proc/self"))("fails at once for a folder below one that accepts nothing new", async () => {
    for (const dataDir of ["/proc/nh-data", "/proc/nh-data/deep/folder", "/proc/self/nh-data"]) {
      await expect(start({ dataDir })).rejects.toMatchObject({
        name: "HubStoreError",
        code: "NH_STORE_UNAVAILABLE",
        path: dataDir,
        message: expect.stringMatching(
          /^The data folder \S+ cannot be created \((?:ENOENT|EACCES): .*\)\. Choose a place that you can write to\.$/,
        ),
        cause: { code: expect.stringMatching(/^(?:ENOENT|EACCES)$/) },
      });
    }
    await expect(start({ certificateDir: "/proc/nh/certificates" })).rejects.toMatchObject({
      name: "HubStartError",
      code: "NH_CERTIFICATE",
      message: expect.stringMatching(
        /kept in \/proc\/nh\/certificates \(.*\)\. Choose a folder that you can write to, or turn HTTPS off\.$/,
      ),
    });
  });

  it("replaces what a data folder holds with an imported snapshot, and deletes it on reset", async () => {
    const dataDir = join(folder, "data");
    const snapshot = (ids: readonly string[]) => {
      const records = ids.map((id) => {
        const document = { installationId: id, platform: "apns", pushChannel: id };
        return { hub: "demo", kind: "installation", id, value: { document, etag: 1 } };
      });
      return JSON.stringify({ format: "nh-hub-snapshot", version: 1, records });
    };
    const many = Array.from({ length: 1_000 }, (_, index) => `phone-${index}`);
    const restarted = async (): Promise<(string | null)[]> => {
      const again = await start({ dataDir, httpsPort: false });
      const ids = again.hub.devices.list({ limit: 2_000 }).map(({ installationId }) => installationId);
      await again.close();
      return ids.sort();
    };
    const first = await start({ dataDir, httpsPort: false });
    await first.hub.snapshot.import(snapshot(["old", "phone-1"]));
    await first.hub.snapshot.import(snapshot(many));
    expect(first.hub.devices.list({ limit: 2_000 })).toHaveLength(1_000);
    await first.close();
    expect(await restarted()).toEqual([...many].sort());
    const second = await start({ dataDir, httpsPort: false });
    second.hub.reset();
    await second.close();
    expect(await restarted()).toEqual([]);
  });

  it.each([
    ["no JSON", 'The installation "a" is damaged.'],
    ['{"document":{"installationId":"a"}}', 'The installation "a" is damaged.'],
    [
      '{"document":{"installationId":"a","platform":"apns","pushChannel":"AA","tags":5}}',
      'The installation "a" is damaged.',
    ],
  ])(
    "names the record %s that cannot be restored, frees the data folder and leaves it unchanged",
    async (value, reason) => {
      const dataDir = join(folder, "data");
      const path = join(dataDir, "hub.db");
      mkdirSync(dataDir);
      const store = await openSqliteStore(path);
      store.commit([{ hub: "h", kind: "installation", id: "a", value }]);
      store.close();
      const bytes = readFileSync(path);
      await expect(start({ dataDir })).rejects.toMatchObject({
        name: "HubStoreError",
        code: "NH_STORE_DAMAGED",
        path,
        message: `${path} is damaged (${reason}). It was not changed. Restore it from a backup, or move it away to start with an empty hub.`,
      });
      expect(readFileSync(path).equals(bytes)).toBe(true);
      expect(readdirSync(dataDir)).toEqual(["hub.db"]);
      (await openSqliteStore(path)).close();
    },
  );

  it("refuses names of blobs that a folder cannot hold with 400", async () => {
    const { url } = await start({ dataDir: join(folder, "data"), httpsPort: false });
    const put = async (name: string) => {
      const response = await fetch(`${url}/_nh/blobs/acc/files/${name}`, { method: "PUT", body: "x" });
      return [response.status, response.status === 204 ? "" : ((await response.json()) as { error: string }).error];
    };
    expect(await put("a")).toEqual([204, ""]);
    expect(await put("a/b")).toEqual([400, 'No blob can be below "a", because "a" is a blob. Choose another name.']);
    for (const name of ["n".repeat(300), `${"é".repeat(128)}/x`]) {
      expect(await put(name)).toEqual([
        400,
        "The address must be /_nh/blobs/{account}/{container}/{name}. A part of the name can have at most 255 bytes.",
      ]);
    }
  });

  it("ends a request that a fault delays when it closes", async () => {
    const { url, hub, close } = await start();
    hub.faults.add({ answer: { delayMs: 3_600_000 } });
    const held = fetch(`${url}/demo/registrations`);
    await vi.waitFor(() => expect(hub.faults.list()[0]?.hits).toBe(1));
    await close();
    expect((await held).status).toBe(503);
  });

  it("closes while event streams and idle connections are open", async () => {
    const { url, close } = await start();
    const events = await fetch(`${url}/_nh/events`);
    expect(events.headers.get("content-type")).toContain("text/event-stream");
    const before = performance.now();
    await Promise.all([close(), close()]);
    expect(performance.now() - before).toBeLessThan(5_000);
    // The stream ended properly.
    await expect(events.text()).resolves.toBeTypeOf("string");
    await expect(fetch(`${url}/_nh/health`)).rejects.toThrow();
  });
});
