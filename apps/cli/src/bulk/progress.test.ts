import { describe, expect, it } from "vitest";
import { progressLine } from "./progress.js";

describe("progressLine", () => {
  it("shows share, rate and remaining time", () => {
    expect(progressLine({ done: 12_000, total: 26_000, unit: "devices", elapsedMs: 3500 })).toBe(
      "[===========>            ]  46 %  12,000 of 26,000 devices  3,429/s  4 s left",
    );
    // What earlier runs did took no time.
    expect(progressLine({ done: 12_000, before: 8500, total: 26_000, unit: "devices", elapsedMs: 3500 })).toBe(
      "[===========>            ]  46 %  12,000 of 26,000 devices  1,000/s  14 s left",
    );
    expect(progressLine({ done: 10, total: 10, unit: "devices", elapsedMs: 0 })).toBe(
      "[========================] 100 %  10 of 10 devices",
    );
  });
  it("shows no share where the total is unknown", () => {
    expect(
      progressLine({ done: 500, total: undefined, unit: "devices", elapsedMs: 1000, remark: "1 batch failed" }),
    ).toBe("500 devices  500/s  1 batch failed");
  });
});
