import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMoment } from "../index.js";

describe("parseMoment", () => {
  it.each([
    ["2026-12-01T10:00:00Z", "2026-12-01T10:00:00.000Z"],
    ["2026-12-01T10:00", "2026-12-01T10:00:00.000Z"],
    ["2026-12-01 10:00", "2026-12-01T10:00:00.000Z"],
    ["2026-12-01 10:00:30.5", "2026-12-01T10:00:30.500Z"],
    ["2026-12-01 10:00 Z", "2026-12-01T10:00:00.000Z"],
    ["2026-12-01 10:00 +02:00", "2026-12-01T08:00:00.000Z"],
    ["2026-12-01t10:00-0130", "2026-12-01T11:30:00.000Z"],
    [" 2026-12-01 ", "2026-12-01T00:00:00.000Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ])("reads %j as UTC unless it has a zone", (text, moment) => {
    expect(parseMoment(text)?.toISOString()).toBe(moment);
  });

  it.each([
    "",
    "now",
    "2031-02-30",
    "2027-02-29",
    "2031-13-01",
    "2031-01-01T24:01",
    "2031-01-01 10:00 EST",
    "01/02/2031",
  ])("does not read %j", (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });

  it("reads back every moment that it could be given", () => {
    const dates = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseMoment(date.toISOString())).toEqual(date);
        expect(parseMoment(date.toISOString().replace("T", " ").replace("Z", ""))).toEqual(date);
      }),
    );
  });
});
