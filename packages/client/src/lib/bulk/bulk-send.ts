import type { Notification } from "@nh/payloads";
import type { Duplicates } from "../audience/duplicates.js";
import type { HubConnection } from "../context.js";
import { type HubResponseErrorCode, isHubResponseError } from "../errors.js";
import { Pace } from "../operations/pace.js";
import { reasonOf } from "../transport/abort-reason.js";
import type { Limits } from "../transport/hub-request.js";
import { onAbort } from "../transport/on-abort.js";
import { type Batch, BatchReader } from "./batch-reader.js";
import { duplicatesIn, failed, sent, skipped } from "./batch-result.js";
import type { Cursor } from "./cursor.js";
import { type Delivery, deliver } from "./deliver.js";
import { EventQueue } from "./event-queue.js";
import type { JournalPart } from "./journal/journal.js";
import { RateLimit } from "./rate-limit.js";
import type { BatchResult, BulkProgress } from "./results.js";
import { Tally } from "./tally.js";

/** The options of a bulk send, checked and complete. */
export interface BulkSettings {
  readonly concurrency: number;
  readonly batchSize: number;
  readonly duplicates: Duplicates;
  readonly onProgress: ((progress: BulkProgress) => unknown) | undefined;
  /** Where the run begins. */
  readonly cursor: Cursor;
  /** Where the run is recorded. */
  readonly journal?: JournalPart | undefined;
  /** Handles per second, at most. */
  readonly maxPerSecond: number | undefined;
  /** Handles of the input, where that is known. */
  readonly total: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly limits: Limits;
}

/** What the loop waits for. */
type RunEvent =
  | { readonly type: "read"; readonly batch: Batch | undefined }
  | { readonly type: "readFailed"; readonly error: unknown }
  | { readonly type: "delivered"; readonly batch: Batch; readonly delivery: Delivery }
  | { readonly type: "broken"; readonly error: unknown }
  | { readonly type: "aborted" };

/** Failures that every further batch would meet as well. */
const lastingFailures: ReadonlySet<HubResponseErrorCode> = /* @__PURE__ */ new Set<HubResponseErrorCode>([
  "NH_CREDENTIAL_MISSING",
  "NH_FORBIDDEN",
  "NH_NOT_FOUND",
  "NH_QUOTA",
  "NH_UNAUTHORIZED",
]);

/** One run of `sendToDevices`. */
export class BulkSend {
  readonly #connection: HubConnection;
  readonly #notification: Notification;
  readonly #settings: BulkSettings;
  readonly #cursor: Cursor;
  readonly #reader: BatchReader;
  readonly #pace: Pace;
  readonly #rate: RateLimit | undefined;
  /** Aborted when nothing more is to leave, not even a batch that waits for its turn. */
  readonly #closing = new AbortController();
  readonly #tally: Tally;
  readonly #events = new EventQueue<RunEvent>();
  #isReading = false;
  #underWay = 0;
  /** Why no further batch begins; the iteration ends with it. */
  #stopped: { readonly reason: unknown } | undefined;
  #isExhausted = false;
  /** Where the last batch that was given a lane ends. */
  #launchedTo = 0;
  #hasDropped = false;

  constructor(
    connection: HubConnection,
    notification: Notification,
    handles: Iterable<string> | AsyncIterable<string>,
    settings: BulkSettings,
  ) {
    this.#connection = connection;
    this.#notification = notification;
    this.#settings = settings;
    this.#cursor = settings.cursor;
    this.#reader = new BatchReader(notification, handles, settings.batchSize, this.#cursor.done, settings.duplicates);
    this.#pace = new Pace(settings.concurrency);
    this.#rate = settings.maxPerSecond === undefined ? undefined : new RateLimit(settings.maxPerSecond);
    this.#tally = new Tally(settings.total, this.#cursor.earlier);
  }

