import { describe, expect, it, vi } from "vitest";
import { ArgumentError } from "./argument-error.js";
import { createHub } from "./create-hub.js";
import { callerFor, NOW, seededRandom, startTestHub } from "./fixtures/call-hub.js";
import type { Hub } from "./hub.js";
import { isDeliveryTimeoutError } from "./pushes/delivery-wait.js";
import type { RecordStore, StoredRecord } from "./store/record-store.js";

/** A store in memory that outlives the hub, as a file would. */
function memoryStore() {
  const records = new Map<string, StoredRecord>();
  let commits = 0;
  const store: RecordStore = {
    load: () => [...records.values()],
    commit(changes) {
      commits++;
      for (const change of changes) {
        const key = `${change.hub}\n${change.kind}\n${change.id}`;
        if (change.value === undefined) records.delete(key);
        else records.set(key, change);
      }
    },
    close() {},
  };
  return { store, records, commits: () => commits };
}

const GCM = (handle: string) =>
  `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><GcmRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><GcmRegistrationId>${handle}</GcmRegistrationId></GcmRegistrationDescription></content></entry>`;

describe("a hub with a store", () => {
  it("restores everything", async () => {
    const { store } = memoryStore();
    const first = startTestHub({ store });
    await first.install("phone", { tags: ["a"], templates: { t: { body: '{"aps":{"alert":"$(m)"}}' } } });
    await first.install("gone", { pushChannel: "BB22" });
    await first.call("DELETE", "/demo/installations/gone?api-version=2020-06");
    await first.call("PUT", "/demo/registrations/1-1-1?api-version=2020-06", { body: GCM("g1") });
    await first.call("PUT", "/demo/registrations/1-1-2?api-version=2020-06", { body: GCM("g2") });
    first.hub.faults.add({ match: { handle: "g2" }, answer: { reason: "410" } });
    await first.send("gcm", "{}");
    const id = await first.send("apple", '{"aps":{}}');
    await first.call("POST", "/demo/schedulednotifications/?api-version=2020-06", {
      headers: {
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-ScheduleTime": "2031-05-06T08:00:00",
      },
      body: '{"aps":{"badge":1}}',
    });

    const second = startTestHub({ store });
    expect(second.hub.devices.list()).toEqual(first.hub.devices.list());
    expect(second.hub.deliveries.list()).toEqual(first.hub.deliveries.list());
    expect((await second.call("GET", `/demo/messages/${id}?api-version=2020-06`)).body).toContain(
      "<State>Completed</State>",
    );
    expect(
      (await second.call("PUT", "/demo/registrations/1-1-2?api-version=2020-06", { body: GCM("g2") })).status,
    ).toBe(410);
    expect(
      (await second.call("PUT", "/demo/registrations/1-1-1?api-version=2020-06", { body: GCM("g1") })).body,
    ).toContain("<ETag>2</ETag>");
    second.hub.clock.advance(3600);
    expect(second.hub.deliveries.list().at(-1)).toMatchObject({ id: "4", body: '{"aps":{"badge":1}}' });
    second.hub.clock.advance(1);

    const third = startTestHub({ store });
    third.hub.clock.advance(7200);
    expect(third.hub.deliveries.list()).toHaveLength(4);
  });

  it("commits an accepted send once, with all its deliveries", async () => {
    const { store, records, commits } = memoryStore();
    const started = startTestHub({ store });
    for (const id of ["a", "b", "c"]) await started.install(id, { pushChannel: `AA0${id}` });
    const before = commits();
    await started.send("apple", '{"aps":{}}');
    expect(commits() - before).toBe(1);
    expect([...records.values()].filter(({ kind }) => kind === "deliveries")).toHaveLength(1);
    expect(startTestHub({ store }).hub.deliveries.list()).toEqual(started.hub.deliveries.list());
  });

  it("deletes sends from the store some time after their deliveries were dropped, and a restart drops them again", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store, keepDeliveries: 5 });
    const stored = () => [...records.values()].filter(({ kind }) => kind === "deliveries").length;
    const ids = (hub: Hub) => hub.deliveries.list().map(({ id }) => id);
    for (const id of ["a", "b", "c"]) await started.install(id, { pushChannel: `AA0${id}` });
    for (let index = 0; index < 150; index++) await started.send("apple", '{"aps":{}}');
    expect(ids(started.hub)).toEqual(["446", "447", "448", "449", "450"]);
    expect(stored()).toBeLessThan(105);
    expect(startTestHub({ store, keepDeliveries: 5 }).hub.deliveries.list()).toEqual(started.hub.deliveries.list());
    expect(ids(startTestHub({ store, keepDeliveries: 2 }).hub)).toEqual(["449", "450"]);
    started.hub.close();
    expect(stored()).toBe(2);
  });

  it("makes pending deletions when deliveries are cleared", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store, keepDeliveries: 1 });
    await started.install("phone");
    for (let index = 0; index < 10; index++) await started.send("apple", '{"aps":{}}');
    started.hub.deliveries.clear();
    expect([...records.values()].filter(({ kind }) => kind === "deliveries")).toEqual([]);
    expect(startTestHub({ store }).hub.deliveries.list()).toEqual([]);
  });

  it("makes pending deletions when the state is replaced", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store, keepDeliveries: 1 });
    await started.install("phone");
    for (let index = 0; index < 10; index++) await started.send("apple", '{"aps":{}}');
    started.hub.reset();
    expect(records.size).toBe(0);
  });

  it("restores template and native deliveries as they were", async () => {
    const { store } = memoryStore();
    const started = startTestHub({ store });
    await started.install("phone", { templates: { t: { body: '{"aps":{"alert":"$(m)"}}' } } });
    await started.install("other", { pushChannel: "BB", templates: { t: { body: '{"aps":{"badge":"#(n)"}}' } } });
    await started.send("apple", '{"aps":{}}');
    await started.send("template", '{"m":"hello","n":"3"}');
    const known = started.hub.deliveries.list();
    expect(known.map(({ body }) => body)).toEqual([
      '{"aps":{}}',
      '{"aps":{}}',
      '{"aps":{"alert":"hello"}}',
      '{"aps":{"badge":3}}',
    ]);
    expect(startTestHub({ store }).hub.deliveries.list()).toEqual(known);
  });

  it("restores a broadcast to more devices than one record holds", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store, keepDeliveries: 240 });
    for (let index = 0; index < 250; index++) await started.install(`d${index}`, { pushChannel: String(1000 + index) });
    await started.send("apple", '{"aps":{}}');
    expect([...records.values()].filter(({ kind }) => kind === "deliveries").map(({ id }) => id)).toEqual([
      "11",
      "111",
      "211",
    ]);
    const options = { limit: 1000 };
    expect(started.hub.deliveries.list(options)).toHaveLength(240);
    expect(startTestHub({ store, keepDeliveries: 240 }).hub.deliveries.list(options)).toEqual(
      started.hub.deliveries.list(options),
    );
  });

  it("records a scheduled send and the end of its schedule at once", async () => {
    const { store, commits } = memoryStore();
    const started = startTestHub({ store });
    await started.install("phone");
    await started.call("POST", "/demo/schedulednotifications/?api-version=2020-06", {
      headers: {
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-ScheduleTime": "2031-05-06T08:00:00Z",
      },
      body: '{"aps":{}}',
    });
    const before = commits();
    started.hub.clock.advance(3600);
    expect(started.hub.deliveries.list()).toHaveLength(1);
    expect(commits() - before).toBe(1);
  });

  it("keeps what is due until the store accepts it, and continues to serve", async () => {
    const { store } = memoryStore();
    let now = NOW;
    let full = false;
    const failing: RecordStore = {
      ...store,
      commit(changes) {
        if (full) throw new Error("The disk is full.");
        store.commit(changes);
      },
    };
    const started = startTestHub({ store: failing, now: () => now });
    await started.install("phone", { expirationTime: "2031-05-06T09:00:00Z" });
    await started.call("POST", "/demo/schedulednotifications/?api-version=2020-06", {
      headers: {
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-ScheduleTime": "2031-05-06T07:09:00Z",
      },
      body: '{"aps":{}}',
    });
    full = true;
    now += 60_000;
    const read = "/demo/installations/phone?api-version=2020-06";
    expect((await started.call("GET", read)).status).toBe(200);
    expect((await started.call("DELETE", read)).status).toBe(503);
    expect(() => started.hub.clock.advance(1)).toThrow("The disk is full.");
    expect(started.hub.deliveries.list()).toEqual([]);
    full = false;
    expect((await started.call("GET", read)).status).toBe(200);
    expect(started.hub.deliveries.list()).toHaveLength(1);
  });

  it("makes a lagging write durable at once", async () => {
    const { store } = memoryStore();
    const started = startTestHub({ store, installationLagMs: 5000 });
    await started.install("phone");
    expect(started.hub.devices.list()).toEqual([]);
    expect(startTestHub({ store }).hub.devices.list()).toHaveLength(1);
  });

  it("empties it on reset and replaces it on import", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store });
    await started.install("phone");
    const snapshot = await new Response(started.hub.snapshot.export()).text();
    started.hub.reset();
    expect(records.size).toBe(0);
    expect(await started.hub.snapshot.import(snapshot)).toBe(2);
    expect(startTestHub({ store }).hub.devices.list()).toMatchObject([{ installationId: "phone" }]);
  });

  it("keeps nothing of a dead registration after a reset, however the hub's name is spelled", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store });
    const path = "/Demo/registrations/1-1-1?api-version=2020-06";
    await started.call("PUT", path, { body: GCM("g1") });
    started.hub.faults.add({ match: { handle: "g1" }, answer: { reason: "410" } });
    await started.send("gcm", "{}");
    expect((await started.call("PUT", path, { body: GCM("g1") })).status).toBe(410);
    started.hub.reset();
    expect(records.size).toBe(0);
    expect((await started.call("PUT", path, { body: GCM("g1") })).status).toBe(200);
  });

  it("removes expired devices from it", async () => {
    const { store, records } = memoryStore();
    const started = startTestHub({ store });
    await started.install("phone", { expirationTime: "2031-05-06T08:00:00Z" });
    started.hub.clock.advance(3600);
    expect([...records.values()].map(({ kind }) => kind)).toEqual(["hub"]);
  });

  it.each([
    [{ kind: "installation", value: "{" }, 'The installation "x" is damaged.'],
    [{ kind: "installation", value: "{}" }, 'The installation "x" is damaged.'],
    [{ kind: "registration", value: "{}" }, 'The registration "x" is damaged.'],
    [{ kind: "scheduled", value: "{}" }, 'The scheduled "x" is damaged.'],
    [{ kind: "notification", value: "{}" }, 'The notification "x" is damaged.'],
    [{ kind: "deliveries", value: "{}" }, 'The deliveries "x" is damaged.'],
    [{ kind: "job", value: "null" }, 'The job "x" is damaged.'],
    [{ kind: "job", value: "{}" }, 'The job "x" is damaged.'],
    [{ kind: "unknown", value: "{}" }, 'Unknown kind of record "unknown".'],
  ])("refuses %j", (record, message) => {
    const store: RecordStore = { load: () => [{ hub: "demo", id: "x", ...record }], commit() {}, close() {} };
    expect(() => createHub({ store })).toThrow(new ArgumentError("store", message));
  });

  it.each([null, 5, {}, { hub: 5, kind: "hub", id: "x", value: "{}" }])("refuses a store that returns %j", (record) => {
    const store: RecordStore = { load: () => [record as never], commit() {}, close() {} };
    expect(() => createHub({ store })).toThrow(
      new ArgumentError("store", "store must return records whose hub, kind, id and value are strings."),
    );
  });

  it("continues a job that was interrupted", async () => {
    const { store } = memoryStore();
    const first = startTestHub({ store });
    await first.hub.fetch(
      new Request("http://localhost/_nh/blobs/acc/in/list.txt", {
        method: "PUT",
        body: `${GCM("g1").match(/<GcmR.*Description>/)?.[0]}`,
      }),
    );
    const submitted = await first.call("POST", "/demo/jobs?api-version=2020-06", {
      body: '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubJob xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Type>ImportCreateRegistrations</Type><OutputContainerUri>https://acc.blob.core.windows.net/out</OutputContainerUri><ImportFileUri>https://acc.blob.core.windows.net/in/list.txt</ImportFileUri></NotificationHubJob></content></entry>',
    });
    expect(submitted.status).toBe(201);
    first.hub.close();
    const second = startTestHub({ store });
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The blobs were in the memory of the first hub, so the job ends and says why.
    expect((await second.call("GET", "/demo/jobs?api-version=2020-06")).body).toContain(
      "<Failure>The blob acc/in/list.txt does not exist.</Failure>",
    );
  });
});

