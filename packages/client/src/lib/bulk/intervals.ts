/** Half-open intervals of positions, sorted, merged where they touch. */
export class Intervals {
  readonly #list: { start: number; end: number }[] = [];

  /**
   * Adds `start` up to but not including `end`. Runs add nearly in order, so the search for the
   * place begins at the end.
   */
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

  /**
   * Whether all positions from `start` up to but not including `end` are in one of the intervals.
   */
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

  /**
   * The position behind the next `count` positions from `start` on that are in none of the
   * intervals.
   */
  positionAfter(start: number, count: number): number {
    let end = start + count;
    for (const interval of this.#list) {
      if (interval.start >= end) break;
      if (interval.end > start) end += interval.end - Math.max(interval.start, start);
    }
    return end;
  }

  /** `0-1000,2000-2500`: what lies at `from` or behind it. */
  toString(from = 0): string {
    const rest = this.#list.filter(({ end }) => end > from);
    return rest.map(({ start, end }) => `${Math.max(start, from)}-${end}`).join(",");
  }
}
