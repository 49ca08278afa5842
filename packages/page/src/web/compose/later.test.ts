import { describe, expect, it } from "vitest";
import { dueMs, type Later, localOf, minuteAfter, problemWith } from "./later.js";

const nowMs = Date.parse("2026-11-30T07:00:00Z");
const at = (time: string): Later => ({ kind: "at", time });

it("counts from the hub's clock, or names a moment", () => {
  const due = (later: Later) => new Date(dueMs(later, nowMs)).toISOString();
  expect(due({ kind: "in", amount: 90, unit: "minutes" })).toBe("2026-11-30T08:30:00.000Z");
  expect(due({ kind: "in", amount: 2, unit: "hours" })).toBe("2026-11-30T09:00:00.000Z");
  expect(due({ kind: "in", amount: 1, unit: "days" })).toBe("2026-12-01T07:00:00.000Z");
  expect(due(at("2026-11-30T08:00:00Z"))).toBe("2026-11-30T08:00:00.000Z");
});

describe("a time for which nothing can be scheduled", () => {
  it.each<[Later, RegExp]>([
    [
      at("2026-11-30T06:59:00Z"),
      /^The time is in the past: the hub's clock shows Nov 30, 2026, \d\d:\d\d:00\. Choose a later one\.$/,
    ],
    [{ kind: "in", amount: -1, unit: "days" }, /^The time is in the past/],
    [{ kind: "in", amount: 4, unit: "minutes" }, /^A notification can be scheduled 5 minutes to 7 days ahead/],
    [{ kind: "in", amount: 8, unit: "days" }, /^A notification can be scheduled 5 minutes to 7 days ahead/],
    [{ kind: "in", amount: Number.NaN, unit: "days" }, /^The time is incomplete\./],
    [at(""), /^The time is incomplete\./],
  ])("is refused with a sentence: %j", (later, sentence) => {
    expect(problemWith(later, nowMs)).toMatch(sentence);
  });

  it.each<Later>([
    { kind: "in", amount: 5, unit: "minutes" },
    { kind: "in", amount: 7, unit: "days" },
    at("2026-11-30T07:05:00Z"),
  ])("is not %j", (later) => {
    expect(problemWith(later, nowMs)).toBeUndefined();
  });
});

describe("the browser's field of date and time", () => {
  it("takes whole minutes of local time", () => {
    expect(minuteAfter(nowMs + 1)).toBe("2026-11-30T07:01:00.000Z");
    expect(minuteAfter(nowMs)).toBe("2026-11-30T07:00:00.000Z");
    expect(Date.parse(localOf("2026-11-30T07:00:30Z"))).toBe(nowMs);
  });

  it.each([Number.NaN, 1e300, -1e300, Number.POSITIVE_INFINITY])("is empty for %d ms, which no date can hold", (ms) => {
    expect(minuteAfter(ms)).toBe("");
  });

  it.each(["", "soon", "+999999-01-01T00:00:00Z"])("is empty for the moment %j", (iso) => {
    expect(localOf(iso)).toBe("");
  });

  it("takes the ends of what a date can hold, in every zone", () => {
    const zone = process.env.TZ;
    try {
      for (process.env.TZ of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
        for (const iso of ["+275760-09-13T00:00:00Z", "-271821-04-20T00:00:00Z"]) {
          expect(() => localOf(iso)).not.toThrow();
        }
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