describe("a hub", () => {
  it("uses the endpoint option in its connection string", () => {
    const KEY =
      "SharedAccessKeyName=DefaultFullSharedAccessSignature;SharedAccessKey=bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==";
    expect(createHub().connectionString).toBe(`Endpoint=sb://local-hub.invalid/;${KEY}`);
    let port = 1;
    const hub = createHub({ endpoint: () => `http://127.0.0.1:${port}/` });
    port = 7447;
    expect(hub.connectionString).toBe(`Endpoint=sb://127.0.0.1:7447/;${KEY};UseDevelopmentEmulator=true`);
    expect(hub.connectionStringFor("https://localhost:7448/")).toBe(`Endpoint=sb://localhost:7448/;${KEY}`);
    expect(() => hub.connectionStringFor("https://localhost/", "Nobody")).toThrow(
      new ArgumentError(
        "keyName",
        'No policy is named "Nobody". Known policies: DefaultFullSharedAccessSignature, DefaultListenSharedAccessSignature.',
      ),
    );
  });

  it.each<[string, (hub: Hub, value: never) => unknown, string, string]>([
    ["an id", (hub, value) => hub.requests.get(value), "id", "id must be a string."],
    ["an id to replay", (hub, value) => hub.requests.replay(value), "id", "id must be a string."],
    ["an id to release", (hub, value) => hub.deliveries.release(value, "AA"), "id", "id must be a string."],
    ["the id of a fault", (hub, value) => hub.faults.remove(value), "id", "id must be a string."],
    ["a scenario", (hub, value) => hub.faults.scenario(value), "name", "name must be a string."],
    ["the name of a hub", (hub, value) => hub.hubs.delete(value), "name", "name must be a string."],
    [
      "a policy",
      (hub, value) => hub.connectionStringFor("https://localhost/", value),
      "keyName",
      "keyName must be a string.",
    ],
    [
      "an endpoint",
      (hub, value) => hub.connectionStringFor(value),
      "endpoint",
      "endpoint must be an address such as http://localhost:7447/.",
    ],
    [
      "a snapshot",
      (hub, value) => hub.snapshot.import(value),
      "snapshot",
      "snapshot must be a string or a ReadableStream of bytes.",
    ],
    [
      "a description",
      (hub, value) => hub.hubs.put(value),
      "hub",
      'hub must be a description with a name, such as { name: "shop" }.',
    ],
  ])("refuses what is not %s", async (_what, call, argument, message) => {
    const hub = createHub();
    for (const value of [5, null, {}, 10n, Symbol("x"), [], () => {}]) {
      await expect((async () => call(hub, value as never))()).rejects.toThrow(new ArgumentError(argument, message));
    }
  });

  it("refuses an address that a connection string cannot hold", () => {
    expect(() => createHub().connectionStringFor("https://user:secret@localhost/")).toThrow(
      expect.objectContaining({ name: "ArgumentError", argument: "endpoint" }),
    );
  });

  it("prefers the policy that has all rights", () => {
    const policies = [
      { keyName: "Listen", rights: ["Listen"], primaryKey: "bA==" },
      { keyName: "Full", rights: ["Manage"], primaryKey: "Zg==" },
    ] as const;
    expect(createHub({ policies }).connectionString).toContain("SharedAccessKeyName=Full;SharedAccessKey=Zg==");
    expect(createHub({ policies }).connectionStringFor("https://localhost/", "Listen")).toContain(
      "SharedAccessKeyName=Listen;",
    );
  });

  it.each([
    [{ tier: "gold" }, "tier", 'tier must be "free", "basic" or "standard".'],
    [{ hubs: ["a/b"] }, "hubs", '"a/b" is not a valid hub name. Use letters, digits, ".", "-" and "_".'],
    [{ hubs: ["_nh"] }, "hubs", '"_nh" is not a valid hub name. Use letters, digits, ".", "-" and "_".'],
    [{ hubs: [] }, "hubs", "hubs must name at least one hub."],
    [{ keepDeliveries: -1 }, "keepDeliveries", "keepDeliveries must be a whole number of at least 0."],
    [{ installationLagMs: 0.5 }, "installationLagMs", "installationLagMs must be a whole number of at least 0."],
    [{ policies: [] }, "policies", "policies must contain at least one policy."],
    [{ policies: [null] }, "policies[0]", "policies[0] must be an object."],
    [
      { policies: [{ keyName: "a", rights: ["Send"], primaryKey: "k", secondarykey: "l" }] },
      "policies[0].secondarykey",
      'Unknown property "policies[0].secondarykey". Known properties: policies[0].keyName, policies[0].rights, policies[0].primaryKey, policies[0].secondaryKey.',
    ],
    [null, "options", "The options must be an object."],
    [[], "options", "The options must be an object."],
    [{ now: () => 1e18 }, "now", "now must be a function that returns milliseconds since 1970."],
    [
      { endpoint: "http://hub.example/" },
      "endpoint",
      "Endpoint must not use plain http, except for this machine (localhost, 127.0.0.1, or ::1). Use https://, or sb:// without UseDevelopmentEmulator=true.",
    ],
    [{ now: () => "soon" }, "now", "now must be a function that returns milliseconds since 1970."],
    [{ now: 5 }, "now", "now must be a function that returns milliseconds since 1970."],
    [{ random: 5 }, "random", "random must be a function that returns a number from 0 to 1."],
    [
      { hubs: [5] },
      "hubs",
      'hubs must be a list of names or of descriptions with a name, such as ["shop", { name: "news" }].',
    ],
    [
      { hubs: "shop" },
      "hubs",
      'hubs must be a list of names or of descriptions with a name, such as ["shop", { name: "news" }].',
    ],
    [{ strict: "no" }, "strict", "strict must be true or false."],
    [{ store: {} }, "store", "store must be a RecordStore, an object with load, commit and close."],
    [{ store: null }, "store", "store must be a RecordStore, an object with load, commit and close."],
    [
      { blobs: 5 },
      "blobs",
      "blobs must be a BlobStore, an object with read, write, append, list, containers, removeContainer and clear.",
    ],
    [
      { endpoint: 5 },
      "endpoint",
      "endpoint must be an address such as http://localhost:7447/, or a function that returns one.",
    ],
    [
      { endpoint: "here" },
      "endpoint",
      "endpoint must be an address such as http://localhost:7447/, or a function that returns one.",
    ],
    [{ policies: {} }, "policies", "policies must be a list of policies."],
    [{ keepRequests: null }, "keepRequests", "keepRequests must be a whole number of at least 0."],
    [
      { hubz: [] },
      "hubz",
      'Unknown option "hubz". Known options: hubs, policies, now, random, tier, strict, store, blobs, deliver, keepDeliveries, keepRequests, endpoint, ' +
        "installationLagMs, registrationTtlSeconds, testSendsPerMinute.",
    ],
  ])("refuses the options %j", (options, argument, message) => {
    expect(() => createHub(options as never)).toThrow(
      expect.objectContaining({ name: "ArgumentError", code: "NH_INVALID_ARGUMENT", argument, message }),
    );
  });

  it("gives the same ids for the same seed", async () => {
    const ids = async () => {
      const started = startTestHub({ random: seededRandom(7) });
      await started.install("phone");
      return [await started.send("apple", "{}"), started.hub.devices.list()[0]?.registrationIds[0]];
    };
    expect(await ids()).toEqual(await ids());
  });

  it("can be called like the global fetch, with an address and options", async () => {
    const { fetch } = startTestHub().hub;
    expect((await fetch("http://localhost/_nh/health")).status).toBe(200);
    expect((await fetch(new URL("http://localhost/_nh/deliveries"), { method: "DELETE" })).status).toBe(204);
    expect((await fetch(new Request("http://localhost/_nh/deliveries"), { method: "DELETE" })).status).toBe(204);
    await expect(fetch("nowhere")).rejects.toThrow(TypeError);
  });

  it("keeps the spelling under which a hub was created", async () => {
    const started = startTestHub();
    await started.install("phone");
    await started.call("POST", "/DEMO/messages/?api-version=2020-06", {
      headers: { "ServiceBusNotification-Format": "apple" },
      body: "{}",
    });
    expect(started.hub.deliveries.list()).toMatchObject([{ hub: "demo", installationId: "phone" }]);
  });

  it("returns 503 once it is closed, and ends waits", async () => {
    const { hub } = startTestHub();
    const waiting = hub.deliveries.waitFor();
    hub.close();
    hub.close();
    await expect(waiting).rejects.toThrow("The hub was closed.");
    expect((await callerFor(hub)("GET", "/demo/registrations?api-version=2020-06")).status).toBe(503);
  });

  it.each(["body", "processing"] as const)(
    "ends the requests that a fault delays when it closes (%s)",
    async (after) => {
      const { hub, call } = startTestHub();
      hub.faults.add({ answer: { delayMs: 3_600_000, after } });
      const held = Array.from({ length: 12 }, () => call("GET", "/demo/registrations?api-version=2020-06"));
      await vi.waitFor(() => expect(hub.faults.list()[0]?.hits).toBe(12));
      hub.close();
      expect((await Promise.all(held)).map(({ status }) => status)).toEqual(Array(12).fill(503));
    },
  );

  it.each(["body", "processing"] as const)(
    "does not delay a request whose fault matches while it closes (%s)",
    async (after) => {
      const { hub, call } = startTestHub();
      hub.faults.add({ count: 1, answer: { delayMs: 3_600_000, after } });
      // The rule is used up and removed as soon as it matches. The token is verified afterwards.
      hub.events.subscribe(({ type }) => type === "faults" && hub.close());
      expect((await call("GET", "/demo/registrations?api-version=2020-06")).status).toBe(503);
    },
  );

  it("reports to listeners what happens, and survives those that throw or reject", async () => {
    const started = startTestHub();
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", onRejection);
    const seen: string[] = [];
    started.hub.events.subscribe(() => {
      throw new Error("the listener failed");
    });
    started.hub.events.subscribe(async () => {
      throw new Error("the async listener failed");
    });
    started.hub.events.subscribe((() => {
      return {
        // biome-ignore lint/suspicious/noThenProperty: a thenable that throws is what is tested
        get then() {
          throw new Error("the thenable failed");
        },
      };
    }) as never);
    const unsubscribe = started.hub.events.subscribe(({ type }) => seen.push(type));
    await started.install("phone");
    await started.send("apple", "{}");
    unsubscribe();
    await started.send("apple", "{}");
    // Node reports a rejection that nobody handles after the current turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    process.off("unhandledRejection", onRejection);
    expect(seen).toEqual(["devices", "request", "delivery", "request"]);
    expect(rejections).toEqual([]);
  });

  it.each([undefined, null, "listener", {}])("refuses %j as a listener", (listener) => {
    expect(() => startTestHub().hub.events.subscribe(listener as never)).toThrow(
      new ArgumentError("listener", "The listener must be a function."),
    );
  });
});

