import { afterEach, describe, expect, it, vi } from "vitest";
import { useImpatientClock } from "./fixtures/impatient-clock.js";
import { runAtOnce, runInSlices, type Steps } from "./steps.js";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function* count(to: number, log: unknown[] = []): Steps<number> {
  for (let step = 1; step <= to; step++) {
    log.push(step);
    yield;
  }
  return to;
}

function* failing(after: number): Steps<void> {
  yield* count(after);
  throw new RangeError("broken");
}

describe("work in steps", () => {
  it("finishes at once when it is short", () => {
    vi.spyOn(performance, "now").mockReturnValue(0);
    expect(runInSlices(count(1000))).toBe(1000);
  });

  it("lets a timer fire after some milliseconds, and continues", async () => {
    useImpatientClock();
    const log: unknown[] = [];
    const done = runInSlices(count(50, log));
    setTimeout(() => log.push("timer"), 0);
    expect(done).toBeInstanceOf(Promise);
    expect(await done).toBe(50);
    const at = log.indexOf("timer");
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(50);
    expect(log.filter((entry) => entry !== "timer")).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it("finishes even when a test has stopped all timers", async () => {
    useImpatientClock();
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    expect(await runInSlices(count(50))).toBe(50);
  });

  it("passes on what it throws, early and late", async () => {
    useImpatientClock();
    expect(() => runInSlices(failing(1))).toThrow(new RangeError("broken"));
    await expect(runInSlices(failing(50))).rejects.toThrow(new RangeError("broken"));
  });

  it("does not pause where nobody can wait", () => {
    useImpatientClock();
    expect(runAtOnce(count(5000))).toBe(5000);
  });
});
