import { getEventListeners } from "node:events";
import { apple, browser, fcmV1, template } from "@nh/payloads";
import { readBatch } from "@nh/wire/server";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collect, connectHub, connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import type { ClientEvent } from "../events.js";
import type { ClientOptions } from "../options.js";
import { Cursor } from "./cursor.js";
import { notificationDigest } from "./digest.js";
import type { BatchResult, BulkProgress, FailedBatch } from "./results.js";
import { type SendToDevicesOptions, sendToDevices } from "./send-to-devices.js";

const notification = fcmV1({ data: { message: "Hello" } });
const named = (count: number) => Array.from({ length: count }, (_item, index) => `device-${index}`);

/** A service that notes which handles each request carries; `respond` may refuse it. */
function connectService(
  respond: (handles: string[], request: number) => Response | Promise<Response> = () => respondWith(201),
  options: ClientOptions = {},
) {
  const batches: string[][] = [];
  const bodies: string[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const context = connectScript(async (_url, init) => {
    const { handles } = readBatch(init.headers["Content-Type"] ?? "", init.body ?? "");
    const request = batches.push(handles);
    bodies.push(init.body ?? "");
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      return await respond(handles, request);
    } finally {
      underWay--;
    }
  }, options);
  return { context, batches, bodies, mostUnderWay: () => mostUnderWay };
}

/** Collects results until the iteration ends, and what it ended with. */
async function runToEnd(results: AsyncIterable<BatchResult>): Promise<{ results: BatchResult[]; error: unknown }> {
  const all: BatchResult[] = [];
  try {
    for await (const result of results) all.push(result);
    return { results: all, error: undefined };
  } catch (error) {
    return { results: all, error };
  }
}

/** The cursor of a run with these batches behind it. */
function cursorOf(run: {
  batchSize: number;
  done: readonly [number, number][];
  refused?: readonly [number, number][];
  begun: number;
}): string {
  const { batchSize, done, refused = [], begun } = run;
  const digest = notificationDigest(notification);
  const cursor = Cursor.start({ batchSize, duplicates: "skip", notification: digest });
  for (const [start, end] of done) cursor.done.add(start, end);
  for (const [start, end] of refused) cursor.refused.add(start, end);
  return cursor.format(begun, 0);
}

const facts = (results: readonly BatchResult[]) =>
  results.map(({ state, index, start, count }) => ({ state, index, start, count })).sort((a, b) => a.index - b.index);

