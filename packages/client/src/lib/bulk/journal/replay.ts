import type { EarlierRuns } from "../cursor.js";
import { Intervals } from "../intervals.js";
import type { JournalEntry } from "./journal-lines.js";

/** A batch as an earlier run cut it. */
export interface RecordedBatch {
  readonly count: number;
  /** The fingerprint of its handles. */
  readonly handles: string;
}

/** Works out from the lines of a journal what the runs before did to one platform's handles. */
export class Replay {
  readonly #done = new Intervals();
  /** Batches that may have arrived, though nothing says so. */
  readonly #unclear = new Intervals();
  readonly #again = new Intervals();
  #sent = 0;
  #begun = 0;
  #repeated = 0;
  /** Batches of the current run that have begun and have no result, by position. */
  readonly #open = new Map<number, JournalEntry>();
  /** All batches, by position. */
  readonly batches = new Map<number, RecordedBatch>();

  add(entry: JournalEntry): void {
    const { state, start, count, devices, handles } = entry;
    const end = start + count;
    if (handles !== undefined) this.batches.set(start, { count, handles });
    if (state === "begun") {
      this.#begun = Math.max(this.#begun, end);
      this.#open.set(start, entry);
      return;
    }
    this.#open.delete(start);
    if (state === "failed") {
      if (entry.mayHaveBeenSent) this.#mayHaveArrived(entry);
      return;
    }
    this.#done.add(start, end);
    this.#sent += devices;
    if (this.#unclear.overlaps(start, end)) this.#arriveAgain(entry);
  }

  /** What a run left open when it ended may have arrived. */
  endRun(): void {
    for (const entry of this.#open.values()) this.#mayHaveArrived(entry);
    this.#open.clear();
  }

  get earlier(): EarlierRuns {
    return {
      done: this.#done,
      sent: this.#sent,
      begun: this.#begun,
      clear: this.#unclear.gapsBelow(this.#begun),
      again: this.#again,
      repeated: this.#repeated,
    };
  }

  #mayHaveArrived(entry: JournalEntry): void {
    const end = entry.start + entry.count;
    if (this.#unclear.overlaps(entry.start, end)) this.#arriveAgain(entry);
    this.#unclear.add(entry.start, end);
  }

  #arriveAgain({ start, count, devices }: JournalEntry): void {
    if (this.#again.covers(start, start + count)) return;
    this.#again.add(start, start + count);
    this.#repeated += devices;
  }
}
