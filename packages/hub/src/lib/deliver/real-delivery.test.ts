import { describe, expect, it, vi } from "vitest";
import { NOW, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { apns, copyOf, type DeliveringOptions, delivering, refused, vapid } from "../fixtures/delivering.js";
import { createMemoryStore, type MemoryStore } from "../fixtures/memory-store.js";
import { accepted, type FakeServices, fakeServices } from "../fixtures/services.js";
import type { DeliverOptions } from "./deliver-options.js";
import type { ServiceResult } from "./push-services.js";

const alert = '{"aps":{"alert":"Hello"}}';
const V = "api-version=2020-06";
/** The hub queues pushes again itself. */
const retry = { responses: false };

const never = () => new Promise<never>(() => {});

const settled = ({ hub }: TestHub, count = 1) =>
  vi.waitFor(() => {
    const deliveries = hub.deliveries.list({ limit: 1_000 });
    const open = deliveries.filter(({ outcome }) => outcome === "Pending").length;
    if (deliveries.length < count || open > 0) throw new Error(`${deliveries.length} deliveries, ${open} open`);
    return deliveries;
  });

const telemetry = async ({ call }: TestHub, id: string) => (await call("GET", `/demo/messages/${id}?${V}`)).body;

describe("a hub that delivers", () => {
  it("pushes to the device and shows what the service said", async () => {
    const fake = fakeServices();
    const started = await delivering(fake);
    await started.install("phone");
    const id = await started.send("apple", alert, { "apns-priority": "5" });
    expect(await settled(started)).toMatchObject([
      { outcome: "Success", push: { state: "delivered", status: 201, id: "m1", mayHaveBeenPushed: true } },
    ]);
    const headers = { "apns-priority": "5", "apns-push-type": "alert" };
    expect(fake.pushes).toEqual([{ platform: "apple", handle: "AA11BB22", body: alert, headers }]);
    expect(fake.created).toEqual([{ name: "apns", options: { ...apns, environment: "production", retry } }]);
    expect(await telemetry(started, id)).toContain("<State>Completed</State>");
  });

  it("counts nothing in telemetry while the service has not responded", async () => {
    let respond = (_result: ServiceResult): void => {};
    const fake = fakeServices(
      () =>
        new Promise((resolve) => {
          respond = resolve;
        }),
    );
    const started = await delivering(fake);
    await started.install("phone");
    const id = await started.send("apple", alert);
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "Pending", push: { state: "pushing" } }]);
    const before = await telemetry(started, id);
    expect(before).toContain("<State>Processing</State>");
    expect(before).not.toContain("Pending");
    respond(accepted);
    await settled(started);
    const after = await telemetry(started, id);
    expect(after).toContain("<State>Completed</State>");
    expect(after).toContain("<Name>Success</Name><Count>1</Count>");
  });

  it("removes a handle that is gone, as the service does, and writes it into the feedback", async () => {
    const fake = fakeServices(() => refused("Unregistered", { state: "handleGone", status: 410, hint: "Delete it." }));
    const started = await delivering(fake);
    await started.install("phone");
    const id = await started.send("apple", alert);
    expect(await settled(started)).toMatchObject([
      {
        outcome: "ExpiredChannel",
        push: { state: "handleGone", reason: "Unregistered", hint: "Delete it.", status: 410 },
      },
    ]);
    expect(started.hub.devices.list()).toMatchObject([{ installationId: "phone", expired: true }]);
    expect(await telemetry(started, id)).toContain("<Name>ExpiredChannel</Name><Count>1</Count>");
    const [, details = ""] = /<PnsErrorDetailsUri>([^<]+)</.exec(await telemetry(started, id)) ?? [];
    const errors = await started.hub.fetch(details.replaceAll("&amp;", "&"));
    expect(await errors.text()).toContain("<NotificationSystemError>ExpiredChannel</NotificationSystemError>");
  });

  it("writes a handle that replaces another into the feedback", async () => {
    const fake = fakeServices(() => ({ ...accepted, newHandle: "new & improved" }));
    const started = await delivering(fake);
    await started.install("phone");
    await started.send("apple", alert);
    await settled(started);
    const address = new URL((await started.call("GET", `/demo/feedbackcontainer?${V}`)).body);
    address.pathname += "/05062031";
    const feedback = await (await started.hub.fetch(address)).text();
    expect(feedback).toContain("<PnsHandle>AA11BB22</PnsHandle>");
    expect(feedback).toContain("<NewPnsHandle>new &amp; improved</NewPnsHandle>");
  });

  it("writes only what failed into the errors of a notification", async () => {
    const fake = fakeServices(({ handle }) =>
      handle === "AAAA" ? { ...accepted, newHandle: "CCCC" } : refused("BadDeviceToken"),
    );
    const started = await delivering(fake);
    for (const handle of ["AAAA", "BBBB"]) await started.install(handle, { pushChannel: handle });
    const id = await started.send("apple", alert);
    await settled(started, 2);
    const [, details = ""] = /<PnsErrorDetailsUri>([^<]+)</.exec(await telemetry(started, id)) ?? [];
    const errors = await (await started.hub.fetch(details.replaceAll("&amp;", "&"))).text();
    expect(errors).toContain("<PnsHandle>BBBB</PnsHandle>");
    expect(errors).not.toContain("AAAA");
  });

  it("keeps a handle that the service refuses for another reason", async () => {
    const fake = fakeServices(() => refused("PayloadTooLarge", { about: "payload", status: 413 }));
    const started = await delivering(fake);
    await started.install("phone");
    await started.send("apple", alert);
    expect(await settled(started)).toMatchObject([{ outcome: "InvalidNotificationSize", push: { state: "refused" } }]);
    expect(started.hub.devices.list()).toMatchObject([{ expired: false }]);
  });

  it.each([
    ["NH_CREDENTIAL_INVALID", { state: "notSent", mayHaveBeenPushed: false }, "InvalidCredentials"],
    ["NH_PUSH_UNKNOWN", { state: "unknown", mayHaveBeenPushed: true }, "UnknownError"],
  ])("shows %s and pushes no second time", async (code, push, outcome) => {
    const fake = fakeServices(() =>
      Promise.reject(Object.assign(new Error("no"), { code, reason: "It failed.", hint: "Look." })),
    );
    const started = await delivering(fake);
    await started.install("phone");
    await started.send("apple", alert);
    expect(await settled(started)).toMatchObject([{ outcome, push: { ...push, reason: "It failed.", hint: "Look." } }]);
    expect(fake.pushes).toHaveLength(1);
  });

  it("reports what the push services said in a test send", async () => {
    const fake = fakeServices(() => refused("BadDeviceToken"));
    const { install, call } = await delivering(fake);
    await install("phone");
    const headers = { "ServiceBusNotification-Format": "apple", "content-type": "application/json" };
    const reply = await call("POST", `/demo/messages/?${V}&test`, { headers, body: alert });
    expect(reply.body).toContain("<Success>0</Success><Failure>1</Failure>");
    expect(reply.body).toContain("The Push Notification System handle for the registration is invalid");
  });

  it("ends a test send and a release that wait for a push service when it closes", async () => {
    const fake = fakeServices();
    const started = await delivering(fake);
    const { hub, install, send, call } = started;
    await install("phone");
    await send("apple", alert);
    await settled(started);
    fake.behave = never;
    const headers = { "ServiceBusNotification-Format": "apple", "content-type": "application/json" };
    const sent = call("POST", `/demo/messages/?${V}&test`, { headers, body: alert });
    const released = hub.deliveries.release("1", "BB22");
    await vi.waitFor(() => expect(fake.pushes).toHaveLength(3));
    hub.close();
    expect((await sent).status).toBe(503);
    await expect(released).rejects.toThrow("The hub was closed.");
  });

  it("pushes to a browser with its keys, from an installation and from a direct send", async () => {
    const fake = fakeServices();
    const started = await delivering(fake, { credentials: { browser: vapid } });
    const handle = { endpoint: "https://push.real-service.net/1", p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };
    await started.install("tab", { platform: "browser", pushChannel: handle });
    await started.send("browser", '{"title":"Hello"}');
    await started.call("POST", `/demo/messages/?direct&${V}`, {
      headers: {
        "ServiceBusNotification-Format": "browser",
        "ServiceBusNotification-DeviceHandle": handle.endpoint,
        P256DH: handle.p256dh,
        Auth: handle.auth,
        "content-type": "application/json",
      },
      body: '{"title":"Direct"}',
    });
    await settled(started, 2);
    expect(fake.pushes.map((push) => push.handle)).toEqual([handle, handle]);
    expect(fake.created).toEqual([{ name: "web", options: { ...vapid, hosts: "public", retry } }]);
  });

  it("has at most `concurrency` pushes on their way at once, and pushes all", async () => {
    const fake = fakeServices(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return accepted;
    });
    const started = await delivering(fake, { deliver: { concurrency: 3 } });
    for (let index = 0; index < 25; index++) await started.install(`p${index}`, { pushChannel: `AA${index + 10}` });
    await started.send("apple", alert);
    await settled(started, 25);
    expect([fake.pushes.length, fake.mostAtOnce]).toEqual([25, 3]);
  });

  it("pauses for as long as the service asks", async () => {
    let first = true;
    const fake = fakeServices(() => {
      if (!first) return accepted;
      first = false;
      return refused("TooManyRequests", { state: "throttled", about: "service", status: 429, retryAfterMs: 30_000 });
    });
    const started = await delivering(fake, { deliver: { concurrency: 1 } });
    for (const id of ["a", "b"]) await started.install(id, { pushChannel: id.repeat(4) });
    vi.useFakeTimers();
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(fake.pushes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(started.hub.deliveries.list().map(({ outcome }) => outcome)).toEqual(["Throttled", "Success"]);
  });

  it("does not push what a fault refuses", async () => {
    const fake = fakeServices();
    const started = await delivering(fake);
    await started.install("phone");
    started.hub.faults.add({ match: { platform: "apple" }, answer: { reason: "Unregistered" } });
    await started.send("apple", alert);
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "ExpiredChannel" }]);
    expect(fake.pushes).toEqual([]);
  });

  it("completes a send only when its late pushes are settled, too", async () => {
    const fake = fakeServices();
    const started = await delivering(fake);
    await started.install("a", { pushChannel: "AAAA" });
    await started.install("b", { pushChannel: "BBBB" });
    started.hub.faults.add({ match: { installationId: "b" }, answer: { delayMs: 5_000 } });
    vi.useFakeTimers();
    const id = await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(100);
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "Success" }]);
    expect(await telemetry(started, id)).toContain("<State>Processing</State>");
    await vi.advanceTimersByTimeAsync(5_000);
    const after = await telemetry(started, id);
    expect(after).toContain("<State>Completed</State>");
    expect(after).toContain("<Name>Success</Name><Count>2</Count>");
  });
});

