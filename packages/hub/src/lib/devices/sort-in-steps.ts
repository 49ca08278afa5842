import type { Steps } from "../steps.js";

/** So many items are sorted, or merged, in one step: a few milliseconds on a slow machine. */
const STEP_ITEMS = 1_000;

type Compare<Item> = (left: Item, right: Item) => number;

/**
 * Merge sort in steps, for lists that would block the hub. Leaves the items as they are.
 *
 * @returns A new list.
 */
export function* sortInSteps<Item>(items: readonly Item[], compare: Compare<Item>): Steps<Item[]> {
  let runs: Item[][] = [];
  for (let start = 0; start < items.length; start += STEP_ITEMS) {
    runs.push(items.slice(start, start + STEP_ITEMS).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* mergeSorted(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Two sorted lists as one, in steps. Equal items of the left come first. */
export function* mergeSorted<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: Compare<Item>,
): Steps<Item[]> {
  const merged: Item[] = [];
  let fromLeft = 0;
  let fromRight = 0;
  while (fromLeft < left.length && fromRight < right.length) {
    const [one, other] = [left[fromLeft] as Item, right[fromRight] as Item];
    if (compare(one, other) <= 0) {
      merged.push(one);
      fromLeft++;
    } else {
      merged.push(other);
      fromRight++;
    }
    if (merged.length % STEP_ITEMS === 0) yield;
  }
  return merged.concat(left.slice(fromLeft), right.slice(fromRight));
}
