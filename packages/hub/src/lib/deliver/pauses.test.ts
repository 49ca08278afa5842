import { describe, expect, it, vi } from "vitest";
import type { TestHub } from "../fixtures/call-hub.js";
import { copyOf, delivering, refused, vapid } from "../fixtures/delivering.js";
import { createMemoryStore } from "../fixtures/memory-store.js";
import { accepted, type FakeServices, fakeServices, type TakenPush } from "../fixtures/services.js";
import type { ServiceResult } from "./push-services.js";

const alert = '{"aps":{"alert":"Hello"}}';
const busy = (about: "handle" | "service", retryAfterMs?: number) =>
  refused("TooMany", { state: "throttled", about, status: 429, retryable: true, retryAfterMs });
const handleOf = ({ handle }: TakenPush): string => (typeof handle === "string" ? handle : handle.endpoint);
const handles = ({ pushes }: FakeServices) => pushes.map(handleOf);

/** Services that accept all pushes but the first to each handle with this prefix. */
function servicesThatStop(start: string, response: () => Promise<ServiceResult> | ServiceResult): FakeServices {
  const seen = new Set<string>();
  return fakeServices((push) => {
    const handle = handleOf(push);
    if (!handle.startsWith(start) || seen.has(handle)) return accepted;
    seen.add(handle);
    return response();
  });
}

/** A hub with these phones, and one place for a push at a time. */
async function withPhones(fake: FakeServices, phones: readonly string[]): Promise<TestHub> {
  const started = await delivering(fake, { deliver: { concurrency: 1 } });
  for (const phone of phones) await started.install(phone, { pushChannel: phone });
  vi.useFakeTimers();
  return started;
}

/** A hub with a browser for each of these endpoints. */
async function withBrowsers(fake: FakeServices, endpoints: readonly string[]): Promise<TestHub> {
  const started = await delivering(fake, { credentials: { browser: vapid }, deliver: { concurrency: 1 } });
  for (const [index, endpoint] of endpoints.entries()) {
    const pushChannel = { endpoint, p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };
    await started.install(`tab${index}`, { platform: "browser", pushChannel });
  }
  vi.useFakeTimers();
  return started;
}

