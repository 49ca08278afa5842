import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pace } from "./pace.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Enters as many times as asked and tells who is in. */
function enter(pace: Pace, count: number, signal?: AbortSignal): number[] {
  const inside: number[] = [];
  for (let index = 0; index < count; index++) {
    pace.enter(signal).then(
      () => inside.push(index),
      () => undefined,
    );
  }
  return inside;
}

describe("Pace", () => {
  it("lets in as many as it has lanes, and the next when one leaves", async () => {
    const pace = new Pace(2);
    const inside = enter(pace, 3);
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toEqual([0, 1]);
    pace.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toEqual([0, 1, 2]);
  });

  it("closes all lanes for as long as the service asked, and opens half of them", async () => {
    const pace = new Pace(4);
    pace.slowDown(3000);
    const inside = enter(pace, 4);
    await vi.advanceTimersByTimeAsync(2999);
    expect(inside).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(inside).toEqual([0, 1]);
    expect(pace.lanes).toBe(2);
  });

  it("counts refusals of one moment once, and keeps the longest wait", async () => {
    const pace = new Pace(8);
    pace.slowDown(1000);
    pace.slowDown(5000);
    pace.slowDown(2000);
    expect(pace.lanes).toBe(4);
    const inside = enter(pace, 1);
    await vi.advanceTimersByTimeAsync(4999);
    expect(inside).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(inside).toEqual([0]);
  });

  it("never closes the last lane for good, and adds one per round of successes", async () => {
    const pace = new Pace(3);
    for (let round = 0; round < 4; round++) {
      pace.slowDown(10);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(pace.lanes).toBe(1);
    pace.succeed();
    expect(pace.lanes).toBe(2);
    pace.succeed();
    expect(pace.lanes).toBe(2);
    pace.succeed();
    expect(pace.lanes).toBe(3);
    for (let round = 0; round < 9; round++) pace.succeed();
    expect(pace.lanes).toBe(3);
  });

  it("ends a wait when the signal is aborted", async () => {
    const pace = new Pace(1);
    pace.slowDown(60_000);
    const controller = new AbortController();
    const waiting = pace.enter(controller.signal).catch((reason: unknown) => reason);
    controller.abort("enough");
    expect(await waiting).toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
  });
});