describe("sendToDevices", () => {
  it("sends batches of a thousand to the hub, each handle once", async () => {
    const { hub, context, sent } = connectHub();
    const results = await collect(sendToDevices(context, notification, named(2500)));
    expect(facts(results)).toEqual([
      { state: "sent", index: 0, start: 0, count: 1000 },
      { state: "sent", index: 1, start: 1000, count: 1000 },
      { state: "sent", index: 2, start: 2000, count: 500 },
    ]);
    for (const result of results) {
      expect(result).toMatchObject({
        state: "sent",
        attempts: 1,
        mayBeDuplicate: false,
        notificationId: expect.stringMatching(/^NH-/),
        trackingId: expect.any(String),
      });
    }
    expect(hub.deliveries.list({ limit: 10_000 })).toHaveLength(2500);
    expect(sent.map(({ target }) => target)).toEqual(
      Array.from({ length: 3 }, () => "/demo/messages/$batch?api-version=2020-06&direct=true"),
    );
    expect(sent[0]?.headers).toMatchObject({
      "ServiceBusNotification-Format": "fcmv1",
      "Content-Type": 'multipart/mixed; boundary="nh-batch-multipart-boundary"',
    });
  });

  it("sends nothing until it is iterated, and nothing for an empty input", async () => {
    const { context, batches } = connectService();
    sendToDevices(context, notification, named(3));
    expect(await collect(sendToDevices(context, notification, []))).toEqual([]);
    expect(batches).toEqual([]);
  });

  it("makes smaller batches where 64 KB demand it, each as full as it can be", async () => {
    const { context, bodies, batches } = connectService();
    const handles = Array.from({ length: 900 }, (_item, index) => `${index}-`.padEnd(200, "ü"));
    await collect(sendToDevices(context, notification, handles, { concurrency: 1 }));
    expect(batches.flat()).toEqual(handles);
    const sizes = bodies.map((body) => new TextEncoder().encode(body).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536);
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThan(65_536 - 64 - 420);
  });

  it("holds but a small part of a million handles at a time", async () => {
    const context = connectScript(async () => respondWith(201));
    async function* input() {
      for (let index = 0; index < 1_000_000; index++) yield `${index}`.padStart(64, "0");
    }
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    let sent = 0;
    for await (const { count } of sendToDevices(context, notification, input())) {
      sent += count;
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(sent).toBe(1_000_000);
    expect(most).toBeLessThan(100_000_000);
  });

  it("reads an async input only as far as its lanes need, and holds no more", async () => {
    let read = 0;
    let reported = 0;
    async function* input() {
      for (; read < 400; read++) {
        expect(read - reported).toBeLessThanOrEqual((3 + 1) * 10);
        yield `device-${read}`;
      }
    }
    const { context, batches, mostUnderWay } = connectService();
    for await (const { count } of sendToDevices(context, notification, input(), { batchSize: 10, concurrency: 3 }))
      reported += count;
    expect(reported).toBe(400);
    expect(batches).toHaveLength(40);
    expect(mostUnderWay()).toBe(3);
  });

  it("begins no further batch while the caller is busy with a result", async () => {
    const { context, batches } = connectService();
    const iterator = sendToDevices(context, notification, named(10), { batchSize: 1, concurrency: 2 })[
      Symbol.asyncIterator
    ]();
    await iterator.next();
    const begun = batches.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(batches.length).toBe(begun);
    expect(begun).toBeLessThanOrEqual(3);
    await iterator.return?.();
  });

  it("gives results in the order of completion", async () => {
    const gates: (() => void)[] = [];
    const { context } = connectService(async (_handles, request) => {
      if (request === 1) await new Promise<void>((resolve) => gates.push(resolve));
      else if (request === 3) setTimeout(() => gates[0]?.(), 5);
      return respondWith(201);
    });
    const results = await collect(sendToDevices(context, notification, named(3), { batchSize: 1, concurrency: 2 }));
    expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
  });

  it("tells its progress at the beginning and after each batch, with the total where the input knows it", async () => {
    const { context } = connectService((_handles, request) => respondWith(request === 2 ? 400 : 201));
    const seen: BulkProgress[] = [];
    const options = { batchSize: 2, concurrency: 1, onProgress: (progress: BulkProgress) => seen.push(progress) };
    const results = await collect(sendToDevices(context, notification, new Set(named(5)), options));
    expect(seen.map(({ sent, failed, total }) => [sent, failed, total])).toEqual([
      [0, 0, 5],
      [2, 0, 5],
      [2, 2, 5],
      [3, 2, 5],
    ]);
    expect(seen[0]?.cursor).toMatch(/;done=;refused=;begun=4;/);
    expect(seen.slice(1).map(({ cursor }) => cursor)).toEqual(results.map(({ cursor }) => cursor));
    const [begin, ...later] = seen;
    expect(begin?.ratePerSecond).toBe(0);
    for (const { ratePerSecond } of later) expect(ratePerSecond).toBeGreaterThan(0);
    seen.length = 0;
    await collect(sendToDevices(context, notification, named(2).values(), options));
    expect(seen[0]).not.toHaveProperty("total");
    seen.length = 0;
    await collect(sendToDevices(context, notification, named(2).values(), { ...options, total: 2 }));
    expect(seen.at(-1)).toMatchObject({ sent: 2, total: 2 });
  });

  it("begins no batch before a promise of onProgress is fulfilled", async () => {
    const { context, batches } = connectService();
    const begunAtEnd: number[] = [];
    const onProgress = async () => {
      const begun = batches.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(batches).toHaveLength(begun);
      begunAtEnd.push(begun);
    };
    await collect(sendToDevices(context, notification, named(3), { batchSize: 1, concurrency: 1, onProgress }));
    expect(begunAtEnd).toEqual([0, 1, 2, 3]);
  });

  it("is iterated once: again, it would send everything again", async () => {
    const { context, batches } = connectService();
    const run = sendToDevices(context, notification, named(3));
    expect(await collect(run)).toHaveLength(1);
    expect(await rejection(collect(run))).toMatchObject({
      name: "ArgumentError",
      message: "sendToDevices: result is iterated once. Call sendToDevices again to send again",
    });
    expect(batches).toHaveLength(1);
  });

  it.each([{ resumeForm: "nh1" }, { batchsize: 5 }])("refuses the options %j, which it does not know", (options) => {
    const { context } = connectService();
    const [name] = Object.keys(options);
    expect(() => sendToDevices(context, notification, named(3), options as object)).toThrow(
      `Unknown option "${name}". Known options: signal, timeoutMs, totalTimeoutMs, retry, concurrency, batchSize, maxPerSecond, duplicates, total, onProgress, resumeFrom, journal`,
    );
  });
});

describe("a batch that fails", () => {
  it("is a result, and the others go on", async () => {
    const { context, batches } = connectService((_handles, request) => respondWith(request === 1 ? 400 : 201));
    const { results, error } = await runToEnd(
      sendToDevices(context, notification, named(30), { batchSize: 10, concurrency: 1 }),
    );
    expect(error).toBeUndefined();
    expect(facts(results).map(({ state }) => state)).toEqual(["failed", "sent", "sent"]);
    expect(results[0]).toMatchObject({
      state: "failed",
      mayHaveBeenSent: false,
      handles: named(30).slice(0, 10),
      error: { code: "NH_BAD_REQUEST", status: 400 },
    });
    expect(batches).toHaveLength(3);
  });

  it("is not retried when its response was lost, and says so", async () => {
    const { hub, context, sent } = connectHub();
    hub.faults.add({ match: { operation: "sendBatch" }, answer: { reset: true, after: "processing" }, count: 1 });
    const results = await collect(sendToDevices(context, notification, named(5)));
    expect(results).toMatchObject([
      { state: "failed", mayHaveBeenSent: true, attempts: 1, error: { code: "NH_CONNECTION" } },
    ]);
    expect(sent).toHaveLength(1);
  });

  it("is not retried when its request never left, as no send is", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" });
    const { context, batches } = connectService((_handles, request) => {
      if (request === 1) throw refused;
      return respondWith(201);
    });
    const results = await collect(sendToDevices(context, notification, named(2), { batchSize: 1, concurrency: 1 }));
    expect(results).toMatchObject([
      { state: "failed", mayHaveBeenSent: false, attempts: 1, error: { code: "NH_CONNECTION" } },
      { state: "sent", attempts: 1 },
    ]);
    expect(results[1]?.cursor).toMatch(/;done=1-2;refused=0-1;begun=4;/);
    expect(batches).toHaveLength(2);
  });

  it("is retried when its response was lost and the caller wants that", async () => {
    const { hub, context, sent } = connectHub();
    hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 500, after: "processing" }, count: 1 });
    const options = { retry: { ambiguousSends: true, baseDelayMs: 1 } };
    const results = await collect(sendToDevices(context, notification, named(5), options));
    expect(results).toMatchObject([{ state: "sent", attempts: 2 }]);
    expect(sent).toHaveLength(2);
  });

  it.each([
    [429, {}],
    [429, { "Retry-After": "0" }],
    [503, { TrackingId: "t" }],
    [403, { "Retry-After": "0" }],
  ])("is retried after %i with %j, which did nothing", async (status, headers: Record<string, string>) => {
    const { context, batches } = connectService((_handles, request) =>
      respondWith(request <= 2 ? status : 201, "", headers),
    );
    const results = await collect(sendToDevices(context, notification, named(40), { batchSize: 10, concurrency: 2 }));
    expect(results.map(({ state }) => state)).toEqual(["sent", "sent", "sent", "sent"]);
    expect(batches).toHaveLength(6);
    expect(new Set(batches.flat()).size).toBe(40);
  });

  it("slows all lanes together", async () => {
    let refused = false;
    const arrivals: number[] = [];
    const { context } = connectService((_handles, request) => {
      arrivals.push(request);
      if (request > 4 || refused) return respondWith(201);
      refused = true;
      return respondWith(429, "", { "Retry-After": "1" });
    });
    const results = sendToDevices(context, notification, named(12), { batchSize: 1, concurrency: 4 })[
      Symbol.asyncIterator
    ]();
    const seen: BatchResult[] = [];
    const pump = (async () => {
      for (let next = await results.next(); !next.done; next = await results.next()) seen.push(next.value);
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // One of the four lanes was refused; the three others finished what they had, and nothing new
    // left since.
    expect(arrivals).toEqual([1, 2, 3, 4]);
    expect(seen).toHaveLength(3);
    await pump;
    expect(seen).toHaveLength(12);
  });

  it("gives up after as many retries as it may make", async () => {
    const { context, batches } = connectService(() => respondWith(429));
    const results = await collect(
      sendToDevices(context, notification, named(1), { retry: { maxRetries: 2, baseDelayMs: 1 } }),
    );
    expect(results).toMatchObject([
      { state: "failed", mayHaveBeenSent: false, attempts: 3, error: { code: "NH_THROTTLED" } },
    ]);
    expect(batches).toHaveLength(3);
  });

  it("is retried with a new token when the old one had expired", async () => {
    const expired =
      "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:5/6/2031 7:08:09 AM</Detail></Error>";
    const { context, batches } = connectService((_handles, request) =>
      request === 1 ? respondWith(401, expired) : respondWith(201),
    );
    expect(await collect(sendToDevices(context, notification, named(1)))).toMatchObject([{ state: "sent" }]);
    expect(batches).toHaveLength(2);
  });

  it("is retried with a new token also where the credential keeps the old one until it is told", async () => {
    const expired = "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:x</Detail></Error>";
    let version = 1;
    let forced = 0;
    const credential = {
      async getToken(_resourceUri: string, options?: { forceRefresh?: boolean | undefined }) {
        if (options?.forceRefresh) {
          forced++;
          version = 2;
        }
        return { token: `token-${version}`, expiresAtMs: Number.POSITIVE_INFINITY };
      },
    };
    const context = connectScript(
      async (_url, { headers }) => (headers.Authorization === "token-2" ? respondWith(201) : respondWith(401, expired)),
      { credential },
    );
    expect(await collect(sendToDevices(context, notification, named(1)))).toMatchObject([{ state: "sent" }]);
    expect(forced).toBe(1);
  });

  it("is retried with the one new token that all lanes share", async () => {
    const expired = "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:x</Detail></Error>";
    let version = 1;
    let forced = 0;
    const credential = {
      async getToken(_resourceUri: string, options?: { forceRefresh?: boolean | undefined }) {
        if (options?.forceRefresh) {
          forced++;
          await new Promise((resolve) => setTimeout(resolve, 5));
          version = 2;
        }
        return { token: `token-${version}`, expiresAtMs: Number.POSITIVE_INFINITY };
      },
    };
    const tokens: (string | undefined)[] = [];
    let openGate = () => {};
    const gate = new Promise<void>((resolve) => {
      openGate = resolve;
    });
    const context = connectScript(
      async (_url, { headers }) => {
        if (tokens.push(headers.Authorization) === 4) openGate();
        await gate;
        return headers.Authorization === "token-2" ? respondWith(201) : respondWith(401, expired);
      },
      { credential },
    );
    const results = await collect(sendToDevices(context, notification, named(8), { batchSize: 1, concurrency: 4 }));
    expect(results.map(({ state }) => state)).toEqual(results.map(() => "sent"));
    expect(results).toHaveLength(8);
    expect(forced).toBe(1);
    // Those that were under way when the token expired, and no other.
    expect(tokens.filter((token) => token === "token-1")).toHaveLength(4);
    expect(tokens).toHaveLength(12);
  });

  it("is not retried with a new token when it may not be retried at all", async () => {
    const expired = "<Error><Code>401</Code><Detail>ExpiredToken: .TrackingId:a_G1,TimeStamp:x</Detail></Error>";
    const { context, batches } = connectService(() => respondWith(401, expired));
    const { results } = await runToEnd(sendToDevices(context, notification, named(1), { retry: false }));
    expect(results).toMatchObject([{ state: "failed", attempts: 1, error: { code: "NH_UNAUTHORIZED" } }]);
    expect(batches).toHaveLength(1);
  });

  it.each([401, 403, 404])("with %i ends the run, since every other would meet the same", async (status) => {
    const { context, batches } = connectService(() => respondWith(status));
    const { results, error } = await runToEnd(
      sendToDevices(context, notification, named(100), { batchSize: 1, concurrency: 2 }),
    );
    expect(error).toMatchObject({ status });
    expect(results.length).toBeLessThanOrEqual(3);
    expect(batches).toHaveLength(results.length);
    expect(results[0]).toMatchObject({ state: "failed", error });
  });
});

