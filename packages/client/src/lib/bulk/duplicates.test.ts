import { apple, gcm, type Notification } from "@nh/payloads";
import { readBatch } from "@nh/wire/server";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect, connectScript, respondWith } from "../../../test/connect-hub.js";
import type { BatchResult, BulkProgress } from "./results.js";
import { type SendToDevicesOptions, sendToDevices } from "./send-to-devices.js";

const toGoogle = gcm({ data: { message: "Hello" } });

/** A service that notes which handles arrive. */
function connectService(respond: (request: number) => Response = () => respondWith(201)) {
  const batches: string[][] = [];
  const context = connectScript(async (_url, init) => {
    const request = batches.push(readBatch(init.headers["Content-Type"] ?? "", init.body ?? "").handles);
    return respond(request);
  });
  return { context, batches };
}

async function send(handles: string[], options: SendToDevicesOptions = {}, notification: Notification = toGoogle) {
  const { context, batches } = connectService();
  const progress: BulkProgress[] = [];
  const onProgress = (one: BulkProgress) => progress.push(one);
  const results = await collect(sendToDevices(context, notification, handles, { ...options, onProgress }));
  return { batches, results, progress };
}

describe("a handle that appears twice", () => {
  it("gets one push, and is counted", async () => {
    const { batches, results, progress } = await send(["a", "b", "a", "c", "b", "a"]);
    expect(batches).toEqual([["a", "b", "c"]]);
    expect(results).toMatchObject([{ state: "sent", start: 0, count: 3, duplicates: 3 }]);
    expect(progress.at(-1)).toMatchObject({ sent: 3, failed: 0, duplicates: 3, total: 6 });
  });

  it("gets one push where it appears in two batches", async () => {
    const { batches, results, progress } = await send(["a", "b", "b", "c", "a", "d"], { batchSize: 2, concurrency: 1 });
    expect(batches).toEqual([["a", "b"], ["c"], ["d"]]);
    expect(results.map(({ start, count, duplicates }) => [start, count, duplicates])).toEqual([
      [0, 2, 0],
      [2, 1, 1],
      [4, 1, 1],
    ]);
    expect(results.at(-1)?.cursor).toMatch(/done=0-6;/);
    expect(progress.at(-1)).toMatchObject({ sent: 4, duplicates: 2 });
  });

  it("makes no request where a whole batch appeared earlier, and the result says so", async () => {
    const { batches, results, progress } = await send(["a", "b", "a", "b", "a"], { batchSize: 2, concurrency: 1 });
    expect(batches).toEqual([["a", "b"]]);
    const skipped = { state: "skipped", count: 0, attempts: 0, mayBeDuplicate: false };
    const sorted = results.sort((one, other) => one.index - other.index);
    expect(sorted).toMatchObject([
      { state: "sent", index: 0, start: 0, count: 2, duplicates: 0 },
      { ...skipped, index: 1, start: 2, duplicates: 2 },
      { ...skipped, index: 2, start: 4, duplicates: 1 },
    ]);
    expect(progress.at(-1)).toMatchObject({ sent: 2, duplicates: 3, cursor: expect.stringMatching(/done=0-5;/) });
  });

  it("gets each push with duplicates: send", async () => {
    const { batches, results, progress } = await send(["a", "a", "a"], { duplicates: "send" });
    expect(batches).toEqual([["a", "a", "a"]]);
    expect(results).toMatchObject([{ count: 3, duplicates: 0 }]);
    expect(progress.at(-1)).toMatchObject({ sent: 3, duplicates: 0 });
  });

  it("is recognized for Apple in another letter case, and for nobody else", async () => {
    const handles = ["ab12", "AB12", "aB12"];
    expect((await send(handles, {}, apple({ alert: "Hello" }))).batches).toEqual([["ab12"]]);
    expect((await send(handles)).batches).toEqual([handles]);
  });

  it("is skipped in the handles of a failed batch, too", async () => {
    const { context } = connectService(() => respondWith(400));
    const results = await collect(sendToDevices(context, toGoogle, ["a", "a", "b"]));
    expect(results).toMatchObject([{ state: "failed", count: 2, duplicates: 1, handles: ["a", "b"] }]);
  });

  it("is checked like any other, so that a list of wrong values is never accepted", async () => {
    await expect(send(["a", "a", ""])).rejects.toThrow("sendToDevices: Handle 3 of the input is empty.");
  });

  it("gets nothing from a resumed run when the earlier run sent to it", async () => {
    const handles = ["a", "b", "c", "a", "d", "b"];
    const first = connectService();
    let resumeFrom: string | undefined;
    const options = { batchSize: 2, concurrency: 1 };
    for await (const { cursor } of sendToDevices(first.context, toGoogle, handles, options)) {
      resumeFrom = cursor;
      break;
    }
    expect(resumeFrom).toMatch(/;done=0-2;/);
    const { batches, results } = await send(handles, { ...options, resumeFrom });
    expect(batches).toEqual([["c"], ["d"]]);
    expect(results.map(({ start, count, duplicates }) => [start, count, duplicates])).toEqual([
      [2, 1, 1],
      [4, 1, 1],
    ]);
  });

  it.each(["keep", true, null])("cannot be treated with duplicates: %j", (duplicates) => {
    const { context } = connectService();
    expect(() => sendToDevices(context, toGoogle, ["a"], { duplicates } as never)).toThrow(
      'sendToDevices: duplicates must be "skip" or "send"',
    );
  });

  it("gets no second push that was not announced, wherever runs crash, and every handle gets one", async () => {
    const run = fc.record({
      concurrency: fc.integer({ min: 1, max: 4 }),
      // Results that are read before the crash.
      results: fc.nat(6),
      fates: fc.array(fc.constantFrom("ok", "lost", "refused"), { minLength: 1, maxLength: 8 }),
    });
    const input = fc.array(fc.integer({ min: 0, max: 15 }).map(String), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        input,
        fc.integer({ min: 1, max: 5 }),
        fc.array(run, { minLength: 1, maxLength: 4 }),
        async (handles, batchSize, runs) => {
          const reached = new Set<string>();
          let resumeFrom: string | undefined;
          const whole = { concurrency: 2, results: Number.POSITIVE_INFINITY, fates: ["ok"] };
          for (const { concurrency, results, fates } of [...runs, whole]) {
            const arrived: string[] = [];
            const context = connectScript(async (_url, init) => {
              const batch = readBatch(init.headers["Content-Type"] ?? "", init.body ?? "").handles;
              const fate = fates[requests++ % fates.length] ?? "ok";
              if (fate !== "refused") arrived.push(...batch);
              return respondWith({ ok: 201, lost: 500, refused: 400 }[fate] ?? 201);
            });
            let requests = 0;
            // By the position at which a handle appears first: it is sent to from there.
            const announced = new Map<number, boolean>();
            const seen: BatchResult[] = [];
            const cursors: string[] = [];
            const onProgress = ({ cursor }: BulkProgress) => cursors.push(cursor);
            const options = { batchSize, concurrency, resumeFrom, onProgress };
            const iterator = sendToDevices(context, toGoogle, handles, options)[Symbol.asyncIterator]();
            // The beginning is reported before anything is sent; what is under way in the crash
            // arrives.
            for (let step = 0; step <= results; step++) {
              const { done, value } = await iterator.next();
              if (done || step === results) break;
              seen.push(value);
            }
            await iterator.return?.();
            for (const { start, count, duplicates, mayBeDuplicate } of seen) {
              for (let at = start; at < start + count + duplicates; at++) announced.set(at, mayBeDuplicate);
            }
            expect(new Set(arrived).size).toBe(arrived.length);
            for (const handle of arrived) {
              if (reached.has(handle)) expect(announced.get(handles.indexOf(handle))).not.toBe(false);
            }
            for (const handle of arrived) reached.add(handle);
            resumeFrom = cursors[Math.min(seen.length, cursors.length - 1)];
          }
          expect(reached).toEqual(new Set(handles));
        },
      ),
      { numRuns: 100 },
    );
  });
});
