import { Intervals } from "./intervals.js";

/**
 * Where a run stands, by positions in the sequence of handles. Written into every result as text, so that a program can store it and go
 * on after a crash.
 */
export class Cursor {
  /** Handles whose batch the service acknowledged. */
  readonly done = new Intervals();
  /** Handles whose batch was refused, so that they certainly got nothing. */
  readonly refused = new Intervals();
  /** Positions below this may have been sent by the run that wrote the cursor, acknowledged or not. */
  begun = 0;

  /** @throws {TypeError} when the text is none that a run wrote. */
  static parse(text: string): Cursor {
    const cursor = new Cursor();
    const match = /^nh1;done=([\d,-]*);refused=([\d,-]*);begun=(\d{1,15})$/.exec(text);
    if (match === null) throw new TypeError("The option resumeFrom must be the cursor of a result of sendToDevices.");
    addAll(cursor.done, match[1] ?? "");
    addAll(cursor.refused, match[2] ?? "");
    cursor.begun = Number(match[3]);
    return cursor;
  }

  /** @param begun Positions below it may have been sent by the time that somebody reads the cursor. */
  format(begun: number): string {
    return `nh1;done=${this.done};refused=${this.refused};begun=${begun}`;
  }
}

function addAll(intervals: Intervals, text: string): void {
  if (text === "") return;
  for (const part of text.split(",")) {
    const match = /^(\d{1,15})-(\d{1,15})$/.exec(part);
    const [start, end] = [Number(match?.[1]), Number(match?.[2])];
    if (!(start < end)) throw new TypeError("The option resumeFrom must be the cursor of a result of sendToDevices.");
    intervals.add(start, end);
  }
}
