import fc from "fast-check";
import { expect, it } from "vitest";
import { Agenda } from "./agenda.js";

it("returns what is due, the earliest first and equals in the order in which they came", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, now) => {
      const agenda = new Agenda<number>();
      for (const [index, atMs] of times.entries()) agenda.add(atMs, index);
      expect(agenda.nextAtMs).toBe(Math.min(...times, Number.POSITIVE_INFINITY));
      const taken: [number, number][] = [];
      for (let next = agenda.take(now); next !== undefined; next = agenda.take(now)) taken.push([next.atMs, next.item]);
      const expected = times.map((atMs, index): [number, number] => [atMs, index]).filter(([atMs]) => atMs <= now);
      expect(taken).toEqual(expected.sort((left, right) => left[0] - right[0] || left[1] - right[1]));
    }),
  );
});
