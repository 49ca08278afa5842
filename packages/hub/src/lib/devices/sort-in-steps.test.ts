import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runAtOnce } from "../steps.js";
import { mergeSorted, sortInSteps } from "./sort-in-steps.js";

interface Item {
  readonly key: number;
  readonly place: number;
}
const byKey = (left: Item, right: Item) => left.key - right.key;
/** Few keys, so that many are equal. */
const itemsOf = (keys: readonly number[]): Item[] => keys.map((key, place) => ({ key, place }));
const scrambled = (size: number) => itemsOf(Array.from({ length: size }, (_, index) => (index * 7_919) % 977));

describe("a sort in steps", () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_500, 10_007])("of %i items is what a stable sort makes of them", (size) => {
    const items = scrambled(size);
    const before = [...items];
    expect(runAtOnce(sortInSteps(items, byKey))).toEqual(items.toSorted(byKey));
    expect(items).toEqual(before);
  });

  it("pauses at least once for every thousand items", () => {
    let pauses = 0;
    const steps = sortInSteps(scrambled(20_000), byKey);
    while (steps.next().done !== true) pauses++;
    expect(pauses).toBeGreaterThanOrEqual(20);
  });

  it("merges any two sorted lists, and takes equal items of the first before those of the second", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 50 });
    fc.assert(
      fc.property(keys, keys, (first, second) => {
        const left = itemsOf(first).sort(byKey);
        const right = itemsOf(second).sort(byKey);
        expect(runAtOnce(mergeSorted(left, right, byKey))).toEqual([...left, ...right].sort(byKey));
      }),
    );
  });
});
