import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RateLimit } from "./rate-limit.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** The moments, in milliseconds from now, at which batches of these sizes may leave. */
async function leaveTimes(limit: RateLimit, sizes: readonly number[]): Promise<number[]> {
  const began = performance.now();
  const times: number[] = [];
  const { signal } = new AbortController();
  for (const size of sizes)
    void limit.enter(size, signal).then(() => times.push(Math.round(performance.now() - began)));
  await vi.runAllTimersAsync();
  return times;
}

it("spaces batches by their size", async () => {
  expect(await leaveTimes(new RateLimit(100), [50, 100, 10, 1])).toEqual([0, 500, 1500, 1600]);
});

it("saves nothing up while nothing leaves", async () => {
  const limit = new RateLimit(100);
  await leaveTimes(limit, [100]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await leaveTimes(limit, [100, 100])).toEqual([0, 1000]);
});

it("ends a wait with the reason of the abort", async () => {
  const limit = new RateLimit(1);
  const stop = new AbortController();
  await limit.enter(10, stop.signal);
  const waiting = limit.enter(10, stop.signal).catch((reason: unknown) => reason);
  stop.abort("enough");
  expect(await waiting).toBe("enough");
});