describe("a credential that fails", () => {
  it("ends the run with its own error, and nothing was sent", async () => {
    const mistake = new Error("the vault is closed");
    const credential = { getToken: () => Promise.reject(mistake) };
    const { context, batches } = connectService(undefined, { credential });
    const { results, error } = await runToEnd(sendToDevices(context, notification, named(30), { batchSize: 10 }));
    expect(error).toBe(mistake);
    expect(results).toEqual([]);
    expect(batches).toEqual([]);
  });

  it("after a response was lost does not hide that the batch may have been sent", async () => {
    const mistake = new Error("the vault is closed");
    let asked = 0;
    const credential = {
      getToken: async () => {
        if (++asked > 1) throw mistake;
        return { token: "token", expiresAtMs: 0 };
      },
    };
    const { context } = connectService(() => respondWith(500), { credential });
    const options = { retry: { ambiguousSends: true, baseDelayMs: 0 } };
    const { results } = await runToEnd(sendToDevices(context, notification, named(1), options));
    expect(results).toMatchObject([{ state: "failed", mayHaveBeenSent: true, attempts: 2 }]);
  });
});

describe("an abort", () => {
  it("stops between batches, reports those under way, and rejects with the caller's reason", async () => {
    const { context, batches } = connectService();
    const controller = new AbortController();
    const reason = new Error("enough");
    const results: BatchResult[] = [];
    const run = async () => {
      const options = { batchSize: 1, concurrency: 3, signal: controller.signal };
      for await (const result of sendToDevices(context, notification, named(50), options)) {
        results.push(result);
        if (results.length === 5) controller.abort(reason);
      }
    };
    expect(await rejection(run())).toBe(reason);
    expect(results.map(({ state }) => state)).toEqual(results.map(() => "sent"));
    expect(results).toHaveLength(batches.length);
    expect(batches.length).toBeLessThan(10);
  });

  it.each([1, 7])(
    "leaves a cursor from which nothing is marked that did not leave, in batches of %i",
    async (batchSize) => {
      const controller = new AbortController();
      const { context, batches } = connectService((_handles, request) => {
        if (request <= 3) return respondWith(201);
        setTimeout(() => controller.abort("enough"));
        return respondWith(429, "", { "Retry-After": "60" });
      });
      let resumeFrom = "";
      const onProgress = ({ cursor }: BulkProgress) => {
        resumeFrom = cursor;
      };
      const options = { batchSize, concurrency: 3, signal: controller.signal, onProgress };
      const first = await runToEnd(sendToDevices(context, notification, named(100), options));
      expect(first.error).toBe("enough");
      const sent = batches.slice(0, 3).flat();
      expect(first.results.flatMap(({ state, count }) => (state === "sent" ? [count] : []))).toEqual([
        batchSize,
        batchSize,
        batchSize,
      ]);
      const again = connectService();
      const second = await collect(sendToDevices(again.context, notification, named(100), { resumeFrom, batchSize }));
      expect(second.filter(({ mayBeDuplicate }) => mayBeDuplicate)).toEqual([]);
      expect([...sent, ...again.batches.flat()].sort()).toEqual(named(100).sort());
    },
  );

  it("before the start sends nothing", async () => {
    const { context, batches } = connectService();
    const signal = AbortSignal.abort("never");
    expect(await rejection(collect(sendToDevices(context, notification, named(5), { signal })))).toBe("never");
    expect(batches).toEqual([]);
  });

  it("ends a wait for the service, and says that the batch was not sent", async () => {
    const { context } = connectService(() => respondWith(429, "", { "Retry-After": "60" }));
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 20);
    const { results, error } = await runToEnd(
      sendToDevices(context, notification, named(1), { signal: controller.signal }),
    );
    expect(error).toBe("enough");
    expect(results).toMatchObject([{ state: "failed", mayHaveBeenSent: false, error: { code: "NH_THROTTLED" } }]);
  });

  it("does not wait for an input that gives nothing", async () => {
    const { context } = connectService();
    const controller = new AbortController();
    const silent = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<string>>(() => undefined) }),
    };
    setTimeout(() => controller.abort("enough"), 10);
    expect(await rejection(collect(sendToDevices(context, notification, silent, { signal: controller.signal })))).toBe(
      "enough",
    );
  });
});

