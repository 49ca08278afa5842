import { Intervals } from "./intervals.js";

/**
 * Where a run stands, by positions in the sequence of handles. Written into every result as a
 * string, so that a program can store it and go on after a crash.
 */
export class Cursor {
  /** Handles whose batch the service acknowledged, in this run or an earlier one. */
  readonly done = new Intervals();
  /**
   * Handles whose batch was refused in this run or did not leave, so that they certainly got
   * nothing.
   */
  readonly refused = new Intervals();
  /** The same of earlier runs. */
  readonly #refusedBefore = new Intervals();
  /** Positions below this may have been sent by an earlier run, acknowledged or not. */
  #begunBefore = 0;

  /** Reads a cursor; `undefined` when no run wrote it. */
  static parse(text: unknown): Cursor | undefined {
    const match =
      typeof text === "string" ? /^nh1;done=([\d,-]*);refused=([\d,-]*);begun=(\d{1,15})$/.exec(text) : null;
    if (match === null) return undefined;
    const cursor = new Cursor();
    const [, done = "", refused = "", begun] = match;
    if (!addAll(cursor.done, done) || !addAll(cursor.#refusedBefore, refused)) return undefined;
    cursor.#begunBefore = Number(begun);
    return cursor;
  }

  /** Whether an earlier run may have sent a batch from `start` up to but not including `end`. */
  mayBeDuplicate(start: number, end: number): boolean {
    return start < this.#begunBefore && !this.#refusedBefore.covers(start, end);
  }

  /**
   * What an earlier run saw refused counts only where this run cannot have come to it: sent again,
   * it may have arrived.
   *
   * @param position How far the input has been read.
   * @param ahead Handles that may be read and sent in addition by the time that somebody reads the
   * cursor.
   */
  format(position: number, ahead: number): string {
    const begun = this.done.positionAfter(position, ahead);
    const refused = [this.refused.toString(), this.#refusedBefore.toString(begun)].filter((text) => text !== "");
    return `nh1;done=${this.done};refused=${refused.join(",")};begun=${Math.max(this.#begunBefore, begun)}`;
  }
}

/** Adds `0-1000,2000-2500`; false when it is something else. */
function addAll(intervals: Intervals, text: string): boolean {
  if (text === "") return true;
  return text.split(",").every((part) => {
    const match = /^(\d{1,15})-(\d{1,15})$/.exec(part);
    const [start, end] = [Number(match?.[1]), Number(match?.[2])];
    if (!(start < end)) return false;
    intervals.add(start, end);
    return true;
  });
}
