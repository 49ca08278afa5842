import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { delivery, device, request } from "../fixtures/samples.js";
import { SLICE_LENGTH } from "./intake.js";
import { followHub } from "./live.js";
import { HubStore } from "./store.js";
import type { HubRequest } from "./types.js";

beforeEach(() => {
  vi.useFakeTimers();
  // The platform's own does not follow the timers of the test.
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const late = new AbortController();
    setTimeout(() => late.abort(new DOMException("It took too long.", "TimeoutError")), ms);
    return late.signal;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
const clockAt = (now: string) => ({ now, frozen: true });
const ids = (requests: readonly HubRequest[]) => requests.map(({ id }) => id);

/**
 * A hub by hand: one stream for each connection, and what a test says of its lists. What is dead
 * takes a request and never responds.
 */
function hubByHand() {
  const encoder = new TextEncoder();
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const lists: Record<string, object> = {
    requests: { requests: [] },
    deliveries: { deliveries: [] },
    devices: { devices: [] },
    hubs: { hubs: [] },
    faults: { faults: [] },
    "faults/scenarios": { scenarios: [] },
    clock: clockAt("2026-11-30T07:00:00.000Z"),
    connection: { hub: "shop" },
  };
  const dead = new Set<string>();
  const requests: string[] = [];
  const respond = async (address: string, { signal }: RequestInit = {}): Promise<Response> => {
    const path = address.replace(/^\/_nh\//, "").replace(/\?.*$/, "");
    requests.push(path);
    if (dead.has(path)) await new Promise((_, reject) => whenAborted(signal, reject));
    if (path !== "events") return Response.json(lists[path]);
    const start = (stream: ReadableStreamDefaultController<Uint8Array>) => {
      streams.push(stream);
      whenAborted(signal, (reason) => stream.error(reason));
    };
    return new Response(new ReadableStream<Uint8Array>({ start }));
  };
  vi.stubGlobal("fetch", vi.fn(respond));
  const store = new HubStore();
  followHub(store);
  const emit = (text: string) => streams.at(-1)?.enqueue(encoder.encode(text));
  return { store, streams, lists, dead, requests, emit };
}

function whenAborted(signal: AbortSignal | null | undefined, then: (reason: unknown) => void): void {
  signal?.addEventListener("abort", () => then(signal.reason));
}

it("takes nothing more of a stream that has ended: everything is loaded anew", async () => {
  const { store, streams, lists, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(1_000);
  // Each event is a slice of its own, and a second is too short for all of them.
  const filler = "x".repeat(SLICE_LENGTH);
  const numbers = Array.from({ length: 40 }, (_, index) => String(index + 1));
  for (const id of numbers) emit(event("request", { request: request({ id, requestBody: filler }) }));
  emit(event("deliveries-cleared", {}));
  emit(event("clock", clockAt("2026-11-30T08:00:00.000Z")));
  streams.at(-1)?.close();
  await vi.advanceTimersByTimeAsync(500);
  expect(store.state.link).toBe("lost");
  lists.requests = { requests: [...numbers, "41"].map((id) => request({ id })) };
  lists.deliveries = { deliveries: [delivery()] };
  lists.clock = clockAt("2026-11-30T09:00:00.000Z");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams.length).toBe(2);
  expect(store.state.link).toBe("live");
  expect(ids(store.state.requests)).toEqual([...numbers, "41"]);
  expect(store.state.deliveries).toEqual([delivery()]);
  expect(store.state.clock).toEqual(clockAt("2026-11-30T09:00:00.000Z"));
});

it("goes on with the events of the new stream", async () => {
  const { store, streams, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  streams.at(-1)?.error(new TypeError("The network is gone."));
  await vi.advanceTimersByTimeAsync(2_000);
  emit(event("request", { request: request({ id: "7" }) }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ids(store.state.requests)).toEqual(["7"]);
});

it("connects again when a connection is silent though nobody has closed it", async () => {
  const { store, streams, emit } = hubByHand();
  for (let beat = 0; beat < 10; beat++) {
    emit(": still here\n\n");
    await vi.advanceTimersByTimeAsync(15_000);
  }
  expect(streams.length).toBe(1);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(streams.length).toBeGreaterThan(1);
  expect(store.state.link).toBe("live");
});

it("connects again when a connection is taken and nothing ever comes", async () => {
  const { store, streams, dead, requests } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  dead.add("events");
  streams.at(-1)?.error(new TypeError("The network is gone."));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(requests.filter((path) => path === "events")).toHaveLength(2);
  expect(store.state.link).toBe("lost");
  dead.clear();
  await vi.advanceTimersByTimeAsync(90_000);
  expect(streams).toHaveLength(2);
  expect(store.state.link).toBe("live");
});

it("loads again when a list never comes", async () => {
  const { store, lists, dead, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  dead.add("requests");
  emit(event("reset", {}));
  await vi.advanceTimersByTimeAsync(100);
  for (let beat = 0; beat < 3; beat++) {
    await vi.advanceTimersByTimeAsync(15_000);
    emit(": still here\n\n");
  }
  expect(store.state.link).toBe("lost");
  dead.clear();
  lists.requests = { requests: [request({ id: "1" })] };
  lists.devices = { devices: [device()] };
  await vi.advanceTimersByTimeAsync(45_000);
  expect(store.state.link).toBe("live");
  expect(ids(store.state.requests)).toEqual(["1"]);
  expect(store.state.devices).toEqual([device()]);
});

/** Holds back the next response to the list of requests until the returned function is called. */
function holdNextLoad(): () => void {
  const quick = fetch;
  const held: (() => void)[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    const response = await quick(address, init);
    if (address.startsWith("/_nh/requests") && held.length === 0) {
      await new Promise<void>((resolve) => void held.push(resolve));
    }
    return response;
  });
  return () => held[0]?.();
}

it("keeps what the later of two loads brought, whichever ends first", async () => {
  const { store, lists, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  const release = holdNextLoad();
  lists.requests = { requests: [request({ id: "1" })] };
  emit(event("reset", {}));
  await vi.advanceTimersByTimeAsync(100);
  lists.requests = { requests: [request({ id: "2" })] };
  emit(event("reset", {}));
  await vi.advanceTimersByTimeAsync(100);
  expect(ids(store.state.requests)).toEqual(["2"]);
  release();
  await vi.advanceTimersByTimeAsync(100);
  expect(ids(store.state.requests)).toEqual(["2"]);
});

it("does not bring back deliveries that were cleared during a load", async () => {
  const { store, lists, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  const release = holdNextLoad();
  lists.deliveries = { deliveries: [delivery({ id: "1" })] };
  emit(event("reset", {}));
  await vi.advanceTimersByTimeAsync(100);
  emit(event("delivery", { delivery: delivery({ id: "2" }) }));
  await vi.advanceTimersByTimeAsync(100);
  lists.deliveries = { deliveries: [] };
  emit(event("deliveries-cleared", {}));
  await vi.advanceTimersByTimeAsync(100);
  release();
  await vi.advanceTimersByTimeAsync(100);
  expect(store.state.deliveries).toEqual([]);
});

it("keeps the clock of an event that came during a load", async () => {
  const { store, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  const release = holdNextLoad();
  emit(event("reset", {}));
  await vi.advanceTimersByTimeAsync(100);
  emit(event("clock", clockAt("2026-11-30T08:00:00.000Z")));
  await vi.advanceTimersByTimeAsync(100);
  release();
  await vi.advanceTimersByTimeAsync(100);
  expect(store.state.clock).toEqual(clockAt("2026-11-30T08:00:00.000Z"));
});

it("loads the devices again that changed during a load, whose list may be older", async () => {
  const { store, lists, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(100);
  const release = holdNextLoad();
  emit(event("reset", {}));
  await vi.advanceTimersByTimeAsync(100);
  // The devices of the load have come; the load waits for its requests.
  lists.devices = { devices: [device()] };
  emit(event("devices", { hub: "shop" }));
  await vi.advanceTimersByTimeAsync(1_000);
  release();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.state.devices).toEqual([device()]);
});

it("says that the list of devices lags while they change without a pause, and when it no longer does", async () => {
  const { store, lists, emit } = hubByHand();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.state.devicesLag).toBe(false);
  for (let changes = 0; changes < 200; changes++) {
    emit(event("devices", { hub: "shop" }));
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(store.state.devicesLag).toBe(true);
  lists.devices = { devices: [device()] };
  await vi.advanceTimersByTimeAsync(3_000);
  expect(store.state.devicesLag).toBe(false);
  expect(store.state.devices).toEqual([device()]);
});
