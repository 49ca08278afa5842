import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHttpDate, readRetryAfter } from "./retry-after.js";

const nowMs = Date.UTC(2030, 0, 1);

describe("readRetryAfter", () => {
  it.each<[string, number]>([
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7000],
    ["Tue, 01 Jan 2030 00:00:30 GMT", 30_000],
    ["Tuesday, 01-Jan-30 00:00:30 GMT", 30_000],
    ["Tue Jan  1 00:00:30 2030", 30_000],
    ["Mon, 31 Dec 2029 23:00:00 GMT", 0],
  ])("reads %j as %i ms", (value, expected) => {
    expect(readRetryAfter(value, undefined, nowMs)).toBe(expected);
  });

  it("measures a date by the response's own clock", () => {
    const value = "Tue, 01 Jan 2030 00:00:30 GMT";
    expect(readRetryAfter(value, "Tue, 01 Jan 2030 00:00:10 GMT", nowMs - 3_600_000)).toBe(20_000);
  });

  it.each([
    undefined,
    "",
    "soon",
    "-1",
    "9999999999",
    "9".repeat(400),
    "1.5",
    "1e3",
    "2030-01-01T00:00:00Z",
    "Tue, 99 Jan 2030 00:00:30 GMT",
    "120, 60",
  ])("takes %j for nothing", (value) => {
    expect(readRetryAfter(value, undefined, nowMs)).toBeUndefined();
  });

  it("returns nothing but undefined and numbers from 0, whatever it reads", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (value, date) => {
        const result = readRetryAfter(value, date, nowMs);
        expect(result === undefined || result >= 0).toBe(true);
      }),
    );
  });
});

describe("readHttpDate", () => {
  it("reads what toUTCString writes, to the second", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true }), (date) => {
        expect(readHttpDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});
