interface Interval {
  start: number;
  end: number;
}

/** Half-open intervals of positions, sorted, merged where they touch. */
export class Intervals {
  readonly #list: Interval[] = [];

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
    const interval = this.#list[this.#firstBehind(start)];
    return interval !== undefined && interval.start <= start && end <= interval.end;
  }

  /** Whether one of the positions from `start` up to but not including `end` is in an interval. */
  overlaps(start: number, end: number): boolean {
    const interval = this.#list[this.#firstBehind(start)];
    return interval !== undefined && interval.start < end;
  }

  /** How many positions are in the intervals. */
  get size(): number {
    return this.#list.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** What lies between the intervals from 0 up to but not including `end`. */
  gapsBelow(end: number): Intervals {
    const gaps = new Intervals();
    let position = 0;
    for (const interval of this.#list) {
      if (interval.start >= end) break;
      if (position < interval.start) gaps.add(position, interval.start);
      position = interval.end;
    }
    if (position < end) gaps.add(position, end);
    return gaps;
  }

  /**
   * The position behind the next `count` positions from `start` on that are in none of the
   * intervals.
   */
  positionAfter(start: number, count: number): number {
    let end = start + count;
    for (let index = this.#firstBehind(start); index < this.#list.length; index++) {
      const interval = this.#list[index];
      if (interval === undefined || interval.start >= end) break;
      end += interval.end - Math.max(interval.start, start);
    }
    return end;
  }

  /**
   * What lies at `from` or behind it: `0-1000,2000-2500`. Intervals of one length at one distance
   * from each other, as batches leave that fail by turns, are written once:
   * `0-1000+2000x3` is `0-1000,2000-3000,4000-5000`.
   */
  toString(from = 0): string {
    const parts: string[] = [];
    let index = this.#firstBehind(from);
    for (let first = this.#list[index]; first !== undefined; first = this.#list[index]) {
      const start = Math.max(first.start, from);
      const { end } = first;
      const period = (this.#list[index + 1]?.start ?? 0) - start;
      let count = 1;
      for (let next = this.#list[index + 1]; next !== undefined; next = this.#list[index + count]) {
        if (next.start !== start + count * period || next.end - next.start !== end - start) break;
        count++;
      }
      parts.push(count > 1 ? `${start}-${end}+${period}x${count}` : `${start}-${end}`);
      index += count;
    }
    return parts.join(",");
  }

  /** Reads what `toString` wrote, in one piece or several; undefined when it is something else. */
  static parse(text: string): Intervals | undefined {
    const intervals = new Intervals();
    if (text === "") return intervals;
    for (const part of text.split(",")) {
      const match = /^(\d{1,15})-(\d{1,15})(?:\+(\d{1,15})x(\d{1,7}))?$/.exec(part);
      const [start, end] = [Number(match?.[1]), Number(match?.[2])];
      const [period, count] = [Number(match?.[3] ?? 0), Number(match?.[4] ?? 1)];
      if (!(start < end) || (count > 1 && period <= end - start)) return undefined;
      for (let index = 0; index < count; index++) intervals.add(start + index * period, end + index * period);
    }
    return intervals;
  }

  /** The index of the first interval that reaches behind a position. */
  #firstBehind(position: number): number {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.end ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
