import { ArgumentError } from "../argument-error.js";
import type { Duplicates } from "../audience/duplicates.js";
import { digestOf } from "./digest.js";
import { Intervals } from "./intervals.js";

/** What a run must have in common with the one that it resumes. */
export interface CursorScope {
  readonly batchSize: number;
  readonly duplicates: Duplicates;
  /** A digest of the notification, which says nothing about its content. */
  readonly notification: string;
}

/** `nh1;batchSize=…;duplicates=…;notification=…;done=…;refused=…;begun=…;check=…` */
const form =
  /^(nh1;batchSize=(\d{1,4});duplicates=(skip|send);notification=([\da-f]{16});done=([^;]*);refused=([^;]*);begun=(\d{1,15}));check=([\da-f]{16})$/;

/**
 * Where a run stands, by positions in the sequence of handles. Written into every result as a
 * string, so that a program can store it and go on after a crash.
 */
export class Cursor {
  readonly #scope: CursorScope;
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

  private constructor(scope: CursorScope, done: Intervals, refusedBefore: Intervals, begunBefore: number) {
    this.#scope = scope;
    this.done = done;
    this.#refusedBefore = refusedBefore;
    this.#begunBefore = begunBefore;
  }

  /** The cursor of a run from the beginning. */
  static start(scope: CursorScope): Cursor {
    return new Cursor(scope, new Intervals(), new Intervals(), 0);
  }

  /**
   * The cursor of a run that goes on where another one stopped.
   *
   * @throws {ArgumentError} when no run wrote the string, when it was cut off or changed, and when
   * it belongs to a run with another batch size, notification or treatment of duplicates.
   */
  static resume(text: string, scope: CursorScope): Cursor {
    if (!text.startsWith("nh1;")) throw invalid("must be the cursor of a result of sendToDevices");
    const [, checked = "", batchSize, duplicates, notification, done = "", refused = "", begun, check] =
      form.exec(text) ?? [];
    if (check !== digestOf(checked)) throw damaged();
    const differences = [
      ...(notification === scope.notification ? [] : ["another notification"]),
      ...(Number(batchSize) === scope.batchSize ? [] : [`batchSize ${batchSize}, not ${scope.batchSize}`]),
      ...(duplicates === scope.duplicates ? [] : [`duplicates "${duplicates}", not "${scope.duplicates}"`]),
    ];
    if (differences.length > 0) {
      throw invalid(`is the cursor of a send with ${differences.join(" and with ")}. Resume with what that send had`);
    }
    const [doneBefore, refusedBefore] = [Intervals.parse(done), Intervals.parse(refused)];
    if (doneBefore === undefined || refusedBefore === undefined) throw damaged();
    return new Cursor(scope, doneBefore, refusedBefore, Number(begun));
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
