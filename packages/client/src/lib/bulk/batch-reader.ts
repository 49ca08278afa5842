import { HUB_REQUEST_LIMIT_BYTES, type Notification, type Platform, utf8ByteLength } from "@nh/payloads";
import { writeBatch } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { AudienceError } from "../audience/audience-error.js";
import { handleProblem } from "../audience/check-handle.js";
import { type Duplicates, handleKey } from "../audience/duplicates.js";
import type { Intervals } from "./intervals.js";
import { SeenHandles } from "./seen-handles.js";

/** Some handles of the input, next to each other. */
export interface Batch {
  /** Counted from 0 within this run. */
  readonly index: number;
  /** Where it begins in the input, counted from 0. */
  readonly start: number;
  /** Where it ends in the input: the position behind its last handle. */
  readonly end: number;
  /** What to send to: all handles from `start` to `end` but the duplicates. Empty when all are. */
  readonly handles: readonly string[];
}

/** The boundary between the parts is a little longer when a payload contains the usual one. */
const BOUNDARY_RESERVE_BYTES = 64;

/**
 * Cuts an input into batches, as large as the service accepts, without holding more than one of
 * them.
 */
export class BatchReader {
  readonly #iterator: Iterator<string> | AsyncIterator<string>;
  readonly #batchSize: number;
  readonly #roomBytes: number;
  readonly #skipped: Intervals;
  readonly #platform: Platform;
  /** Undefined when duplicates are sent to. */
  readonly #seen: SeenHandles | undefined;
  #position = 0;
  #batches = 0;
  /** The input has ended or thrown, or no more of it will be read. */
  #isOver = false;
  /** A handle that was read and did not fit. */
  #waiting: string | undefined;

  constructor(
    notification: Notification,
    handles: Iterable<string> | AsyncIterable<string>,
    batchSize: number,
    skipped: Intervals,
    duplicates: Duplicates,
  ) {
    this.#iterator = Symbol.asyncIterator in handles ? handles[Symbol.asyncIterator]() : handles[Symbol.iterator]();
    this.#batchSize = batchSize;
    this.#skipped = skipped;
    this.#platform = notification.platform;
    this.#seen = duplicates === "skip" ? new SeenHandles() : undefined;
    const empty = writeBatch(notification.contentType, notification.body, []);
    this.#roomBytes = HUB_REQUEST_LIMIT_BYTES - utf8ByteLength(empty.body) - BOUNDARY_RESERVE_BYTES;
  }

  /** Handles read so far, those that were skipped among them. */
  get position(): number {
    return this.#position;
  }

  /**
   * Reads the next batch; undefined at the end of the input. Duplicates count toward the size of a
   * batch, so that a run never gets further in the input than its last cursor announced.
   */
  async next(): Promise<Batch | undefined> {
    const handles: string[] = [];
    let start = this.#position - (this.#waiting === undefined ? 0 : 1);
    let roomBytes = this.#roomBytes;
    if (this.#waiting !== undefined) {
      handles.push(this.#waiting);
      roomBytes -= sizeOf(this.#waiting);
      this.#waiting = undefined;
    }
    while (this.#position - start < this.#batchSize && !this.#isOver) {
      let result: IteratorResult<string>;
      try {
        const step = this.#iterator.next();
        // Awaiting only promises, of whatever realm, spares a turn of the queue for each handle of
        // an array.
        result = "then" in step ? await step : step;
      } catch (error) {
        this.#isOver = true;
        throw error;
      }
      const { done, value } = result;
      if (done) {
        this.#isOver = true;
        break;
      }
      const position = this.#position++;
      if (this.#skipped.covers(position, position + 1)) {
        // The device has it already: a later duplicate is not sent to either.
        if (typeof value === "string") this.#isFirst(value);
        if (position > start) return this.#batch(start, position, handles);
        start = position + 1;
        continue;
      }
      const bytes = this.#sizeOfChecked(value, position);
      if (!this.#isFirst(value)) continue;
      if (bytes > roomBytes) {
        this.#waiting = value;
        return this.#batch(start, position, handles);
      }
      roomBytes -= bytes;
      handles.push(value);
    }
    return this.#position > start ? this.#batch(start, this.#position, handles) : undefined;
  }

  /** Tells the input that no more will be read, unless it has come to its own end. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // Nobody waits for an input that is still busy with the last read, and what it throws now helps
    // nobody.
    (async () => this.#iterator.return?.())().catch(() => undefined);
  }

  #batch(start: number, end: number, handles: readonly string[]): Batch {
    return { index: this.#batches++, start, end, handles };
  }

  #isFirst(handle: string): boolean {
    return this.#seen?.add(handleKey(handle, this.#platform)) ?? true;
  }

  /** The bytes that a handle takes in a batch. */
  #sizeOfChecked(handle: unknown, position: number): number {
    if (typeof handle !== "string") {
      const rule = `must be strings; number ${position + 1} of the input is not`;
      throw new ArgumentError("sendToDevices", "handles", rule);
    }
    const bytes = sizeOf(handle);
    const fits = bytes <= this.#roomBytes;
    const problem =
      handleProblem(handle) ?? (fits ? undefined : "does not fit into one request beside the notification");
    if (problem === undefined) return bytes;
    const sentence = `Handle ${position + 1} of the input ${problem}.`;
    throw new AudienceError("sendToDevices", "NH_AUDIENCE_INVALID", sentence);
  }
}

/**
 * Printable ASCII but `"` and the backslash: what handles are made of, and what JSON writes as it
 * is.
 */
const plain = /^[ !#-[\]-~]*$/;

/** Bytes as a JSON string with a comma. */
function sizeOf(handle: string): number {
  return (plain.test(handle) ? handle.length + 2 : utf8ByteLength(JSON.stringify(handle))) + 1;
}