describe("a push that did not arrive", () => {
  const busy = refused("TooManyRequests", { state: "throttled", about: "service", status: 429, retryable: true });
  const unreachable = () =>
    Promise.reject(Object.assign(new Error("no"), { code: "NH_PLATFORM_UNREACHABLE", reason: "No.", hint: "Look." }));

  /** A hub with one phone, a send to it, and a clock that follows the fake timers. */
  async function sending(fake: FakeServices, headers: Record<string, string> = {}, options: DeliveringOptions = {}) {
    const startedAt = Date.now();
    vi.useFakeTimers({ now: startedAt, toFake: ["Date", "setTimeout", "clearTimeout"] });
    const started = await delivering(fake, { now: () => NOW + (Date.now() - startedAt), ...options });
    await started.install("phone");
    const id = await started.send("apple", alert, headers);
    await vi.advanceTimersByTimeAsync(10);
    return { ...started, id };
  }
  const shown = ({ hub }: TestHub) => hub.deliveries.list()[0];

  it("is pushed again, and is open until then", async () => {
    let failures = 2;
    const fake = fakeServices(() => (failures-- > 0 ? busy : accepted));
    const started = await sending(fake);
    expect(shown(started)).toMatchObject({
      outcome: "Pending",
      push: { state: "waiting", reason: "TooManyRequests", status: 429, mayHaveBeenPushed: false },
    });
    expect(await telemetry(started, started.id)).toContain("<State>Processing</State>");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.pushes).toHaveLength(3);
    expect(shown(started)).toMatchObject({ outcome: "Success", push: { state: "delivered" } });
    expect(await telemetry(started, started.id)).toContain("<State>Completed</State>");
  });

  it("waits for as long as the service asks", async () => {
    let first = true;
    const fake = fakeServices(() => {
      if (!first) return accepted;
      first = false;
      return { ...busy, retryAfterMs: 90_000 };
    });
    await sending(fake);
    await vi.advanceTimersByTimeAsync(89_000);
    expect(fake.pushes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fake.pushes).toHaveLength(2);
  });

  it("is given up an hour after its send, after a few retries", async () => {
    const fake = fakeServices(unreachable);
    const started = await sending(fake);
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(shown(started)).toMatchObject({
      outcome: "PnsUnreachable",
      push: { state: "unreachable", mayHaveBeenPushed: false, reason: "No.", hint: "Look." },
    });
    expect(fake.pushes.length).toBeGreaterThan(8);
    expect(fake.pushes.length).toBeLessThan(17);
  });

  it.each([
    [59, "Success", 2],
    [61, "Throttled", 1],
  ])("that must wait %i minutes of real time is %s, wherever the hub's clock is", async (minutes, outcome, pushes) => {
    const fake = fakeServices(async () => {
      if (fake.pushes.length > 1) return accepted;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return { ...busy, retryAfterMs: minutes * 60_000 };
    });
    const started = await sending(fake);
    started.hub.clock.advance(2 * 3_600);
    await vi.advanceTimersByTimeAsync(2_000 + 61 * 60_000);
    expect(shown(started)).toMatchObject({ outcome });
    expect(fake.pushes).toHaveLength(pushes);
  });

  it.each([
    ["0", "0"],
    ["60", String(NOW / 1_000 + 60)],
  ])("holds up later ones, which are dropped after their time to live of %s s", async (_title, expiration) => {
    const fake = fakeServices(() =>
      fake.pushes.length > 1 ? accepted : { ...busy, about: "handle", retryAfterMs: 120_000 },
    );
    const started = await sending(fake);
    const id = await started.send("apple", '{"aps":{"alert":"short"}}', { "apns-expiration": expiration });
    await started.send("apple", '{"aps":{"alert":"long"}}');
    await vi.advanceTimersByTimeAsync(122_000);
    expect(fake.pushes.map(({ body }) => /Hello|short|long/.exec(body)?.[0])).toEqual(["Hello", "Hello", "long"]);
    expect(started.hub.deliveries.list()).toMatchObject([
      { outcome: "Success" },
      {
        outcome: "Dropped",
        push: {
          state: "notSent",
          reason: "Its time to live was over before it could leave.",
          hint: "An earlier push to this device, or its push service, held it up. Send it again.",
          mayHaveBeenPushed: false,
        },
      },
      { outcome: "Success" },
    ]);
    expect(await telemetry(started, id)).toContain("<State>Completed</State>");
  });

  it("makes its service pause, after which no push leaves whose time to live is over", async () => {
    const fake = fakeServices(() => (fake.pushes.length > 1 ? accepted : { ...busy, retryAfterMs: 120_000 }));
    const started = await sending(fake);
    await started.install("tablet", { pushChannel: "BB22" });
    const toTablet = { "ServiceBusNotification-Tags": "$InstallationId:{tablet}" };
    for (const expiration of [NOW / 1_000 + 60, NOW / 1_000 + 600])
      await started.send("apple", alert, { ...toTablet, "apns-expiration": String(expiration) });
    await vi.advanceTimersByTimeAsync(125_000);
    const outcomes = started.hub.deliveries.list().map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["Success", "Dropped", "Success"]);
    expect(fake.pushes).toHaveLength(3);
  });

  it("lets a push with a time to live of 0 leave that only waits for its turn", async () => {
    const fake = fakeServices(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return accepted;
    });
    const started = await sending(fake, {}, { deliver: { concurrency: 1 } });
    await started.install("tablet", { pushChannel: "BB22" });
    await started.send("apple", alert, { "apns-expiration": "0" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.pushes.map(({ handle }) => handle)).toContain("BB22");
  });

  it("drops at a restart what expired meanwhile", async () => {
    const store = createMemoryStore();
    const started = await sending(
      fakeServices(() => ({ ...busy, retryAfterMs: 90_000 })),
      {},
      { store },
    );
    await started.send("apple", alert, { "apns-expiration": String(NOW / 1_000 + 60) });
    const after = fakeServices();
    const second = await delivering(after, { store: copyOf(store), now: () => NOW + 120_000 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(after.pushes).toHaveLength(1);
    expect(second.hub.deliveries.list().map(({ outcome }) => outcome)).toEqual(["Success", "Dropped"]);
  });

  const testSend = ({ call }: TestHub) =>
    call("POST", `/demo/messages/?${V}&test`, {
      headers: { "ServiceBusNotification-Format": "apple", "content-type": "application/json" },
      body: alert,
    });

  it("holds up no test send and no release, since somebody waits for them", async () => {
    const fake = fakeServices(() =>
      fake.pushes.length > 1 ? accepted : { ...busy, about: "handle", retryAfterMs: 120_000 },
    );
    const started = await sending(fake);
    const sent = testSend(started);
    const released = started.hub.deliveries.release("1", "AA11BB22");
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await sent).body).toContain("<Success>1</Success><Failure>0</Failure>");
    expect(await released).toMatchObject({ outcome: "Success" });
    expect(fake.pushes).toHaveLength(3);
  });

  it("lets no test send and no release leave when the wait for them is over", async () => {
    const fake = fakeServices(() => (fake.pushes.length > 1 ? accepted : { ...busy, retryAfterMs: 60_000 }));
    const started = await sending(fake);
    const sent = testSend(started);
    const released = started.hub.deliveries.release("1", "BB22");
    await vi.advanceTimersByTimeAsync(25_000);
    expect((await sent).body).toContain("<Success>0</Success><Failure>1</Failure>");
    expect(await released).toMatchObject({ outcome: "Pending" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.pushes).toHaveLength(2);
    const late = {
      outcome: "Dropped",
      push: { state: "notSent", reason: "The wait for its outcome was over before it could leave." },
    };
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "Success" }, late, late]);
  });

  it("is given up when its time to live is over", async () => {
    const fake = fakeServices(() => busy);
    const started = await sending(fake, { "apns-expiration": String(Math.floor(NOW / 1_000) + 10) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown(started)).toMatchObject({ outcome: "Throttled", push: { state: "throttled" } });
    expect(fake.pushes.length).toBeGreaterThan(1);
    expect(fake.pushes.length).toBeLessThan(7);
  });

  it.each<[string, FakeServices["behave"], Record<string, string>]>([
    ["with a time to live of 0", () => busy, { "apns-expiration": "0" }],
    ["when the quota of the day is used up", () => ({ ...busy, retryable: false }), {}],
    ["when it may have arrived", () => ({ ...busy, retryable: false, mayHaveBeenPushed: true }), {}],
    ["when no response came", () => Promise.reject(Object.assign(new Error("no"), { code: "NH_PUSH_UNKNOWN" })), {}],
  ])("is not pushed again %s", async (_title, behave, headers) => {
    const fake = fakeServices(behave);
    const started = await sending(fake, headers);
    expect(shown(started)?.outcome).not.toBe("Pending");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(fake.pushes).toHaveLength(1);
  });

  it("is pushed again after a restart", async () => {
    const store = createMemoryStore();
    await sending(
      fakeServices(() => busy),
      {},
      { store },
    );
    vi.useRealTimers();
    const after = fakeServices();
    const second = await delivering(after, { store: copyOf(store) });
    expect(await settled(second)).toMatchObject([{ outcome: "Success", push: { state: "delivered" } }]);
    expect(after.pushes).toHaveLength(1);
  });

  it("is retried as often as before when the hub restarts meanwhile", async () => {
    const store = createMemoryStore();
    const before = fakeServices(() => busy);
    await sending(before, {}, { store });
    await vi.advanceTimersByTimeAsync(120_000);
    // 0.5 to 1 s, then twice as long each time: the seventh retry comes after 31 to 63 s.
    expect(before.pushes.length).toBeGreaterThan(6);
    const killed = copyOf(store);
    vi.useRealTimers();

    const after = fakeServices(() => busy);
    vi.useFakeTimers({ now: 0, toFake: ["Date", "setTimeout", "clearTimeout"] });
    await delivering(after, { store: killed, now: () => NOW + 120_000 + Date.now() });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(after.pushes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(after.pushes.length).toBeLessThan(10);
  });

  it("waits for as long as the service asked when the hub restarts meanwhile", async () => {
    const store = createMemoryStore();
    await sending(
      fakeServices(() => ({ ...busy, retryAfterMs: 90_000 })),
      {},
      { store },
    );
    const after = fakeServices();
    await delivering(after, { store: copyOf(store), now: () => NOW + 30_000 });
    await vi.advanceTimersByTimeAsync(55_000);
    expect(after.pushes).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(after.pushes).toHaveLength(1);
  });

  it("waits in real time when the hub's clock was moved before the restart", async () => {
    const store = createMemoryStore();
    const fake = fakeServices(() => ({ ...busy, retryAfterMs: 90_000 }));
    const startedAt = Date.now();
    vi.useFakeTimers({ now: startedAt, toFake: ["Date", "setTimeout", "clearTimeout"] });
    const started = await delivering(fake, { store, now: () => NOW });
    await started.install("phone");
    started.hub.clock.advance(3 * 86_400);
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(10);
    const after = fakeServices();
    await delivering(after, { store: copyOf(store), now: () => NOW + 30_000 });
    await vi.advanceTimersByTimeAsync(55_000);
    expect(after.pushes).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(after.pushes).toHaveLength(1);
  });

  it("is not pushed again when its hub was deleted meanwhile", async () => {
    const fake = fakeServices(() => busy);
    const started = await sending(fake);
    expect((await started.call("DELETE", `/demo?${V}`)).status).toBe(200);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(fake.pushes).toHaveLength(1);
  });

  it("is pushed again only once that is durable", async () => {
    const store = createMemoryStore();
    let full = false;
    const failing: MemoryStore = {
      ...store,
      commit(changes) {
        if (full) throw new Error("disk full");
        store.commit(changes);
      },
    };
    const fake = fakeServices(() => {
      if (fake.pushes.length > 1) return accepted;
      full = true;
      return busy;
    });
    await sending(fake, {}, { store: failing });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.pushes).toHaveLength(1);
    full = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.pushes).toHaveLength(2);
  });

  it("is reported to whoever waits for the result of a test send, and not pushed again", async () => {
    const fake = fakeServices(() => busy);
    const { install, call } = await delivering(fake);
    await install("phone");
    const headers = { "ServiceBusNotification-Format": "apple", "content-type": "application/json" };
    const reply = await call("POST", `/demo/messages/?${V}&test`, { headers, body: alert });
    expect(reply.body).toContain("<Success>0</Success><Failure>1</Failure>");
    expect(fake.pushes).toHaveLength(1);
  });
});

