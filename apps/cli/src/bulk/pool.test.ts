import { describe, expect, it } from "vitest";
import { runPool } from "./pool.js";

const later = <T>(value: T, milliseconds = 1): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));

describe("runPool", () => {
  it("never exceeds the concurrency, and takes no item before a place is free", async () => {
    let running = 0;
    let most = 0;
    let taken = 0;
    function* items() {
      for (let index = 0; index < 20; index++) {
        taken += 1;
        yield index;
      }
    }
    const results: number[] = [];
    const work = async (item: number) => {
      running += 1;
      most = Math.max(most, running);
      await later(undefined, (item % 3) + 1);
      running -= 1;
      return item;
    };
    for await (const result of runPool(items(), 4, work)) {
      results.push(result);
      expect(taken - results.length).toBeLessThanOrEqual(4);
    }
    expect(most).toBe(4);
    expect(results.sort((left, right) => left - right)).toEqual([...Array(20).keys()]);
  });
  it("finishes the running work when it is stopped, and starts nothing new", async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const results: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      return later(item, 3);
    };
    for await (const result of runPool([1, 2, 3, 4, 5], 2, work, stop.signal)) {
      results.push(result);
      stop.abort();
    }
    expect(results.sort()).toEqual([1, 2]);
    expect(begun).toEqual([1, 2]);
  });
  it("passes a failure on once the others have ended", async () => {
    let ended = 0;
    const work = async (item: number) => {
      await later(undefined, item);
      ended += 1;
      if (item === 1) throw new Error("one");
      return item;
    };
    await expect(async () => {
      for await (const _ of runPool([1, 5, 9], 3, work));
    }).rejects.toThrow("one");
    expect(ended).toBe(3);
  });
});
