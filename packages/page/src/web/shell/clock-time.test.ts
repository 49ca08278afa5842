import { expect, it } from "vitest";
import { clockSeconds, clockTime, dayWords } from "./clock-time.js";

// Without a zone: the reader's local time.
const morning = "2026-11-30T07:08:09";
const midnight = "2026-11-30T00:00:00";

it("writes dates as Americans do, and times by 24 hours", () => {
  expect(dayWords(morning)).toBe("Monday, November 30");
  expect([clockTime(morning), clockTime(midnight)]).toEqual(["07:08", "00:00"]);
  expect([clockSeconds(morning), clockSeconds(midnight)]).toEqual(["07:08:09", "00:00:00"]);
});
