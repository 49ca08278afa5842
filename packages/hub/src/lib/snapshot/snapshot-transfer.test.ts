import { afterEach, describe, expect, it, vi } from "vitest";
import { NOW, startTestHub } from "../fixtures/call-hub.js";
import { useImpatientClock } from "../fixtures/impatient-clock.js";
import { createMemoryStore, type MemoryStore } from "../fixtures/memory-store.js";
import type { Hub } from "../hub.js";
import { createMemoryBlobStore } from "../store/blob-store.js";
import type { RecordStore, StoredRecord } from "../store/record-store.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const DEVICES = 3_000;

function snapshotOf(count: number): string {
  const records = Array.from({ length: count }, (_, index) => {
    const document = { installationId: `phone-${index}`, platform: "apns", pushChannel: `F${index}`, tags: ["a"] };
    return { hub: "demo", kind: "installation", id: document.installationId, value: { document, etag: 1 } };
  });
  return JSON.stringify({ format: "nh-hub-snapshot", version: 1, records });
}

/** A store that can replace its records in steps, and the calls that it received. */
function replaceableStore(failAt = Number.POSITIVE_INFINITY): {
  store: RecordStore;
  memory: MemoryStore;
  log: string[];
} {
  const memory = createMemoryStore();
  const log: string[] = [];
  const store: RecordStore = {
    ...memory,
    beginReplacement() {
      const staged: StoredRecord[] = [];
      return {
        add(records) {
          if (staged.length + records.length > failAt) throw new Error("The disk is full.");
          staged.push(...records);
          log.push("add");
        },
        commit() {
          memory.records.clear();
          memory.commit(staged);
          log.push("commit");
        },
        discard: () => void log.push("discard"),
      };
    },
  };
  return { store, memory, log };
}

const idsOf = (started: ReturnType<typeof startTestHub>) =>
  started.hub.devices.list({ limit: DEVICES + 1 }).map(({ installationId }) => installationId);

describe("an import into a store", () => {
  it("keeps the present state until the new one is complete, and then replaces it in one moment", async () => {
    const { store, log } = replaceableStore();
    const started = startTestHub({ store });
    await started.install("before");
    const text = snapshotOf(DEVICES);
    useImpatientClock();
    const importing = started.hub.snapshot.import(text);
    while (!log.includes("add")) await new Promise((resolve) => setTimeout(resolve, 0));
    expect(log).not.toContain("commit");
    await started.install("meanwhile");
    expect(idsOf(started)).toEqual(["before", "meanwhile"]);
    expect(idsOf(startTestHub({ store }))).toEqual(["before", "meanwhile"]);
    expect(await importing).toBe(DEVICES);
    expect(log.at(-1)).toBe("commit");
    expect(idsOf(started)).toHaveLength(DEVICES);
    expect(idsOf(started)).not.toContain("meanwhile");
    expect(idsOf(startTestHub({ store }))).toEqual(idsOf(started));
  });

  it("that fails halfway leaves everything as it was, including what was written meanwhile", async () => {
    const { store, log } = replaceableStore(1_000);
    const started = startTestHub({ store });
    await started.install("before");
    const importing = started.hub.snapshot.import(snapshotOf(DEVICES));
    await expect(importing).rejects.toThrow("The disk is full.");
    expect([log.at(-1), log.includes("commit")]).toEqual(["discard", false]);
    expect(idsOf(started)).toEqual(["before"]);
    expect(idsOf(startTestHub({ store }))).toEqual(["before"]);
  });

  it("is one commit for a store that can only commit, and deletes what the snapshot lacks", async () => {
    const store = createMemoryStore();
    const started = startTestHub({ store });
    await started.install("before");
    await started.install("phone-1", { pushChannel: "AA" });
    const commits = store.commits.length;
    await started.hub.snapshot.import(snapshotOf(3));
    expect(store.commits.length - commits).toBe(1);
    expect(idsOf(startTestHub({ store }))).toEqual(["phone-1", "phone-0", "phone-2"]);
    expect(started.hub.devices.list({ installationId: "phone-1" })).toMatchObject([{ handle: "F1" }]);
  });
});

describe("an import whose files do not fit", () => {
  it("replaces the state all the same, continues it, and does not say that nothing was changed", async () => {
    const blobs = createMemoryBlobStore(() => 0);
    const { store } = replaceableStore();
    const started = startTestHub({ store, blobs });
    await started.install("phone");
    const headers = {
      "ServiceBusNotification-Format": "apple",
      "ServiceBusNotification-ScheduleTime": new Date(NOW + 60_000).toISOString(),
      "content-type": "application/json",
    };
    await started.call("POST", "/demo/schedulednotifications/?api-version=2020-06", { headers, body: "{}" });
    blobs.write("files/in", "list.txt", "{}");
    const snapshot = await new Response(started.hub.snapshot.export()).text();
    started.hub.reset();
    started.hub.clock.advance(120);
    const full = Object.assign(new Error("list.txt cannot be written."), { code: "NH_STORE_FULL" });
    vi.spyOn(blobs, "append").mockImplementation(() => {
      throw full;
    });
    const events: string[] = [];
    started.hub.events.subscribe(({ type }) => events.push(type));
    const response = await started.hub.fetch("http://localhost/_nh/snapshot", { method: "PUT", body: snapshot });
    expect([response.status, await response.json()]).toEqual([
      503,
      { error: "The hub failed: list.txt cannot be written." },
    ]);
    expect([events[0], idsOf(started)]).toEqual(["reset", ["phone"]]);
    // The scheduled send was due.
    expect(started.hub.deliveries.list()).toHaveLength(1);
  });
});

describe("a reset of a store", () => {
  it("writes nothing but the names of fixed hubs, however many devices existed", async () => {
    const { store, memory, log } = replaceableStore();
    const started = startTestHub({ store, hubs: ["demo"] });
    await started.hub.snapshot.import(snapshotOf(DEVICES));
    const before = log.length;
    started.hub.reset();
    expect(log.slice(before)).toEqual(["add", "commit"]);
    expect([...memory.records.values()]).toEqual([{ hub: "demo", kind: "hub", id: "demo", value: "{}" }]);
  });
});

describe("a large snapshot", () => {
  const bytes = (text: string) => new Blob([text]).stream();
  it.each([
    ["that is read", (hub: Hub) => new Response(hub.snapshot.export()).text()],
    ["that comes as a string", (hub: Hub) => hub.snapshot.import(snapshotOf(DEVICES))],
    ["that comes as a stream", (hub: Hub) => hub.snapshot.import(bytes(snapshotOf(DEVICES)))],
  ])("%s lets other requests go first", async (_title, work) => {
    const started = startTestHub();
    await started.hub.snapshot.import(snapshotOf(DEVICES));
    useImpatientClock(20);
    const order: string[] = [];
    const done = work(started.hub).then(() => order.push("snapshot"));
    setTimeout(() => order.push("another"), 0);
    await done;
    expect(order).toEqual(["another", "snapshot"]);
  });
});
