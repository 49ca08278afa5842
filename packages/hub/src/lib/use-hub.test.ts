import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { signFor } from "../../test/sas.js";
import { ArgumentError } from "./argument-error.js";
import { type TestHooks, useHub } from "./use-hub.js";

const hooks = { beforeAll, afterEach, afterAll };
const put = (origin: string): [string, RequestInit] => [
  `${origin}/demo/installations/one?api-version=2020-06`,
  {
    method: "PUT",
    headers: { authorization: signFor(`${origin}/`), "content-type": "application/json" },
    body: '{"installationId":"one","platform":"apns","pushChannel":"A1B2C3","tags":["vip"]}',
  },
];
const send = (origin: string): [string, RequestInit] => [
  `${origin}/demo/messages/?api-version=2020-06`,
  {
    method: "POST",
    headers: {
      authorization: signFor(`${origin}/`),
      "content-type": "application/json",
      "servicebusnotification-format": "apple",
    },
    body: '{"aps":{"alert":"Hello"}}',
  },
];

describe("useHub", () => {
  const fixture = useHub({ hooks });
  const origin = "https://local-hub.invalid";

  it("returns a hub that is called as a function", async () => {
    expect((await fixture.fetch(...put(origin))).status).toBe(200);
    const waiting = fixture.deliveries.waitFor({ tag: "vip", platform: "apple", handle: "A1B2C3", timeoutMs: 5_000 });
    expect((await fixture.fetch(...send(origin))).status).toBe(201);
    expect(await waiting).toMatchObject({ hub: "demo", installationId: "one", body: '{"aps":{"alert":"Hello"}}' });
    expect(fixture.connectionString).toContain("Endpoint=sb://local-hub.invalid/;");
    expect(fixture.hubName).toBe("hub");
  });

  it("has deleted what the previous test did", () => {
    expect(fixture.deliveries.list()).toEqual([]);
    expect(fixture.devices.list()).toEqual([]);
    expect(fixture.requests.list()).toEqual([]);
    expect(fixture.faults.list()).toEqual([]);
  });

  it("exposes every part of the hub", () => {
    const { hub } = fixture;
    expect([fixture.clock, fixture.policies, fixture.events]).toEqual([hub.clock, hub.policies, hub.events]);
  });

  it("has no server of its own", () => {
    expect(() => fixture.server).toThrow(/listen: true/);
  });
});

describe("useHub with listen", () => {
  const fixture = useHub({ hooks, listen: true, hubs: ["demo"], resetAfterEach: false });

  it("listens on a free port", async () => {
    const { url } = fixture.server;
    expect((await fetch(...put(url))).status).toBe(200);
    expect(fixture.connectionString).toContain(`Endpoint=${url.replace("http:", "sb:")}/;`);
    expect(fixture.connectionString).toMatch(/;UseDevelopmentEmulator=true$/);
    expect(fixture.hubName).toBe("demo");
    expect(fixture.server.httpsUrl).toBeUndefined();
  });

  it("keeps what the previous test did when resetAfterEach is false", () => {
    expect(fixture.devices.list()).toHaveLength(1);
  });
});

/** Hooks that run when the test says so, in the order in which a runner calls them. */
function manualHooks() {
  const works: Record<keyof TestHooks, (() => unknown)[]> = { beforeAll: [], afterEach: [], afterAll: [] };
  const given: TestHooks = {
    beforeAll: (work) => void works.beforeAll.push(work),
    afterEach: (work) => void works.afterEach.push(work),
    afterAll: (work) => void works.afterAll.push(work),
  };
  const call = async (name: keyof TestHooks) => {
    for (const work of works[name]) await work();
  };
  return { hooks: given, call };
}

describe("useHub and the test runner", () => {
  it("fails when a listening hub is used while the file loads", () => {
    const fixture = useHub({ hooks: manualHooks().hooks, listen: true });
    expect(() => fixture.connectionString).toThrow(/starts in beforeAll/);
  });

  it("closes the port at the end", async () => {
    const { hooks: manual, call } = manualHooks();
    const fixture = useHub({ hooks: manual, listen: { port: 0 } });
    await call("beforeAll");
    const { url } = fixture.server;
    expect((await fetch(`${url}/_nh/health`)).status).toBe(200);
    await call("afterAll");
    await expect(fetch(`${url}/_nh/health`)).rejects.toThrow();
  });

  it("survives a start that failed", async () => {
    const { hooks: manual, call } = manualHooks();
    useHub({ hooks: manual, listen: { host: "192.0.2.1" } });
    await expect(call("beforeAll")).rejects.toMatchObject({ code: "NH_PORT_REFUSED" });
    await call("afterEach");
    await call("afterAll");
  });

  it.each<[unknown, string, string | RegExp]>([
    [null, "options", "The options must be an object."],
    [
      { hubz: [] },
      "hubz",
      /^Unknown option "hubz"\. Known options: hubs, policies, .*, listen, hooks, resetAfterEach\.$/,
    ],
    [{ listen: "yes" }, "listen", "listen must be true, false, or an object with options of startHub."],
    [{ listen: null }, "listen", "listen must be true, false, or an object with options of startHub."],
    [{ hooks: {} }, "hooks", "hooks must be the hooks of the runner, { afterAll, afterEach, beforeAll }."],
    [{ resetAfterEach: 1 }, "resetAfterEach", "resetAfterEach must be true or false."],
    [
      { hubs: "shop", listen: true },
      "hubs",
      'hubs must be a list of names or of descriptions with a name, such as ["shop", { name: "news" }].',
    ],
  ])("refuses the options %j", (options, argument, message) => {
    const given = options === null ? null : { hooks: manualHooks().hooks, ...(options as object) };
    expect(() => useHub(given as never)).toThrow(
      message instanceof RegExp ? message : new ArgumentError(argument, message),
    );
  });

  it("listens over HTTP only, whatever the port", async () => {
    const { hooks: manual, call } = manualHooks();
    const fixture = useHub({ hooks: manual, listen: { port: 0, httpsPort: undefined } });
    await call("beforeAll");
    expect(fixture.server.httpsUrl).toBeUndefined();
    await call("afterAll");
  });

  it("refuses wrong options of listen in beforeAll", async () => {
    const { hooks: manual, call } = manualHooks();
    useHub({ hooks: manual, listen: { prot: 0 } as never });
    await expect(call("beforeAll")).rejects.toThrow(/^Unknown option "prot"\. Known options: /);
    await call("afterAll");
  });

  it("says what to write when the hooks are neither global nor passed", () => {
    expect(() => useHub()).toThrow(/import \{ afterAll, afterEach, beforeAll \} from "vitest"/);
  });

  it("uses the global hooks of Jest and of Vitest with globals", async () => {
    const { hooks: manual, call } = manualHooks();
    Object.assign(globalThis, manual);
    try {
      const fixture = useHub();
      expect((await fixture.fetch("http://localhost/_nh/health")).status).toBe(200);
      await call("afterAll");
      expect((await fixture.fetch("http://localhost/_nh/health")).status).toBe(503);
    } finally {
      for (const name of Object.keys(manual)) Reflect.deleteProperty(globalThis, name);
    }
  });
});