describe("the events of a batch", () => {
  /** What the listener of a run is told. */
  function listen() {
    const events: ClientEvent[] = [];
    const onEvent = (event: ClientEvent) => void events.push(event);
    const shown = () =>
      events.map((event) => (event.type === "warning" ? [event.type] : [event.type, event.callId, event.attempt]));
    return { events, onEvent, shown };
  }

  it("are those of one call when it is retried", async () => {
    const { events, onEvent, shown } = listen();
    const { context } = connectService(
      (_handles, request) => respondWith(request === 1 ? 503 : 201, "", { "Retry-After": "0" }),
      { onEvent },
    );
    expect(await collect(sendToDevices(context, notification, named(1)))).toMatchObject([{ attempts: 2 }]);
    expect(shown()).toEqual([
      ["request", 1, 1],
      ["response", 1, 1],
      ["retry", 1, 1],
      ["request", 1, 2],
      ["response", 1, 2],
    ]);
    expect(events[2]).toMatchObject({ delayMs: 0, error: { code: "NH_SERVER_ERROR", status: 503 } });
    expect(events[4]).toMatchObject({ ok: true, status: 201 });
  });

  it("end with the failure that its result has, also when the wait for a retry is aborted", async () => {
    const { events, onEvent, shown } = listen();
    const controller = new AbortController();
    const { context } = connectService(() => respondWith(429, "", { "Retry-After": "3600" }), {
      onEvent: (event) => {
        onEvent(event);
        if (event.type === "retry") setTimeout(() => controller.abort("enough"));
      },
    });
    const { results } = await runToEnd(sendToDevices(context, notification, named(1), { signal: controller.signal }));
    expect(shown()).toEqual([
      ["request", 1, 1],
      ["response", 1, 1],
      ["retry", 1, 1],
      ["giveUp", 1, 1],
    ]);
    expect(results).toMatchObject([{ state: "failed", error: { code: "NH_THROTTLED" } }]);
    expect(events[3]).toHaveProperty("error", (results[0] as FailedBatch).error);
  });
});