  async *run(): AsyncGenerator<BatchResult, void, undefined> {
    const { signal } = this.#settings;
    const abort = (): void => {
      this.#closing.abort();
      this.#events.push({ type: "aborted" });
    };
    const stopListening = signal && onAbort(signal, abort);
    if (signal?.aborted) this.#stop(reasonOf(signal));
    try {
      if (this.#stopped === undefined) await this.#report(this.#cursorText());
      for (;;) {
        this.#readIfFree();
        if (this.#underWay === 0 && (!this.#isReading || this.#stopped !== undefined)) break;
        const result = this.#handle(await this.#events.next());
        if (result === undefined) continue;
        this.#record(result);
        await this.#report(result.cursor);
        yield result;
      }
      // Batches that did not leave any more have no result, but whoever stores the cursor is to
      // know of them.
      if (this.#hasDropped) await this.#report(this.#cursorText());
      if (this.#stopped !== undefined) throw this.#stopped.reason;
    } finally {
      stopListening?.();
      this.#closing.abort();
      this.#reader.close();
      await this.#finishBatches();
    }
  }

  /**
   * The caller has left the iteration; requests under way cannot be called back. Their results are
   * for the journal alone.
   */
  async #finishBatches(): Promise<void> {
    this.#stop(undefined);
    while (this.#underWay > 0) {
      const result = this.#handle(await this.#events.next());
      if (result !== undefined) this.#record(result);
    }
  }

  /** One batch is read ahead at most, and only when there is a lane for it. */
  #readIfFree(): void {
    if (this.#isReading || this.#isExhausted || this.#stopped !== undefined) return;
    if (this.#underWay >= this.#pace.lanes) return;
    this.#isReading = true;
    this.#reader.next().then(
      (batch) => this.#events.push({ type: "read", batch }),
      (error: unknown) => this.#events.push({ type: "readFailed", error }),
    );
  }

  #handle(event: RunEvent): BatchResult | undefined {
    switch (event.type) {
      case "read":
        this.#isReading = false;
        if (event.batch === undefined) this.#isExhausted = true;
        else if (this.#stopped === undefined) return this.#begin(event.batch);
        return undefined;
      case "readFailed":
        this.#isReading = false;
        this.#stop(event.error);
        return undefined;
      case "aborted":
        this.#stop(this.#settings.signal && reasonOf(this.#settings.signal));
        return undefined;
      case "broken":
        this.#underWay--;
        this.#stop(event.error);
        this.#closing.abort();
        return undefined;
      case "delivered":
        this.#underWay--;
        return this.#result(event.batch, event.delivery);
    }
  }

  /** A batch of nothing but duplicates has its result at once. */
  #begin(batch: Batch): BatchResult | undefined {
    this.#launchedTo = batch.end;
    if (batch.handles.length > 0) {
      this.#launch(batch);
      return undefined;
    }
    this.#tally.duplicates += duplicatesIn(batch);
    this.#cursor.finish(batch);
    return skipped(batch, this.#cursorText());
  }

  #launch(batch: Batch): void {
    this.#underWay++;
    const run = {
      connection: this.#connection,
      notification: this.#notification,
      pace: this.#pace,
      rate: this.#rate,
      limits: this.#settings.limits,
      onLeave: (leaving: Batch) => this.#settings.journal?.begin(leaving),
      signal: this.#closing.signal,
    };
    deliver(run, batch).then(
      (delivery) => this.#events.push({ type: "delivered", batch, delivery }),
      (error: unknown) => this.#events.push({ type: "broken", error }),
    );
  }

  #result(batch: Batch, delivery: Delivery): BatchResult | undefined {
    const { start, end, handles } = batch;
    const mayBeDuplicate = this.#cursor.mayBeDuplicate(start, end);
    if (delivery.state === "dropped") {
      if (!mayBeDuplicate) this.#cursor.refused.add(start, end);
      this.#hasDropped = true;
      return undefined;
    }
    this.#tally.duplicates += duplicatesIn(batch);
    if (delivery.state === "sent") {
      this.#tally.sent += handles.length;
      this.#cursor.finish(batch);
      return sent(batch, delivery.result, { mayBeDuplicate, cursor: this.#cursorText() });
    }
    const { error } = delivery;
    this.#tally.failed += handles.length;
    if (error.mayHaveBeenSent) this.#cursor.lose(batch);
    else if (!mayBeDuplicate) this.#cursor.refused.add(start, end);
    if (isHubResponseError(error) && lastingFailures.has(error.code)) this.#stop(error);
    return failed(batch, error, { mayBeDuplicate, cursor: this.#cursorText() });
  }

  /**
   * Before the caller asks for the next result, no more batches begin than there are lanes; so many
   * may have begun by then. Once the run ends, nothing more begins.
   */
  #cursorText(): string {
    const { batchSize, concurrency } = this.#settings;
    if (this.#stopped !== undefined) return this.#cursor.format(this.#launchedTo, 0);
    return this.#cursor.format(this.#reader.position, (concurrency + 1) * batchSize);
  }

  /**
   * Nothing begins while the listener is busy, such as with storing the cursor. When it fails, what
   * was reported to it is still a result, and then the run ends.
   */
  async #report(cursor: string): Promise<void> {
    try {
      await this.#settings.onProgress?.(this.#tally.progress(cursor, this.#cursor.repeated));
    } catch (error) {
      this.#stop(error);
      this.#closing.abort();
    }
  }

  /** A run must not go on without its journal: nobody could tell later what it has sent. */
  #record(result: BatchResult): void {
    try {
      this.#settings.journal?.record(result);
    } catch (error) {
      this.#stop(error);
      this.#closing.abort();
    }
  }

  /** The first reason counts. */
  #stop(reason: unknown): void {
    this.#stopped ??= { reason };
  }
}