describe("waiting for a delivery", () => {
  it("resolves with an existing one, or with the next", async () => {
    const started = startTestHub();
    await started.install("phone", { tags: ["a"] });
    const later = started.hub.deliveries.waitFor({ tag: "a", platform: "apple", handle: "aa11bb22" });
    const id = await started.send("apple", "{}");
    expect(await later).toMatchObject({ notificationId: id });
    expect(await started.hub.deliveries.waitFor({ notificationId: id })).toMatchObject({ id: "1" });
    const next = started.hub.deliveries.waitFor({ after: "1" });
    await started.send("apple", "{}");
    expect(await next).toMatchObject({ id: "2" });
  });

  it("rejects when nothing comes in time, and says what it waited for", async () => {
    const error: unknown = await startTestHub()
      .hub.deliveries.waitFor({ tag: "a", timeoutMs: 1 })
      .catch((reason: unknown) => reason);
    expect(isDeliveryTimeoutError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "NH_DELIVERY_TIMEOUT",
      message:
        'No delivery matched {"tag":"a"} within 1 ms. 0 deliveries are kept. hub.explain(…) says why a device is not reached.',
    });
  });

  it("can be aborted before and during the wait", async () => {
    const { hub } = startTestHub();
    await expect(hub.deliveries.waitFor({ signal: AbortSignal.abort("no") })).rejects.toBe("no");
    const controller = new AbortController();
    const waiting = hub.deliveries.waitFor({ signal: controller.signal });
    controller.abort("enough");
    await expect(waiting).rejects.toBe("enough");
    expect(NOW).toBe(hub.clock.now());
  });

  it("survives signals of foreign code that throw", async () => {
    const { hub } = startTestHub();
    const fail = (): never => {
      throw new Error("the signal failed");
    };
    const cannotListen = { aborted: false, addEventListener: fail, removeEventListener: () => {} };
    await expect(hub.deliveries.waitFor({ signal: cannotListen as never, timeoutMs: 1 })).rejects.toThrow(
      "the signal failed",
    );
    const cannotStop = { aborted: false, addEventListener: () => {}, removeEventListener: fail };
    await expect(hub.deliveries.waitFor({ signal: cannotStop as never, timeoutMs: 1 })).rejects.toMatchObject({
      code: "NH_DELIVERY_TIMEOUT",
    });
  });
});
