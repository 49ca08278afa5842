import type { BulkProgress } from "./results.js";

/** Counts what a run has done. */
export class Tally {
  readonly #total: number | undefined;
  readonly #began = performance.now();
  sent = 0;
  failed = 0;
  duplicates = 0;

  /** @param handles The input, which may know its length. */
  constructor(handles: object) {
    this.#total = lengthOf(handles);
  }

  progress(cursor: string): BulkProgress {
    const { sent, failed, duplicates } = this;
    const seconds = (performance.now() - this.#began) / 1000;
    const total = this.#total === undefined ? {} : { total: this.#total };
    return { sent, failed, duplicates, ...total, ratePerSecond: seconds === 0 ? 0 : sent / seconds, cursor };
  }
}

/** How many items an input holds, where it knows. */
export function lengthOf(handles: object): number | undefined {
  const { length, size } = handles as { length?: unknown; size?: unknown };
  if (typeof length === "number") return length;
  return typeof size === "number" ? size : undefined;
}
