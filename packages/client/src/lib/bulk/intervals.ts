/** Half-open intervals of positions, sorted, merged where they touch. */
export class Intervals {
  readonly #list: { start: number; end: number }[] = [];

  /** Adds `start` up to but not including `end`. Runs add nearly in order, so the place is sought from the end. */
  add(start: number, end: number): void {
    const list = this.#list;
    let index = list.length;
    while (index > 0 && (list[index - 1]?.start ?? 0) > start) index--;
    const before = list[index - 1];
    if (before !== undefined && before.end >= start) {
      before.end = Math.max(before.end, end);
      index--;
    } else {
      list.splice(index, 0, { start, end });
    }
    const merged = list[index];
    while (merged !== undefined) {
      const next = list[index + 1];
      if (next === undefined || next.start > merged.end) break;
      merged.end = Math.max(merged.end, next.end);
      list.splice(index + 1, 1);
    }
  }

  /** Whether all positions from `start` up to but not including `end` are in one of the intervals. */
  covers(start: number, end: number): boolean {
    let low = 0;
    let high = this.#list.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const interval = this.#list[middle];
      if (interval === undefined || interval.start > start) high = middle - 1;
      else if (interval.end > start) return end <= interval.end;
      else low = middle + 1;
    }
    return false;
  }

  /** `0-1000,2000-2500`. */
  toString(): string {
    return this.#list.map(({ start, end }) => `${start}-${end}`).join(",");
  }
}