describe("leaving the iteration", () => {
  it("closes the input, and no batch leaves any more", async () => {
    const { context, batches } = connectService();
    let closed = false;
    function* input() {
      try {
        yield* named(100);
      } finally {
        closed = true;
      }
    }
    for await (const _result of sendToDevices(context, notification, input(), { batchSize: 1, concurrency: 3 })) break;
    expect(closed).toBe(true);
    const begun = batches.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(batches).toHaveLength(begun);
  });

  it("waits for the requests under way", async () => {
    let respond: ((response: Response) => void) | undefined;
    const { context, batches } = connectService((_handles, request) =>
      request === 1 ? respondWith(201) : new Promise<Response>((resolve) => (respond = resolve)),
    );
    const options = { batchSize: 1, concurrency: 2 };
    const iterator = sendToDevices(context, notification, named(9), options)[Symbol.asyncIterator]();
    await iterator.next();
    await expect.poll(() => respond).toBeDefined();
    let isLeft = false;
    const left = iterator.return?.().then(() => {
      isLeft = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isLeft).toBe(false);
    respond?.(respondWith(201));
    await left;
    expect(batches).toHaveLength(2);
  });

  it("leaves no listener on the caller's signal", async () => {
    const { context } = connectService((_handles, request) => respondWith(request % 3 === 0 ? 429 : 201));
    const { signal } = new AbortController();
    const options = { batchSize: 1, concurrency: 4, signal };
    for await (const { index } of sendToDevices(context, notification, named(20), options)) if (index > 9) break;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("while a batch waits for as long as the service asked", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  /** The first batch is sent; the second is to wait for an hour. */
  const connectBusyService = () =>
    connectService((_handles, request) =>
      request === 2 ? respondWith(429, "", { "Retry-After": "3600" }) : respondWith(201),
    );
  const options = { batchSize: 1, concurrency: 2 };
  /** Requests have ended, and with them their timers. */
  const untilItWaits = () => vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));

  it("the iteration can be left at once, and the batch is not sent", async () => {
    const { context, batches } = connectBusyService();
    for await (const { index } of sendToDevices(context, notification, named(9), options)) {
      expect(index).toBe(0);
      await untilItWaits();
      break;
    }
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(batches).toHaveLength(2);
  });

  it("its requests have all of their time afterwards", async () => {
    const { context, batches } = connectBusyService();
    const done = collect(sendToDevices(context, notification, named(2), { ...options, totalTimeoutMs: 60_000 }));
    await untilItWaits();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await done).toMatchObject([
      { index: 0, attempts: 1 },
      { index: 1, state: "sent", attempts: 2 },
    ]);
    expect(batches).toEqual([["device-0"], ["device-1"], ["device-1"]]);
  });

  it("a mistake of onProgress ends the wait, and says that the batch was not sent", async () => {
    const { context, batches } = connectBusyService();
    const mistake = new Error("the disk is full");
    const onProgress = async ({ sent }: BulkProgress) => {
      if (sent === 0) return;
      await untilItWaits();
      throw mistake;
    };
    const { results, error } = await runToEnd(
      sendToDevices(context, notification, named(9), { ...options, onProgress }),
    );
    expect(error).toBe(mistake);
    expect(results).toMatchObject([
      { index: 0, state: "sent" },
      { index: 1, state: "failed", mayHaveBeenSent: false, attempts: 1, error: { code: "NH_THROTTLED" } },
    ]);
    expect(batches).toHaveLength(2);
  });
});

describe("a mistake of onProgress", () => {
  const mistake = new Error("mine");
  const throwAt = (batch: number) => ({
    batchSize: 1,
    onProgress: ({ sent }: BulkProgress) => {
      if (sent === batch) throw mistake;
    },
  });

  it("before anything left ends the run", async () => {
    const { context, batches } = connectService();
    expect(await runToEnd(sendToDevices(context, notification, named(9), throwAt(0)))).toEqual({
      results: [],
      error: mistake,
    });
    expect(batches).toEqual([]);
  });

  it.each([1, 3])("later ends it after every batch that left was reported, with %i lanes", async (concurrency) => {
    const { context, batches } = connectService();
    const { results, error } = await runToEnd(
      sendToDevices(context, notification, named(20), { ...throwAt(2), concurrency }),
    );
    expect(error).toBe(mistake);
    expect(facts(results).map(({ start, state }) => [start, state])).toEqual(
      batches.map((_handles, index) => [index, "sent"]),
    );
    expect(batches.length).toBeLessThanOrEqual(2 + concurrency);
  });
});

describe("a mistake", () => {
  it("in the input ends the run after what had begun was reported", async () => {
    const { context, batches } = connectService();
    function* input() {
      yield* named(20);
      throw new Error("the database is gone");
    }
    const { results, error } = await runToEnd(sendToDevices(context, notification, input(), { batchSize: 10 }));
    expect(error).toEqual(new Error("the database is gone"));
    expect(results).toHaveLength(2);
    expect(batches).toHaveLength(2);
  });

  it("in a handle closes the input", async () => {
    const { context } = connectService();
    let closed = false;
    function* input() {
      try {
        yield* ["a", "", "b"];
      } finally {
        closed = true;
      }
    }
    const { error } = await runToEnd(sendToDevices(context, notification, input()));
    expect(error).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(closed).toBe(true);
  });

  it.each<[unknown, string]>([
    ["", "sendToDevices: Handle 3 of the input is empty."],
    ["a\r\nb", "sendToDevices: Handle 3 of the input has a line break or another character that no platform issues."],
    [7, "sendToDevices: handles must be strings; number 3 of the input is not"],
    ["x".repeat(70_000), "sendToDevices: Handle 3 of the input does not fit into one request beside the notification."],
  ])("such as the handle %j is named by its position", async (handle, message) => {
    const { context } = connectService();
    const handles = ["a", "b", handle as string];
    const { error } = await runToEnd(sendToDevices(context, notification, handles, { batchSize: 2 }));
    expect((error as Error).message).toBe(message);
  });

  it.each<[string, SendToDevicesOptions]>([
    ["concurrency must be a whole number from 1 to 256", { concurrency: 0 }],
    ["batchSize must be a whole number from 1 to 1000", { batchSize: 1001 }],
    ["resumeFrom must be the cursor of a result of sendToDevices", { resumeFrom: "12" }],
    ["onProgress must be a function", { onProgress: true as never }],
    ["signal must be an AbortSignal", { signal: {} as never }],
    ["timeoutMs must be", { timeoutMs: 0 }],
  ])("in the options is refused at once: %s", (message, options) => {
    const { context } = connectService();
    expect(() => sendToDevices(context, notification, named(1), options)).toThrow(message);
  });

  it.each([undefined, null, 7, "one handle"])("such as the input %j is refused at once", (handles) => {
    const { context } = connectService();
    expect(() => sendToDevices(context, notification, handles as never)).toThrow(
      "must be an iterable or async iterable",
    );
  });

  it("such as a template or browser notification is refused at once", () => {
    const { context } = connectService();
    for (const wrong of [template({ message: "Hi" }), browser({ title: "Hi" })]) {
      expect(() => sendToDevices(context, wrong, named(1))).toThrow(
        expect.objectContaining({ code: "NH_AUDIENCE_INVALID" }),
      );
    }
    expect(() => sendToDevices(context, {} as never, named(1))).toThrow(TypeError);
    expect(() => sendToDevices(context, apple({ alert: "Hi" }), named(1))).not.toThrow();
  });
});

describe("an input that comes to its own end", () => {
  /** Notes what it is asked. */
  function inputOf(step: () => IteratorResult<string>) {
    const asked: string[] = [];
    const next = () => {
      asked.push("next");
      return step();
    };
    const close = () => {
      asked.push("return");
      return { done: true as const, value: undefined };
    };
    return { asked, handles: { [Symbol.iterator]: () => ({ next, return: close }) } };
  }

  it("is not asked again", async () => {
    const values = ["a", "b"].values();
    const { asked, handles } = inputOf(() => values.next());
    await collect(sendToDevices(connectService().context, notification, handles));
    expect(asked).toEqual(["next", "next", "next"]);
  });

  it("by throwing is not asked again either", async () => {
    const { asked, handles } = inputOf(() => {
      throw new Error("the database is gone");
    });
    const { error } = await runToEnd(sendToDevices(connectService().context, notification, handles));
    expect(error).toEqual(new Error("the database is gone"));
    expect(asked).toEqual(["next"]);
  });
});

describe("resuming", () => {
  it("sends what was not acknowledged, and says what may be sent twice", async () => {
    const refusing = connectService((handles) => respondWith(handles[0] === "device-2" ? 400 : 201));
    const options = { batchSize: 1, concurrency: 1 };
    const results: BatchResult[] = [];
    for await (const result of sendToDevices(refusing.context, notification, named(10), options)) {
      results.push(result);
      if (results.length === 5) break;
    }
    const cursor = results.at(-1)?.cursor;
    expect(cursor).toMatch(/;done=0-2\+3x2;refused=2-3;begun=7;/);
    const second = connectService();
    const rest = await collect(
      sendToDevices(second.context, notification, named(10), { ...options, resumeFrom: cursor }),
    );
    expect(second.batches.flat()).toEqual(["device-2", "device-5", "device-6", "device-7", "device-8", "device-9"]);
    expect(rest.map(({ start, mayBeDuplicate }) => [start, mayBeDuplicate])).toEqual([
      [2, false],
      [5, true],
      [6, true],
      [7, false],
      [8, false],
      [9, false],
    ]);
    expect(rest.at(-1)?.cursor).toMatch(/;done=0-10;/);
  });

  it.each([
    [{ batchSize: 2 }, "batchSize 1, not 2"],
    [{ batchSize: 1, duplicates: "send" as const }, 'duplicates "skip", not "send"'],
  ])("is refused with other values: %j", async (other, difference) => {
    const { context, batches } = connectService();
    const [first] = await collect(sendToDevices(context, notification, named(1), { batchSize: 1 }));
    expect(() => sendToDevices(context, notification, named(3), { ...other, resumeFrom: first?.cursor })).toThrow(
      `sendToDevices: resumeFrom is the cursor of a send with ${difference}. Resume with what that send had`,
    );
    const options = { batchSize: 1, resumeFrom: first?.cursor };
    expect(() => sendToDevices(context, apple({ alert: "Another" }), named(3), options)).toThrow(
      "another notification",
    );
    expect(batches).toHaveLength(1);
  });

  it("loses nothing and sends twice only what it announces, wherever the first run crashed", async () => {
    const lanes = fc.integer({ min: 1, max: 5 });
    const scenario = fc.record({
      batchSize: fc.integer({ min: 1, max: 7 }),
      count: fc.integer({ min: 0, max: 40 }),
      crashAfter: fc.nat(12),
      fates: fc.array(fc.constantFrom("ok", "ok", "ok", "lost", "refused"), { minLength: 1, maxLength: 10 }),
      first: lanes,
      second: lanes,
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ batchSize, count, crashAfter, fates, first, second }) => {
        const received: string[] = [];
        const before = connectService((handles, request) => {
          const fate = fates[request % fates.length];
          if (fate === "refused") return respondWith(400);
          received.push(...handles);
          return fate === "lost" ? respondWith(500) : respondWith(201);
        });
        const iterator = sendToDevices(before.context, notification, named(count), { batchSize, concurrency: first })[
          Symbol.asyncIterator
        ]();
        let stored: string | undefined;
        for (let step = 0; step < crashAfter; step++) {
          const next = await iterator.next();
          if (next.done) break;
          stored = next.value.cursor;
        }
        // The crash: nobody asks any more, and what had left has arrived.
        const crashed = await rejectionOrEnd(iterator);
        expect(crashed).toBeUndefined();
        const after = connectService();
        const options = { batchSize, concurrency: second, resumeFrom: stored };
        const results = await collect(sendToDevices(after.context, notification, named(count), options));
        const announced = new Set(
          results.flatMap(({ start, count: length, mayBeDuplicate }) =>
            mayBeDuplicate ? named(start + length).slice(start) : [],
          ),
        );
        const again = after.batches.flat();
        expect(new Set([...received, ...again])).toEqual(new Set(named(count)));
        expect(new Set(again).size).toBe(again.length);
        if (stored === undefined) return;
        const repeated = again.filter((handle) => received.includes(handle));
        expect(repeated.filter((handle) => !announced.has(handle))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("sends nothing twice without saying so, however often runs crash and are resumed", async () => {
    const run = fc.record({
      concurrency: fc.integer({ min: 1, max: 5 }),
      // Results whose cursor is stored before the crash; with none, the cursor of the beginning is.
      results: fc.nat(6),
      fates: fc.array(fc.constantFrom("ok", "lost", "refused"), { minLength: 1, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(50),
        fc.integer({ min: 1, max: 7 }),
        fc.array(run, { minLength: 2, maxLength: 4 }),
        async (count, batchSize, runs) => {
          const earlier = new Set<string>();
          let resumeFrom: string | undefined;
          for (const { concurrency, results, fates } of runs) {
            const received: string[] = [];
            const { context } = connectService((handles, request) => {
              const fate = fates[request % fates.length];
              if (fate !== "refused") received.push(...handles);
              return respondWith({ ok: 201, lost: 500, refused: 400 }[fate ?? "ok"]);
            });
            const cursors: string[] = [];
            const onProgress = ({ cursor }: BulkProgress) => cursors.push(cursor);
            const options = { batchSize, concurrency, resumeFrom, onProgress };
            const announced = new Map<string, boolean>();
            const iterator = sendToDevices(context, notification, named(count), options)[Symbol.asyncIterator]();
            for (let step = 0; step <= results; step++) {
              const { done, value } = await iterator.next();
              if (done || step === results) break;
              expect(value.cursor).toBe(cursors[step + 1]);
              for (const handle of named(value.start + value.count).slice(value.start))
                announced.set(handle, value.mayBeDuplicate);
            }
            await iterator.return?.();
            resumeFrom = cursors[Math.min(results, cursors.length - 1)];
            for (const handle of received) if (earlier.has(handle)) expect(announced.get(handle)).not.toBe(false);
            for (const handle of received) earlier.add(handle);
          }
          const last = connectService();
          const rest = await collect(
            sendToDevices(last.context, notification, named(count), { batchSize, resumeFrom }),
          );
          for (const { start, count: length, mayBeDuplicate } of rest) {
            const again = named(start + length)
              .slice(start)
              .filter((handle) => earlier.has(handle));
            if (!mayBeDuplicate) expect(again).toEqual([]);
          }
          for (const handle of last.batches.flat()) earlier.add(handle);
          expect(earlier.size).toBe(count);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("says that a batch may be sent twice whose response was lost after an earlier run had it refused", async () => {
    const cursorOf = async (status: number, resumeFrom?: string): Promise<string | undefined> => {
      const { context } = connectService(() => respondWith(status));
      const [result] = await collect(sendToDevices(context, notification, named(1), { resumeFrom }));
      return result?.cursor;
    };
    const lost = await cursorOf(500, await cursorOf(400));
    const { context } = connectService();
    expect(await collect(sendToDevices(context, notification, named(1), { resumeFrom: lost }))).toMatchObject([
      { state: "sent", mayBeDuplicate: true },
    ]);
  });

  it("counts what was skipped when it says how far it may have come", async () => {
    const { context } = connectService();
    const options = {
      batchSize: 10,
      concurrency: 2,
      resumeFrom: cursorOf({ batchSize: 10, done: [[5, 1000]], begun: 1002 }),
    };
    const [first] = await collect(sendToDevices(context, notification, named(5), options));
    expect(first?.cursor).toMatch(/;done=0-1000;refused=;begun=1030;/);
  });

  it("counts over all runs in its progress", async () => {
    const { context } = connectService((_handles, request) => respondWith([201, 400, 500, 201][request] ?? 201));
    const input = [...named(4), ...named(2), "device-4"];
    const seen: BulkProgress[] = [];
    const options = { batchSize: 2, concurrency: 1, onProgress: (progress: BulkProgress) => seen.push(progress) };
    await collect(sendToDevices(context, notification, input, options));
    const first = seen.at(-1);
    expect(first).toMatchObject({ sent: 1, sentBefore: 0, failed: 4, duplicates: 2, mayBeDuplicates: 0, total: 7 });
    seen.length = 0;
    await collect(sendToDevices(context, notification, input, { ...options, resumeFrom: first?.cursor }));
    expect(seen[0]).toMatchObject({ sent: 1, sentBefore: 1, failed: 0, duplicates: 2, mayBeDuplicates: 0, total: 7 });
    // One of the two failed batches was refused, the other may have arrived.
    expect(seen.at(-1)).toMatchObject({ sent: 5, sentBefore: 1, failed: 0, duplicates: 2, mayBeDuplicates: 2 });
  });

  it("ends well when the input has become shorter", async () => {
    const { context, batches } = connectService();
    const options = { resumeFrom: cursorOf({ batchSize: 1000, done: [[2, 500]], refused: [[500, 700]], begun: 900 }) };
    const results = await collect(sendToDevices(context, notification, named(3), options));
    expect(batches).toEqual([named(2)]);
    expect(results).toMatchObject([{ start: 0, count: 2, mayBeDuplicate: true }]);
    expect(results[0]?.cursor).toMatch(/;done=0-500;/);
  });

  it("reads an input whose promises are of another realm, as those of Node are in Jest", async () => {
    const { context, batches } = connectService();
    const values = named(3);
    const foreign = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          const done = values.length === 0;
          const step = { done, value: values.shift() };
          // biome-ignore lint/suspicious/noThenProperty: this is what a promise of another realm looks like
          return { then: (resolve: (result: unknown) => void) => resolve(step) } as Promise<IteratorResult<string>>;
        },
      }),
    };
    await collect(sendToDevices(context, notification, foreign));
    expect(batches).toEqual([named(3)]);
  });
});

async function rejectionOrEnd(iterator: AsyncIterator<unknown>): Promise<unknown> {
  try {
    await iterator.return?.();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("maxPerSecond", () => {
  it("lets no more handles through than it may, and loses none", async () => {
    const { context, batches } = connectService();
    const began = performance.now();
    await collect(sendToDevices(context, notification, named(40), { batchSize: 10, maxPerSecond: 1000 }));
    // The fourth batch waits for the time of the three before it.
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
    expect(batches.flat().sort()).toEqual(named(40).sort());
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "10"])("refuses %j", (maxPerSecond) => {
    const { context } = connectService();
    const options = { maxPerSecond } as SendToDevicesOptions;
    expect(() => sendToDevices(context, notification, [], options)).toThrow(/maxPerSecond must be a number of handles/);
  });
});
