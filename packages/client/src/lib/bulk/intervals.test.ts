import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cursor } from "./cursor.js";
import { Intervals } from "./intervals.js";

describe("Intervals", () => {
  it("merge where they touch, in whatever order they are added", () => {
    const intervals = new Intervals();
    intervals.add(10, 20);
    intervals.add(30, 40);
    intervals.add(0, 5);
    expect(String(intervals)).toBe("0-5,10-20,30-40");
    intervals.add(20, 30);
    expect(String(intervals)).toBe("0-5,10-40");
    intervals.add(5, 10);
    expect(String(intervals)).toBe("0-40");
  });

  it("hold exactly what was added", () => {
    const piece = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const intervals = new Intervals();
        const expected = new Set<number>();
        for (const [start, length] of pieces) {
          intervals.add(start, start + length);
          for (let position = start; position < start + length; position++) expected.add(position);
        }
        for (let position = 0; position < 80; position++) {
          expect(intervals.covers(position, position + 1)).toBe(expected.has(position));
        }
        const parts =
          String(intervals) === ""
            ? []
            : String(intervals)
                .split(",")
                .map((part) => part.split("-").map(Number));
        for (const [index, part] of parts.entries()) {
          expect(part[0]).toBeGreaterThan(index === 0 ? -1 : (parts[index - 1]?.[1] ?? 0));
          expect(intervals.covers(part[0] ?? 0, part[1] ?? 0)).toBe(true);
        }
      }),
    );
  });
});

describe("the position after some that are in no interval", () => {
  it.each([
    [0, 5, 5],
    [0, 10, 10],
    [0, 11, 21],
    [15, 1, 21],
    [20, 10, 30],
    [12, 11, 41],
    [50, 3, 53],
  ])("from %i on, %i of them, is %i", (start, count, expected) => {
    const intervals = new Intervals();
    intervals.add(10, 20);
    intervals.add(30, 40);
    expect(intervals.positionAfter(start, count)).toBe(expected);
  });
});

describe("Cursor", () => {
  it("is read back as it was written", () => {
    const text = "nh1;done=0-1000,2000-3000;refused=1000-2000;begun=9000";
    expect(Cursor.parse(text)?.format(0, 0)).toBe(text);
    expect(Cursor.parse("nh1;done=;refused=;begun=0")?.format(2, 3)).toBe("nh1;done=;refused=;begun=5");
  });

  it.each([
    "",
    "nh1",
    "nh1;done=5-1;refused=;begun=0",
    "nh1;done=1;refused=;begun=0",
    "nh1;done=,;refused=;begun=0",
    "12",
  ])("refuses %j", (text) => {
    expect(Cursor.parse(text)).toBeUndefined();
  });
});
