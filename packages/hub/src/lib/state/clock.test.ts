import { describe, expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { HubClock } from "./clock.js";

const wrongSeconds = new ArgumentError(
  "seconds",
  "seconds must be a number of at least 0 and must not lead beyond the latest date that JavaScript has.",
);
const wrongTime = new ArgumentError(
  "at",
  "The time must be a date, milliseconds since 1970, or an ISO 8601 string such as 2031-05-06T07:08:09Z (UTC without a zone).",
);

const start = () => {
  let time = 1000;
  let moves = 0;
  const clock = new HubClock(
    () => time,
    () => moves++,
  );
  return { clock, pass: (ms: number) => (time += ms), moves: () => moves };
};

describe("the clock", () => {
  it("runs with its base, and ahead of it after an advance", () => {
    const { clock, pass } = start();
    expect(clock.now()).toBe(1000);
    clock.advance(1.5);
    pass(10);
    expect(clock.now()).toBe(2510);
  });

  it("does not move while frozen, moves only by advance, and continues from there", () => {
    const { clock, pass } = start();
    clock.freeze("2031-05-06T07:08:09Z");
    pass(1_000_000);
    expect([clock.frozen, new Date(clock.now()).toISOString()]).toEqual([true, "2031-05-06T07:08:09.000Z"]);
    clock.advance(60);
    clock.resume();
    pass(500);
    expect([clock.frozen, new Date(clock.now()).toISOString()]).toEqual([false, "2031-05-06T07:09:09.500Z"]);
    clock.reset();
    expect(clock.now()).toBe(1_001_500);
  });

  it("freezes at the current time, a date or a number", () => {
    const { clock } = start();
    clock.freeze();
    expect(clock.now()).toBe(1000);
    clock.freeze(new Date(5));
    expect(clock.now()).toBe(5);
    clock.freeze("2031-05-06 07:08:09");
    expect(clock.now()).toBe(Date.UTC(2031, 4, 6, 7, 8, 9));
    clock.freeze(7);
    expect(clock.now()).toBe(7);
  });

  it("reports when it was moved", () => {
    const { clock, moves } = start();
    clock.advance(0);
    clock.freeze();
    clock.resume();
    clock.resume();
    expect(moves()).toBe(3);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])("refuses to advance by %s", (seconds) => {
    expect(() => start().clock.advance(seconds)).toThrow(wrongSeconds);
  });

  it("refuses values that are neither a number nor a date", () => {
    expect(() => start().clock.advance("1" as never)).toThrow(wrongSeconds);
    expect(() => start().clock.freeze("noon")).toThrow(wrongTime);
    expect(() => start().clock.freeze("2031-02-30")).toThrow(wrongTime);
    expect(() => start().clock.freeze(Number.NaN)).toThrow(wrongTime);
  });
});