describe("a device that is throttled", () => {
  it("waits for as long as the service asks, and holds up no other device", async () => {
    const fake = servicesThatStop("AA", () => busy("handle", 30_000));
    const started = await withPhones(fake, ["AA01", "BB02", "CC03"]);
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(10);
    expect(handles(fake)).toEqual(["AA01", "BB02", "CC03"]);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(fake.pushes).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(handles(fake).slice(3)).toEqual(["AA01"]);
  });

  it("gets nothing else meanwhile, and everything afterwards in the order of its sends", async () => {
    const fake = servicesThatStop("AA", () => busy("handle", 30_000));
    const started = await withPhones(fake, ["AA01", "BB02"]);
    const numbered = (number: number) => `{"aps":{"alert":"${number}"}}`;
    await started.send("apple", numbered(1), { "apns-collapse-id": "score" });
    await vi.advanceTimersByTimeAsync(10);
    await started.send("apple", numbered(2), { "apns-collapse-id": "score" });
    await started.send("apple", numbered(3), { "apns-collapse-id": "score" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(handles(fake)).toEqual(["AA01", "BB02", "BB02", "BB02"]);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(handles(fake).slice(4)).toEqual(["AA01", "AA01", "AA01"]);
    expect(fake.pushes.slice(4).map(({ body }) => body)).toEqual([1, 2, 3].map(numbered));
    expect(started.hub.deliveries.list().map(({ outcome }) => outcome)).toEqual(Array(6).fill("Success"));
  });

  it("gets what was throttled before what still waits in the lane", async () => {
    const fake = servicesThatStop("AA", () => busy("handle", 1_000));
    const started = await withPhones(fake, ["AA01", "BB02"]);
    await started.send("apple", '{"aps":{"alert":"first"}}');
    await vi.advanceTimersByTimeAsync(10);
    const { behave } = fake;
    // The only place of the lane is taken while the pause ends.
    fake.behave = async (push, signal) => {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return behave(push, signal);
    };
    await started.send("apple", alert, { "ServiceBusNotification-Tags": "$InstallationId:{BB02}" });
    await started.send("apple", '{"aps":{"alert":"second"}}', {
      "ServiceBusNotification-Tags": "$InstallationId:{AA01}",
    });
    await vi.advanceTimersByTimeAsync(20_000);
    const bodies = fake.pushes
      .filter(({ handle }) => handle === "AA01")
      .map(({ body }) => /first|second/.exec(body)?.[0]);
    expect(bodies).toEqual(["first", "first", "second"]);
  });

  it("waits a while when the service does not say for how long", async () => {
    const fake = servicesThatStop("AA", () => busy("handle"));
    const started = await withPhones(fake, ["AA01", "BB02"]);
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(400);
    expect(handles(fake)).toEqual(["AA01", "BB02"]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(handles(fake)).toEqual(["AA01", "BB02", "AA01"]);
  });

  it("is not pushed to when its hub is deleted meanwhile", async () => {
    const fake = servicesThatStop("AA", () => busy("handle", 30_000));
    const started = await withPhones(fake, ["AA01"]);
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(10);
    await started.send("apple", alert);
    expect((await started.call("DELETE", "/demo?api-version=2020-06")).status).toBe(200);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.pushes).toHaveLength(1);
  });
});

it.each<[string, Partial<ServiceResult>, string]>([
  ["a throttled device", { state: "throttled" }, "ChannelThrottled"],
  ["a push that WNS dropped", { reason: "dropped" }, "Dropped"],
  ["a throttled sender", { state: "throttled", about: "service" }, "Throttled"],
  ["a body that is too large", { about: "payload", status: 413 }, "InvalidNotificationSize"],
  ["a body that is wrong", { about: "payload" }, "InvalidNotificationFormat"],
])("counts %s by what the service said, even when its reason is unknown", async (_title, result, outcome) => {
  const fake = servicesThatStop("AA", () => refused("HTTP 499", result));
  const started = await withPhones(fake, ["AA01"]);
  await started.send("apple", alert);
  await vi.advanceTimersByTimeAsync(10);
  expect(started.hub.deliveries.list()).toMatchObject([{ outcome }]);
});

it("does not hold up other devices when a device belongs to another credential", async () => {
  const fake = servicesThatStop("AA", () => refused("HTTP 403", { state: "credentialRefused", status: 403 }));
  const started = await withPhones(fake, ["AA01", "AA02", "BB03"]);
  await started.send("apple", alert);
  await vi.advanceTimersByTimeAsync(10);
  const outcomes = started.hub.deliveries.list().map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["WrongChannel", "WrongChannel", "Success"]);
});

describe("a push service that takes no pushes for now", () => {
  it.each<[string, () => Promise<ServiceResult> | ServiceResult]>([
    ["throttles this sender", () => busy("service", 30_000)],
    ["is down", () => refused("HTTP 503", { state: "unavailable", about: "service", retryAfterMs: 30_000 })],
    ["does not know the credential", () => refused("x", { state: "credentialRefused", about: "credential" })],
    ["cannot be reached", () => Promise.reject(Object.assign(new Error("no"), { code: "NH_PLATFORM_UNREACHABLE" }))],
  ])("holds up all its devices when it %s", async (_title, response) => {
    const fake = servicesThatStop("AA", response);
    const started = await withPhones(fake, ["AA01", "BB02"]);
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(400);
    expect(handles(fake)).toEqual(["AA01"]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handles(fake)).toContain("BB02");
  });

  const down = () => refused("HTTP 503", { state: "unavailable", about: "service", retryAfterMs: 3_600_000 });
  const google = "https://fcm.googleapis.com/fcm/send";
  const mozilla = "https://updates.push.services.mozilla.com/wpush/v2";

  it("holds up its own browsers only", async () => {
    const fake = servicesThatStop(google, down);
    const started = await withBrowsers(fake, [`${google}/1`, `${google}/2`, `${mozilla}/3`]);
    await started.send("browser", '{"title":"Hello"}');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handles(fake).sort()).toEqual([`${google}/1`, `${mozilla}/3`]);
  });

  it("holds up one host only when it is unknown, since any device can name any host", async () => {
    const fake = servicesThatStop("https://push.attacker.net", down);
    const endpoints = ["https://push.attacker.net/1", "https://push.attacker.net/2", "https://push.honest.net/3"];
    const started = await withBrowsers(fake, [...endpoints, `${google}/4`]);
    await started.send("browser", '{"title":"Hello"}');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handles(fake).sort()).toEqual([`${google}/4`, "https://push.attacker.net/1", "https://push.honest.net/3"]);
  });

  it("lets no later push overtake one to the same device that it refused for now", async () => {
    const seen = new Set<string>();
    const fake = fakeServices(({ body }) => {
      if (!body.includes("first") || seen.has(body)) return accepted;
      seen.add(body);
      return busy("service", 30_000);
    });
    const started = await withPhones(fake, ["AA01", "BB02"]);
    const to = (phone: string) => ({ "ServiceBusNotification-Tags": `$InstallationId:{${phone}}` });
    await started.send("apple", '{"aps":{"alert":"first"}}', to("AA01"));
    await vi.advanceTimersByTimeAsync(10);
    for (const alert of ["second", "third"]) await started.send("apple", `{"aps":{"alert":"${alert}"}}`, to("AA01"));
    await started.send("apple", alert, to("BB02"));
    await vi.advanceTimersByTimeAsync(40_000);
    const words = fake.pushes.map(({ body }) => /first|second|third|Hello/.exec(body)?.[0]);
    expect(words.filter((word) => word !== "Hello")).toEqual(["first", "first", "second", "third"]);
    expect(words).toContain("Hello");
  });

  it("lets later pushes to a device come once it has given up the first", async () => {
    const fake = fakeServices(({ body }) => (body.includes("first") ? down() : accepted));
    const started = await withPhones(fake, ["AA01"]);
    await started.send("apple", '{"aps":{"alert":"first"}}');
    await started.send("apple", alert);
    await vi.advanceTimersByTimeAsync(3_700_000);
    expect(started.hub.deliveries.list().map(({ outcome }) => outcome)).toEqual(["PnsUnavailable", "Success"]);
  });

  it("lets no later push overtake after a restart either", async () => {
    const store = createMemoryStore();
    const before = fakeServices(() => busy("service", 30_000));
    const started = await delivering(before, { store });
    await started.install("phone");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    for (const word of ["first", "second"]) await started.send("apple", `{"aps":{"alert":"${word}"}}`);
    await vi.advanceTimersByTimeAsync(10);
    const after = fakeServices();
    await delivering(after, { store: copyOf(store) });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(after.pushes.map(({ body }) => /first|second/.exec(body)?.[0])).toEqual(["first", "second"]);
  });
});

