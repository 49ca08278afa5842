import type { BulkProgress } from "./results.js";

/** Counts what a run has done, on top of what earlier runs did. */
export class Tally {
  readonly #total: number | undefined;
  readonly #earlier: { readonly sent: number; readonly duplicates: number };
  readonly #began = performance.now();
  sent = 0;
  failed = 0;
  duplicates = 0;

  /** @param total Handles of the input, where that is known. */
  constructor(total: number | undefined, earlier: { readonly sent: number; readonly duplicates: number }) {
    this.#total = total;
    this.#earlier = earlier;
  }

  progress(cursor: string, mayBeDuplicates: number): BulkProgress {
    const { sent, failed, duplicates } = this;
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      sent: this.#earlier.sent + sent,
      sentBefore: this.#earlier.sent,
      failed,
      duplicates: this.#earlier.duplicates + duplicates,
      mayBeDuplicates,
      ...(this.#total === undefined ? {} : { total: this.#total }),
      ratePerSecond: seconds === 0 ? 0 : sent / seconds,
      cursor,
    };
  }
}

/** How many items an input holds, where it knows. */
export function lengthOf(handles: object): number | undefined {
  const { length, size } = handles as { length?: unknown; size?: unknown };
  if (typeof length === "number") return length;
  return typeof size === "number" ? size : undefined;
}
