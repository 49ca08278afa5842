import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Intervals } from "./intervals.js";

describe("Intervals", () => {
  it("merge where they touch, in whatever order they are added", () => {
    const intervals = new Intervals();
    intervals.add(10, 20);
    intervals.add(30, 40);
    intervals.add(0, 5);
    expect(String(intervals)).toBe("0-5,10-20+20x2");
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
        expect(intervals.size).toBe(expected.size);
        const gaps = intervals.gapsBelow(70);
        for (let position = 0; position < 80; position++) {
          expect(gaps.covers(position, position + 1)).toBe(position < 70 && !expected.has(position));
          const near = [position, position + 1, position + 2].some((one) => expected.has(one));
          expect(intervals.overlaps(position, position + 3)).toBe(near);
        }
        const read = Intervals.parse(String(intervals));
        for (let position = 0; position < 80; position++) {
          expect(read?.covers(position, position + 1)).toBe(expected.has(position));
        }
        expect(String(read)).toBe(String(intervals));
      }),
    );
  });
});

describe("intervals in writing", () => {
  it("name equal ones at equal distances once", () => {
    const intervals = new Intervals();
    for (let start = 0; start < 10_000; start += 20) intervals.add(start, start + 10);
    intervals.add(20_000, 20_001);
    expect(String(intervals)).toBe("0-10+20x500,20000-20001");
    expect(intervals.toString(9_985)).toBe("9985-9990,20000-20001");
    expect(String(Intervals.parse(String(intervals)))).toBe(String(intervals));
  });

  it.each(["5-1", "5-5", "1", ",", "0-10,", "0-10+5x2", "0-10+20x", "0-10+20x99999999", "a-b", "0-10;"])(
    "cannot be %j",
    (text) => {
      expect(Intervals.parse(text)).toBeUndefined();
    },
  );
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