it("keeps the order of the sends over a restart, in whatever order the store returns them", async () => {
  const store = createMemoryStore();
  const before = fakeServices(() => busy("service", 30_000));
  const started = await delivering(before, { store });
  await started.install("phone");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const numbers = Array.from({ length: 11 }, (_, index) => String(index + 1));
  for (const number of numbers) await started.send("apple", `{"aps":{"alert":"${number}"}}`);
  await vi.advanceTimersByTimeAsync(10);
  const killed = copyOf(store);
  const after = fakeServices();
  // In the order of a table whose key is a string: "10" comes before "9".
  const load = () => [...killed.records].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
  await delivering(after, { store: { ...killed, load } });
  await vi.advanceTimersByTimeAsync(40_000);
  expect(after.pushes.map(({ body }) => /\d+/.exec(body)?.[0])).toEqual(numbers);
});

it("has one push at a time on its way to a device, and many to all", async () => {
  let most = 0;
  const onTheirWay = new Set<string>();
  const fake = fakeServices(async (push) => {
    expect(onTheirWay).not.toContain(handleOf(push));
    onTheirWay.add(handleOf(push));
    most = Math.max(most, onTheirWay.size);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    onTheirWay.delete(handleOf(push));
    return accepted;
  });
  const started = await delivering(fake);
  for (const phone of ["AA01", "BB02", "CC03"]) await started.install(phone, { pushChannel: phone });
  vi.useFakeTimers();
  for (const number of [1, 2, 3]) await started.send("apple", `{"aps":{"alert":"${number}"}}`);
  await vi.advanceTimersByTimeAsync(10_000);
  const outcomes = started.hub.deliveries.list().map(({ outcome }) => outcome);
  expect([most, outcomes]).toEqual([3, Array(9).fill("Success")]);
});

it("pushes to 32 unknown hosts at once, and to the others when it is their turn", async () => {
  const hosts = new Map<string, number>();
  let most = 0;
  const fake = fakeServices(async (push) => {
    const { host } = new URL(handleOf(push));
    hosts.set(host, (hosts.get(host) ?? 0) + 1);
    most = Math.max(most, hosts.size);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const left = (hosts.get(host) ?? 0) - 1;
    if (left === 0) hosts.delete(host);
    else hosts.set(host, left);
    return accepted;
  });
  // The first host alone has work for ten seconds. It must not keep its place for so long.
  const busyHost = Array.from({ length: 10 }, (_, index) => `https://push0.attacker.net/${index}`);
  const others = Array.from({ length: 40 }, (_, index) => `https://push${index + 1}.attacker.net/1`);
  const started = await withBrowsers(fake, [...busyHost, ...others]);
  await started.send("browser", '{"title":"Hello"}');
  await vi.advanceTimersByTimeAsync(2_500);
  expect(new Set(handles(fake).map((handle) => new URL(handle).host)).size).toBe(41);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([most, fake.pushes.length]).toEqual([32, 50]);
});

it("reaches a host within two rounds, although 32 others always have something to get", async () => {
  const fake = fakeServices(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return accepted;
  });
  const others = Array.from({ length: 160 }, (_, index) => `https://push${index % 32}.attacker.net/${index}`);
  const started = await withBrowsers(fake, [...others, "https://push.honest.net/1"]);
  await started.send("browser", '{"title":"Hello"}');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(handles(fake)).toContain("https://push.honest.net/1");
  await vi.advanceTimersByTimeAsync(20_000);
  expect([fake.mostAtOnce, fake.pushes.length]).toEqual([32, 161]);
});

it("pushes to a known service while an unknown one does not respond", async () => {
  const google = "https://fcm.googleapis.com/fcm/send/1";
  const fake = servicesThatStop("https://push.attacker.net", () => new Promise(() => {}));
  const started = await withBrowsers(fake, ["https://push.attacker.net/1", google]);
  await started.send("browser", '{"title":"Hello"}');
  await vi.advanceTimersByTimeAsync(10);
  expect(handles(fake)).toContain(google);
});
