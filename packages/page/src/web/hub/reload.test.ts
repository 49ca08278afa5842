import { describe, expect, it } from "vitest";
import { Reload } from "./reload.js";
import type { Timing } from "./timing.js";

/** A clock that moves when a test says so, and the timers that are due by it. */
function handClock() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Timing = { now: () => now, wait: (run, ms) => void timers.push({ at: now + ms, run }) };
  const advance = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at)[0];
      if (next === undefined) break;
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.at);
      next.run();
      await Promise.resolve();
      await Promise.resolve();
    }
    now = end;
  };
  return { clock, advance };
}

describe("a reload", () => {
  it("comes a tenth of a second after a single change", async () => {
    const { clock, advance } = handClock();
    let loads = 0;
    const reload = new Reload(async () => void loads++, 8_000, clock);
    reload.request();
    await advance(99);
    expect(loads).toBe(0);
    await advance(1);
    expect(loads).toBe(1);
    await advance(60_000);
    expect(loads).toBe(1);
  });

  it.each([
    [500, 0],
    [3_000, 0],
    [10_000, 0],
    [30_000, 0],
    [60_000, 0],
    // A machine that pauses now and then.
    [20_000, 150],
    [20_000, 1_000],
  ])("costs five requests at most while 2,000 devices register within %i ms, with stops of %i ms", async (ms, stop) => {
    const { clock, advance } = handClock();
    let loads = 0;
    let devices = 0;
    let seen = 0;
    const load = async () => {
      loads++;
      seen = devices;
    };
    const reload = new Reload(load, 60_000, clock);
    for (; devices < 2_000; devices++) {
      reload.request();
      await advance(ms / 2_000 + (devices % 200 === 199 ? stop : 0));
    }
    reload.request();
    await advance(2_100);
    expect(loads).toBeLessThanOrEqual(5);
    expect(seen).toBe(2_000);
  });

  // How often it looks whether the changes have stopped.
  const tickMs = 100;

  it.each([
    [150, 200],
    [500, 200],
    [3_000, 900],
    [10_000, 2_000],
    [60_000, 2_000],
  ])("loads the last state of a burst of %i ms at most %i ms and a tick after its end", async (ms, mostMs) => {
    const { clock, advance } = handClock();
    let change = 0;
    let seen = 0;
    const load = async () => {
      seen = change;
    };
    const reload = new Reload(load, 60_000, clock);
    for (let at = 0; at < ms; at += 10) {
      change++;
      reload.request();
      await advance(10);
    }
    change++;
    reload.request();
    await advance(mostMs + tickMs);
    expect(seen).toBe(change);
  });

  it("is prompt again after a pause", async () => {
    const { clock, advance } = handClock();
    let loads = 0;
    const reload = new Reload(async () => void loads++, 1_000, clock);
    for (let count = 0; count < 50; count++) {
      reload.request();
      await advance(50);
    }
    await advance(2_000);
    const before = loads;
    reload.request();
    await advance(100);
    expect(loads).toBe(before + 1);
  });
});
