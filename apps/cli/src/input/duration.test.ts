import { describe, expect, it } from "vitest";
import { parseDuration, parseMoment } from "./duration.js";

describe("parseDuration", () => {
  it.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["30", 30_000],
    ["1.5h", 5_400_000],
    ["2d", 172_800_000],
    [" 5m ", 300_000],
  ])("reads %s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
  it.each(["", "h", "5w", "-5s", "1e3s", "5 minutes", "9".repeat(30)])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("parseMoment", () => {
  const now = Date.parse("2031-05-06T07:08:09Z");
  it("reads a duration from now, and ISO dates, in UTC unless they name a zone", () => {
    expect(parseMoment("+2h", now, "--at").toISOString()).toBe("2031-05-06T09:08:09.000Z");
    expect(parseMoment("2031-05-06T07:08:09", now, "--at").toISOString()).toBe("2031-05-06T07:08:09.000Z");
    expect(parseMoment("2031-05-06T07:08:09+02:00", now, "--at").toISOString()).toBe("2031-05-06T05:08:09.000Z");
  });
  it("reads a date with a blank, and a date alone, in UTC whatever the zone of the machine", () => {
    const zone = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      expect(new Date("2026-12-01 10:00").toISOString()).toBe("2026-12-01T15:00:00.000Z");
      expect(parseMoment("2026-12-01 10:00", now, "--at").toISOString()).toBe("2026-12-01T10:00:00.000Z");
      expect(parseMoment("2026-12-01", now, "--at").toISOString()).toBe("2026-12-01T00:00:00.000Z");
      expect(parseMoment("2026-12-01 10:00 +02:00", now, "--at").toISOString()).toBe("2026-12-01T08:00:00.000Z");
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
  it.each([
    "tomorrow",
    "+soon",
    "06/05/2031",
    "1",
    "2031-99-99T00:00:00Z",
    "2031-02-30",
    "2031-02-29T10:00",
    "2031-01-01 25:00",
    "2031-01-01 10:00 EST",
  ])("refuses %j", (text) => {
    expect(() => parseMoment(text, now, "--at")).toThrow(/--at must be an ISO date or a duration from now/);
  });
});
