import { afterEach, describe, expect, it, vi } from "vitest";
import { startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { useImpatientClock } from "../fixtures/impatient-clock.js";
import { createMemoryStore } from "../fixtures/memory-store.js";
import type { BlobStore } from "../store/blob-store.js";
import { createMemoryBlobStore } from "../store/blob-store.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const DEVICES = 1_500;

/** A hub with this many installations `phone-0`, `phone-1`, …, whose handles are F000, F001, … */
async function crowd(options: Parameters<typeof startTestHub>[0] = {}): Promise<TestHub> {
  const started = startTestHub(options);
  const records = Array.from({ length: DEVICES }, (_, index) => {
    const document = { installationId: `phone-${index}`, platform: "apns", pushChannel: handleOf(index), tags: ["a"] };
    return { hub: "demo", kind: "installation", id: document.installationId, value: { document, etag: 1 } };
  });
  await started.hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
  return started;
}

const handleOf = (index: number) => `F${index.toString(16).toUpperCase().padStart(3, "0")}`;
const expired = ({ hub }: TestHub) => hub.devices.list({ limit: DEVICES }).filter((device) => device.expired);
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

async function refusalsIn(started: TestHub, id: string): Promise<number> {
  const { body } = await started.call("GET", `/demo/messages/${id}?api-version=2020-06`);
  return Number(/<Name>BadChannel<\/Name><Count>(\d+)</.exec(body)?.[1] ?? 0);
}

/**
 * Starts a broadcast and waits until its deliveries are recorded, which is before all its dead
 * handles are handled.
 */
async function beginBroadcast(started: TestHub): Promise<{ done: Promise<string> }> {
  let ended = false;
  const done = started.send("apple", '{"aps":{}}').finally(() => {
    ended = true;
  });
  while (started.hub.deliveries.list({ limit: 1 }).length === 0) await turn();
  expect(ended).toBe(false);
  return { done };
}

describe("a broadcast that its platform rejects", () => {
  it("lets other requests go first, and is recorded, counted and reported completely before the response", async () => {
    const started = await crowd();
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    useImpatientClock();
    const { done } = await beginBroadcast(started);
    expect(expired(started).length).toBeLessThan(DEVICES);
    const id = await done;
    expect(started.hub.deliveries.list({ limit: 10_000, outcome: "BadChannel" })).toHaveLength(DEVICES);
    expect(await refusalsIn(started, id)).toBe(DEVICES);
    expect(expired(started)).toHaveLength(DEVICES);
    const blob = await started.hub.fetch(
      `https://localhost/_nh/blobs/feedback/${await feedbackDigits(started)}/05062031`,
    );
    expect((await blob.text()).trim().split("\r\n")).toHaveLength(DEVICES);
  });

  it("does not mark a channel as dead that its device has meanwhile changed", async () => {
    const store = createMemoryStore();
    const started = await crowd({ store });
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    useImpatientClock();
    const { done } = await beginBroadcast(started);
    const last = `phone-${DEVICES - 1}`;
    await started.install(last, { pushChannel: "AB99", tags: ["new"] });
    await done;
    expect(expired(started)).toHaveLength(DEVICES - 1);
    const restarted = startTestHub({ store });
    for (const { hub } of [started, restarted]) {
      expect(hub.devices.list({ installationId: last })).toMatchObject([{ handle: "AB99", expired: false }]);
    }
    expect(restarted.hub.devices.list({ limit: DEVICES })).toEqual(started.hub.devices.list({ limit: DEVICES }));
  });

  it("records the deliveries, the telemetry and the first dead handles in one transaction", async () => {
    const store = createMemoryStore();
    const started = await crowd({ store });
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    const before = store.commits.length;
    await started.send("apple", '{"aps":{}}');
    const commits = store.commits.slice(before).map((changes) => {
      const kinds = changes.map(({ kind }) => kind);
      return ["deliveries", "notification", "installation"].map((kind) => kinds.filter((own) => own === kind).length);
    });
    expect(commits[0]).toEqual([DEVICES / 100, 1, 200]);
    expect(commits.slice(1)).toEqual([...Array(6).fill([0, 0, 200]), [0, 0, 100]]);
  });

  it("stays sent when the disk has room only for the send itself", async () => {
    const store = createMemoryStore();
    let commitsLeft = Number.POSITIVE_INFINITY;
    const failing = {
      ...store,
      commit(changes: Parameters<typeof store.commit>[0]) {
        if (--commitsLeft < 0) throw new Error("The disk is full.");
        store.commit(changes);
      },
    };
    const started = await crowd({ store: failing });
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    commitsLeft = 1;
    const id = await started.send("apple", '{"aps":{}}');
    expect(await refusalsIn(started, id)).toBe(DEVICES);
    expect(expired(started)).toHaveLength(200);
    expect(expired(startTestHub({ store }))).toHaveLength(200);
  });

  it("leaves nothing in the state after a reset", async () => {
    const blobs = createMemoryBlobStore(() => 0);
    const started = await crowd({ blobs });
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    useImpatientClock();
    const { done } = await beginBroadcast(started);
    started.hub.reset();
    const id = await done;
    expect(started.hub.deliveries.list()).toEqual([]);
    expect(started.hub.devices.list()).toEqual([]);
    expect((await started.call("GET", `/demo/messages/${id}?api-version=2020-06`)).status).toBe(404);
    expect([...containersOf(blobs)]).toEqual([]);
  });

  it("is not started again by a reset while its pushes are still being handled", async () => {
    const started = await crowd();
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    useImpatientClock();
    const done = started.send("apple", '{"aps":{}}');
    await turn();
    expect(started.hub.deliveries.list()).toEqual([]);
    started.hub.reset();
    await done;
    expect(started.hub.deliveries.list()).toEqual([]);
  });

  it("gets a 503 when the hub is closed before it is recorded", async () => {
    const started = await crowd();
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    useImpatientClock();
    const done = started.send("apple", '{"aps":{}}');
    await turn();
    started.hub.close();
    await expect(done).rejects.toThrow("The send was refused: 503");
  });
});

describe("a broadcast that is delayed", () => {
  it("is recorded at once for all recipients with the same delay", async () => {
    const store = createMemoryStore();
    const started = await crowd({ store });
    started.hub.faults.add({ match: { handle: handleOf(1) }, answer: { delayMs: 1 } });
    started.hub.faults.add({ match: { tag: "a" }, answer: { delayMs: 30 } });
    const before = store.commits.length;
    const id = await started.send("apple", '{"aps":{}}');
    const state = async () =>
      /<State>(\w+)</.exec((await started.call("GET", `/demo/messages/${id}?api-version=2020-06`)).body)?.[1];
    expect(await state()).toBe("Processing");
    while ((await state()) !== "Completed") await turn();
    expect(started.hub.deliveries.list({ limit: 10_000 })).toHaveLength(DEVICES);
    expect(started.hub.deliveries.list({ limit: 1 })).toMatchObject([{ handle: handleOf(1) }]);
    expect(store.commits.length - before).toBe(3);
  });
});

describe("a dead handle", () => {
  it("does not undo a write to its installation that is acknowledged but not yet visible", async () => {
    const store = createMemoryStore();
    const started = startTestHub({ store, installationLagMs: 5_000 });
    await started.install("phone");
    started.hub.clock.advance(5);
    await started.install("phone", { pushChannel: "BB22" });
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    await started.send("apple", '{"aps":{}}');
    expect(started.hub.devices.list()).toMatchObject([{ handle: "AA11BB22", expired: true }]);
    expect(startTestHub({ store }).hub.devices.list()).toMatchObject([{ handle: "BB22", expired: false }]);
    started.hub.clock.advance(5);
    expect(started.hub.devices.list()).toMatchObject([{ handle: "BB22", expired: false }]);
  });
});

describe("an installation that expires", () => {
  it("stays in the store when a later write to it is acknowledged but not yet visible", async () => {
    const store = createMemoryStore();
    const started = startTestHub({ store, installationLagMs: 5_000 });
    await started.install("phone", { expirationTime: "2031-05-06T07:08:20Z" });
    started.hub.clock.advance(9);
    await started.install("phone");
    started.hub.clock.advance(3);
    expect(started.hub.devices.list()).toEqual([]);
    expect(startTestHub({ store }).hub.devices.list()).toHaveLength(1);
  });
});

function* containersOf(blobs: BlobStore): Iterable<string> {
  for (const container of blobs.containers()) if (!container.startsWith("acc/")) yield container;
}

async function feedbackDigits(started: TestHub): Promise<string> {
  const { body } = await started.call("GET", "/demo/feedbackcontainer?api-version=2020-06");
  return /feedback\/(\d{20})/.exec(body)?.[1] ?? "";
}
