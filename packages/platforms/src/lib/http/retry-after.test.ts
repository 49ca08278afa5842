import { expect, it } from "vitest";
import { readRetryAfter } from "./retry-after.js";

const now = Date.UTC(2030, 0, 1);

it.each([
  ["120", undefined, 120_000],
  [" 0 ", undefined, 0],
  ["Tue, 01 Jan 2030 00:01:00 GMT", undefined, 60_000],
  ["Tue, 01 Jan 2030 00:01:00 GMT", "Tue, 01 Jan 2030 00:00:50 GMT", 10_000],
  ["Mon, 31 Dec 2029 00:00:00 GMT", undefined, 0],
  ["soon", undefined, undefined],
  ["-1", undefined, undefined],
  ["1.5", undefined, undefined],
  ["99999999999", undefined, undefined],
  ["", undefined, undefined],
  [undefined, undefined, undefined],
])("%j with the date %j means %j ms", (value, date, expected) => {
  expect(readRetryAfter(value, date, now)).toBe(expected);
});
