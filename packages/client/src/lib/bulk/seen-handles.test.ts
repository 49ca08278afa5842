import { describe, expect, it } from "vitest";
import { SeenHandles } from "./seen-handles.js";

describe("SeenHandles", () => {
  it("knows what it was given, and nothing else, however often its table grows", () => {
    const seen = new SeenHandles();
    const handle = (index: number) => `${index}`.padStart(64, "0");
    const handles = Array.from({ length: 20_000 }, (_item, index) => handle(index));
    expect(handles.filter((one) => seen.add(one))).toEqual(handles);
    expect(handles.filter((one) => seen.add(one))).toEqual([]);
    expect(seen.add(handle(20_000))).toBe(true);
  });

  it("takes less than 80 MB for a million handles, at any time", () => {
    const seen = new SeenHandles();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let index = 0; index < 1_000_000; index++) {
      seen.add(`${index}`.padStart(64, "0"));
      if (index % 10_000 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(most).toBeGreaterThan(16_000_000);
    expect(most).toBeLessThan(80_000_000);
  }, 30_000);
});
