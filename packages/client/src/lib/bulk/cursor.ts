import { ArgumentError } from "../argument-error.js";
import type { Duplicates } from "../audience/duplicates.js";
import type { Batch } from "./batch-reader.js";
import { digestOf } from "./digest.js";
import { Intervals } from "./intervals.js";

/** What a run must have in common with the one that it resumes. */
export interface CursorScope {
  readonly batchSize: number;
  readonly duplicates: Duplicates;
  /** A digest of the notification, which says nothing about its content. */
  readonly notification: string;
}

/** What earlier runs did, by positions in the sequence of handles. */
export interface EarlierRuns {
  /**
   * Handles whose batch the service acknowledged, and those of batches of nothing but duplicates.
   */
  readonly done: Intervals;
  /** How many of them were sent to; the others were skipped, since they appeared earlier. */
  readonly sent: number;
  /** Positions below this may have been sent, acknowledged or not. */
  readonly begun: number;
  /** The exceptions: handles below `begun` that certainly got nothing. */
  readonly clear: Intervals;
  /** Handles whose batch may have arrived more than once. */
  readonly again: Intervals;
  /** How many of them were sent to. */
  readonly repeated: number;
}

type BatchPlace = Pick<Batch, "start" | "end" | "handles">;

const form = new RegExp(
  "^(nh1;batchSize=(?<batchSize>\\d{1,4});duplicates=(?<duplicates>skip|send);notification=(?<notification>[\\da-f]{16});" +
    "done=(?<done>[^;]*);refused=(?<refused>[^;]*);begun=(?<begun>\\d{1,15});" +
    "sent=(?<sent>\\d{1,15});again=(?<again>[^;]*);repeated=(?<repeated>\\d{1,15}));check=(?<check>[\\da-f]{16})$",
);

/**
 * How far a run is, by positions in the sequence of handles. Written into every result as a
 * string, so that a program can store it and go on after a crash.
 */
export class Cursor {
  readonly #scope: CursorScope;
  /** What the runs before this one did. */
  readonly earlier: Readonly<{ sent: number; duplicates: number }>;
  /** Handles whose batch the service acknowledged, in this run or an earlier one. */
  readonly done: Intervals;
  /**
   * Handles whose batch was refused in this run or did not leave, so that they certainly got
   * nothing.
   */
  readonly refused = new Intervals();
  /** The same of earlier runs. */
  readonly #refusedBefore: Intervals;
  /** Positions below this may have been sent by an earlier run, acknowledged or not. */
  readonly #begunBefore: number;
  /** Handles whose batch may have arrived more than once, in all runs. */
  readonly #again: Intervals;
  #sent: number;
  #repeated: number;

  private constructor(scope: CursorScope, { done, sent, begun, clear, again, repeated }: EarlierRuns) {
    this.#scope = scope;
    this.earlier = { sent, duplicates: done.size - sent };
    this.done = done;
    this.#refusedBefore = clear;
    this.#begunBefore = begun;
    this.#again = again;
    this.#sent = sent;
    this.#repeated = repeated;
  }

  /** The cursor of a run from the beginning. */
  static start(scope: CursorScope): Cursor {
    const none = { sent: 0, begun: 0, repeated: 0 };
    return new Cursor(scope, { ...none, done: new Intervals(), clear: new Intervals(), again: new Intervals() });
  }

  /** The cursor of a run that goes on where others stopped. It keeps and changes the intervals. */
  static after(earlier: EarlierRuns, scope: CursorScope): Cursor {
    return new Cursor(scope, earlier);
  }

  /**
   * The cursor of a run that goes on where another one stopped.
   *
   * @throws {ArgumentError} when no run wrote the string, when it was cut off or changed, and when
   * it belongs to a run with another batch size, notification or treatment of duplicates.
   */
  static resume(text: string, scope: CursorScope): Cursor {
    if (!text.startsWith("nh1;")) throw invalid("must be the cursor of a result of sendToDevices");
    const match = form.exec(text);
    const fields = match?.groups;
    if (fields === undefined || fields.check !== digestOf(match?.[1] ?? "")) throw damaged();
    const { batchSize, duplicates, notification } = fields;
    const differences = [
      ...(notification === scope.notification ? [] : ["another notification"]),
      ...(Number(batchSize) === scope.batchSize ? [] : [`batchSize ${batchSize}, not ${scope.batchSize}`]),
      ...(duplicates === scope.duplicates ? [] : [`duplicates "${duplicates}", not "${scope.duplicates}"`]),
    ];
    if (differences.length > 0) {
      throw invalid(`is the cursor of a send with ${differences.join(" and with ")}. Resume with what that send had`);
    }
    const intervals = (name: string): Intervals => {
      const parsed = Intervals.parse(fields[name] ?? "");
      if (parsed === undefined) throw damaged();
      return parsed;
    };
    return new Cursor(scope, {
      done: intervals("done"),
      sent: Number(fields.sent),
      begun: Number(fields.begun),
      clear: intervals("refused"),
      again: intervals("again"),
      repeated: Number(fields.repeated),
    });
  }

  /** Handles of batches that may have arrived more than once, in all runs. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Records a batch that the service acknowledged, or one of nothing but duplicates. */
  finish({ start, end, handles }: BatchPlace): void {
    this.done.add(start, end);
    this.#sent += handles.length;
    this.#arriveAgain({ start, end, handles });
  }

  /** Records a batch that failed, and may have been sent all the same. */
  lose(batch: BatchPlace): void {
    this.#arriveAgain(batch);
  }

  #arriveAgain({ start, end, handles }: BatchPlace): void {
    if (!this.mayBeDuplicate(start, end) || this.#again.covers(start, end)) return;
    this.#again.add(start, end);
    this.#repeated += handles.length;
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
    const { batchSize, duplicates, notification } = this.#scope;
    const begun = this.done.positionAfter(position, ahead);
    const refused = [this.refused.toString(), this.#refusedBefore.toString(begun)].filter((text) => text !== "");
    const checked = [
      "nh1",
      `batchSize=${batchSize}`,
      `duplicates=${duplicates}`,
      `notification=${notification}`,
      `done=${this.done}`,
      `refused=${refused.join(",")}`,
      `begun=${Math.max(this.#begunBefore, begun)}`,
      `sent=${this.#sent}`,
      `again=${this.#again}`,
      `repeated=${this.#repeated}`,
    ].join(";");
    return `${checked};check=${digestOf(checked)}`;
  }
}

function damaged(): ArgumentError {
  return invalid("is a cursor that was cut off or changed. Pass one that is whole");
}

function invalid(rule: string): ArgumentError {
  return new ArgumentError("sendToDevices", "resumeFrom", rule);
}
