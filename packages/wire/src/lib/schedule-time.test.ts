import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatScheduleTime } from "../index.js";
import { parseScheduleTime } from "../server.js";
import { formatDateTime } from "./date-time.js";

describe("formatScheduleTime", () => {
  it("writes UTC without zone and fractions", () => {
    expect(formatScheduleTime(new Date("2031-05-06T07:08:09.999Z"))).toBe("2031-05-06T07:08:09");
  });

  it("refuses an invalid date and a year without four digits", () => {
    expect(() => formatScheduleTime(new Date(Number.NaN))).toThrow(TypeError);
    expect(() => formatScheduleTime(new Date(8.64e15))).toThrow(TypeError);
    expect(() => formatScheduleTime("2031-05-06" as unknown as Date)).toThrow(TypeError);
  });
});

describe("parseScheduleTime", () => {
  it.each([
    ["2031-05-06T07:08:09", "2031-05-06T07:08:09.000Z"],
    ["2031-05-06T07:08:09.000Z", "2031-05-06T07:08:09.000Z"],
    ["2031-05-06T07:08:09.1239999", "2031-05-06T07:08:09.123Z"],
    ["2031-05-06T07:08+01:00", "2031-05-06T06:08:00.000Z"],
    ["2031-05-06T23:08:09-0530", "2031-05-07T04:38:09.000Z"],
    [" 2031-05-06t07:08:09z ", "2031-05-06T07:08:09.000Z"],
    ["9999-12-31T23:59:59.999", "9999-12-31T23:59:59.999Z"],
    ["9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.999Z"],
    ["9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999Z"],
    ["0001-01-01T00:00:00", "0001-01-01T00:00:00.000Z"],
    ["0031-05-06T07:08:09", "0031-05-06T07:08:09.000Z"],
  ])("reads %j as %s", (text, iso) => {
    expect(parseScheduleTime(text)?.toISOString()).toBe(iso);
  });

  it.each([
    "",
    "soon",
    "2031-05-06",
    "2031-05-06'T'07:08:09",
    "2031-02-30T00:00:00",
    "2031-05-06T24:00:00",
    "2031-05-06T07:60:00",
    "2031-05-06T07:08:60",
    "2031-13-06T07:08:09",
    "2031-05-06T07:08:09+15:00",
    "2031-05-06T07:08:09+01:60",
    "05/06/2031 07:08:09",
  ])("refuses %j", (text) => {
    expect(parseScheduleTime(text)).toBeUndefined();
  });

  it("reads back what is written, to the second or, in documents, to the millisecond", () => {
    const dates = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseScheduleTime(formatScheduleTime(date))?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
        expect(parseScheduleTime(formatDateTime(date))).toEqual(date);
      }),
    );
  });

  it("writes fractions as short as the service does", () => {
    expect(["09.120Z", "09.000Z", "10.001Z"].map((end) => formatDateTime(new Date(`2031-05-06T07:08:${end}`)))).toEqual(
      ["2031-05-06T07:08:09.12Z", "2031-05-06T07:08:09Z", "2031-05-06T07:08:10.001Z"],
    );
  });
});