describe("nothing leaves the hub", () => {
  it("without the option `deliver`", async () => {
    const started = startTestHub();
    await started.install("phone");
    await started.send("apple", alert);
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "Success" }]);
    expect(started.hub.deliveries.list()[0]).not.toHaveProperty("push");
  });

  it.each<[string, DeliveringOptions]>([
    ["for a hub without a credential for the platform", { credentials: {} }],
    ["for a platform that the options do not name", { deliver: { platforms: ["browser"] } }],
  ])("%s", async (_title, options) => {
    const fake = fakeServices();
    const started = await delivering(fake, options);
    await started.install("phone");
    await started.send("apple", alert);
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "Success" }]);
    expect(fake.created).toEqual([]);
  });

  it("to a sample device on a reserved host", async () => {
    const fake = fakeServices();
    const started = await delivering(fake, { credentials: { browser: vapid } });
    const pushChannel = { endpoint: "https://push.example.com/1", p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };
    await started.install("tab", { platform: "browser", pushChannel });
    await started.send("browser", '{"title":"Hello"}');
    expect(started.hub.deliveries.list()).toMatchObject([{ outcome: "Success" }]);
    expect(fake.created).toEqual([]);
  });

  it.each([
    ["apns", { apns: { ...apns, endpoint: "https://attacker.net/3/device" } }, "apple", "attacker.net"],
    ["apns", { apns: { ...apns, endpoint: "https://api.push.apple.com.attacker.net" } }, "apple", "attacker.net"],
    [
      "adm",
      { adm: { clientId: "i", clientSecret: "s", authTokenUrl: "https://attacker.net/token" } },
      "adm",
      "attacker.net",
    ],
    [
      "adm",
      { adm: { clientId: "i", clientSecret: "s", sendUrlTemplate: "http://api.amazon.com/x" } },
      "adm",
      "api.amazon.com",
    ],
    [
      "wns",
      { wns: { packageSid: "ms-app://s", secretKey: "s", endpoint: "https://attacker.net/x" } },
      "windows",
      "attacker.net",
    ],
    ["xiaomi", { xiaomi: { appSecret: "s", endpoint: "attacker.net" } }, "xiaomi", "attacker.net"],
  ] as const)("with a credential for %s whose endpoint is another host", async (_kind, credentials, platform, host) => {
    const fake = fakeServices();
    const started = await delivering(fake, { strict: false, credentials });
    const words: Record<string, string> = { apple: "apns", windows: "wns" };
    await started.install("phone", { platform: words[platform] ?? platform });
    await started.send(platform, "{}", platform === "windows" ? { "X-WNS-Type": "wns/raw" } : {});
    expect(await settled(started)).toMatchObject([
      { outcome: "InvalidCredentials", push: { state: "notSent", reason: expect.stringContaining(host) } },
    ]);
    expect(fake.created).toEqual([]);
  });
});

describe("after a restart", () => {
  it("pushes what had not left, never again what had, and shows that as unknown", async () => {
    const store = createMemoryStore();
    const before = fakeServices(never);
    const first = await delivering(before, { store, deliver: { concurrency: 2 } });
    for (let index = 0; index < 5; index++) await first.install(`p${index}`, { pushChannel: `AA1${index}` });
    const id = await first.send("apple", alert);
    expect(before.pushes).toHaveLength(2);

    const after = fakeServices();
    const second = await delivering(after, { store: copyOf(store) });
    const deliveries = await settled(second, 5);
    expect(deliveries.map(({ push }) => push?.state)).toEqual([
      "unknown",
      "unknown",
      "delivered",
      "delivered",
      "delivered",
    ]);
    expect(deliveries[0]).toMatchObject({ outcome: "UnknownError", push: { mayHaveBeenPushed: true } });
    const handles = (fake: FakeServices) => fake.pushes.map(({ handle }) => handle);
    expect([...handles(before), ...handles(after)].sort()).toEqual(["AA10", "AA11", "AA12", "AA13", "AA14"]);
    const counted = await telemetry(second, id);
    expect(counted).toContain("<State>Completed</State>");
    expect(counted).toContain("<Name>Success</Name><Count>3</Count>");
  });

  it.each([
    ["settled before", () => accepted],
    ["settled after", () => new Promise<ServiceResult>((resolve) => setTimeout(() => resolve(accepted), 50))],
  ])("pushes nothing again that was %s its delivery went out of the log", async (_title, respond) => {
    const store = createMemoryStore();
    const before = fakeServices(({ handle }) => (handle === "AA10" ? respond() : never()));
    const first = await delivering(before, { store, keepDeliveries: 2 });
    for (const handle of ["AA10", "BB10"]) await first.install(handle, { pushChannel: handle });
    const numbers = ["1", "2", "3"];
    for (const number of numbers) await first.send("apple", `{"aps":{"alert":"${number}"}}`);
    const sent = ({ pushes }: FakeServices) =>
      pushes.map(({ handle, body }) => `${handle} ${/\d/.exec(body.slice(body.indexOf("alert")))?.[0]}`);
    await vi.waitFor(() => expect(sent(before).filter((push) => push.startsWith("AA10"))).toHaveLength(3));
    await vi.waitFor(() => expect(first.hub.deliveries.list({ platform: "apple" })[0]?.outcome).toBe("Success"));

    const after = fakeServices();
    const left = copyOf(store);
    const second = await delivering(after, { store: left, keepDeliveries: 2 });
    await settled(second, 2);
    expect(sent(after)).toEqual(["BB10 2", "BB10 3"]);
    const kept = [...left.records.values()].filter(({ kind }) => kind === "push" || kind === "outbox");
    expect(kept.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(["push 5", "push 6"]);
  });

  it("pushes nothing when everything was settled, and keeps nothing in the outbox", async () => {
    const store = createMemoryStore();
    const first = await delivering(fakeServices(), { store });
    await first.install("phone");
    await first.send("apple", alert);
    await settled(first);
    expect([...store.records.values()].map(({ kind }) => kind)).not.toContain("outbox");
    const after = fakeServices();
    const second = await delivering(after, { store: copyOf(store) });
    expect(await settled(second)).toMatchObject([{ outcome: "Success", push: { state: "delivered" } }]);
    expect(after.pushes).toEqual([]);
  });

  it("does not push again what left for a delivery that is no longer kept", async () => {
    const store = createMemoryStore();
    const first = await delivering(fakeServices(never), { store, keepDeliveries: 1, deliver: { concurrency: 1 } });
    await first.install("a", { pushChannel: "AAAA" });
    await first.send("apple", alert);
    await first.send("apple", alert);
    const after = fakeServices();
    const second = await delivering(after, { store: copyOf(store), keepDeliveries: 1 });
    await settled(second);
    expect(after.pushes).toHaveLength(1);
    expect([...store.records.values()].filter(({ kind }) => kind === "push")).toHaveLength(1);
  });

  it("does not push when the start cannot be recorded, and pushes once when it can", async () => {
    const store = createMemoryStore();
    let full = false;
    const failing: MemoryStore = {
      ...store,
      commit(changes) {
        if (full && changes.every(({ kind }) => kind === "push")) throw new Error("disk full");
        store.commit(changes);
      },
    };
    const fake = fakeServices();
    const started = await delivering(fake, { store: failing });
    await started.install("phone");
    vi.useFakeTimers();
    full = true;
    await started.send("apple", alert);
    expect(fake.pushes).toEqual([]);
    full = false;
    await vi.advanceTimersByTimeAsync(1_100);
    expect(fake.pushes).toHaveLength(1);
  });
});

it("forgets the pushes of a hub that is deleted, wherever they are", async () => {
  const store = createMemoryStore();
  let respond = (_result: ServiceResult): void => {};
  const fake = fakeServices(
    () =>
      new Promise((resolve) => {
        respond = resolve;
      }),
  );
  const started = await delivering(fake, { store, deliver: { concurrency: 1 } });
  await started.install("a", { pushChannel: "AAAA" });
  await started.install("b", { pushChannel: "BBBB" });
  await started.send("apple", alert);
  expect((await started.call("DELETE", `/demo?${V}`)).status).toBe(200);
  respond(accepted);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([...store.records.values()].map(({ kind }) => kind)).toEqual([]);
  expect(fake.pushes).toHaveLength(1);
});

describe("a copy of the hub", () => {
  it("pushes nothing of what the original still has to push", async () => {
    const original = await delivering(fakeServices(never));
    await original.install("phone");
    await original.send("apple", alert);
    const snapshot = await new Response(original.hub.snapshot.export()).text();
    const fake = fakeServices();
    const copy = await delivering(fake);
    await copy.hub.snapshot.import(snapshot);
    expect(copy.hub.deliveries.list()).toMatchObject([{ outcome: "UnknownError", push: { state: "unknown" } }]);
    expect(fake.pushes).toEqual([]);
  });
});

describe("release", () => {
  it("pushes a delivery to another device, and returns what the service said", async () => {
    const fake = fakeServices();
    const { hub, install, send } = await delivering(fake, { deliver: { platforms: ["apple"] } });
    await install("phone");
    await send("apple", alert, { "apns-collapse-id": "c" });
    const response = await hub.fetch("http://localhost/_nh/deliveries/1/release", {
      method: "POST",
      body: JSON.stringify({ handle: "BB22" }),
    });
    expect(await response.json()).toMatchObject({
      id: "2",
      handle: "BB22",
      outcome: "Success",
      push: { state: "delivered" },
    });
    expect(fake.pushes[1]).toMatchObject({ handle: "BB22", body: alert, headers: { "apns-collapse-id": "c" } });
  });

  it("says why it cannot", async () => {
    const recording = startTestHub();
    await recording.install("phone");
    await recording.send("apple", alert);
    await expect(recording.hub.deliveries.release("1", "BB22")).rejects.toThrow(
      "This hub only records what it would push. To push for real, start it with --deliver.",
    );
    const fake = fakeServices();
    const { hub } = await delivering(fake);
    await expect(hub.deliveries.release("7", "BB22")).rejects.toThrow('The hub keeps no delivery with the id "7".');
  });
});

it("refuses wrong options", () => {
  const { services } = fakeServices();
  const start = (deliver: object) => () => startTestHub({ deliver: deliver as DeliverOptions });
  expect(start({})).toThrow("deliver.services must be the module @nh/platforms, imported as a namespace.");
  expect(start({ services: {} })).toThrow("services must be the module @nh/platforms");
  expect(start({ services, platforms: ["baidu"] })).toThrow(
    "deliver.platforms must be a list of platforms. Allowed: apple, fcmv1, browser, windows, adm, xiaomi.",
  );
  expect(start({ services, hosts: "all" })).toThrow('deliver.hosts must be "public", "loopback" or "any".');
});
