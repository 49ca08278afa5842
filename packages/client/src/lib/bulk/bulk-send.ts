import type { Notification } from "@nh/payloads";
import type { Duplicates } from "../audience/duplicates.js";
import type { HubConnection } from "../context.js";
import { type HubResponseErrorCode, isHubResponseError } from "../errors.js";
import { reasonOf } from "../transport/abort-reason.js";
import type { Limits } from "../transport/hub-request.js";
import { onAbort } from "../transport/on-abort.js";
import { type Batch, BatchReader } from "./batch-reader.js";
import { Cursor } from "./cursor.js";
import { type Delivery, deliver } from "./deliver.js";
import { Pace } from "./pace.js";
import type { BatchResult, BulkProgress } from "./results.js";

/** The options of a bulk send, checked and complete. */
export interface BulkSettings {
  readonly concurrency: number;
  readonly batchSize: number;
  readonly duplicates: Duplicates;
  readonly onProgress: ((progress: BulkProgress) => unknown) | undefined;
  readonly resumeFrom: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly limits: Limits;
}

/**
 * What the loop waits for. A queue of these, rather than a race of promises, leaves nothing behind
 * on promises that live long.
 */
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
  /** Aborted when nothing more is to leave, not even a batch that waits for its turn. */
  readonly #closing = new AbortController();
  readonly #total: number | undefined;
  readonly #began = performance.now();
  readonly #events: RunEvent[] = [];
  #wake: (() => void) | undefined;
  #isReading = false;
  #underWay = 0;
  /** Why no further batch begins; the iteration ends with it. */
  #stopped: { readonly reason: unknown } | undefined;
  #isExhausted = false;
  /** Where the last batch that was given a lane ends. */
  #launchedTo = 0;
  #hasDropped = false;
  #sent = 0;
  #failed = 0;
  #duplicates = 0;

  constructor(
    connection: HubConnection,
    notification: Notification,
    handles: Iterable<string> | AsyncIterable<string>,
    settings: BulkSettings,
  ) {
    this.#connection = connection;
    this.#notification = notification;
    this.#settings = settings;
    this.#cursor = Cursor.parse(settings.resumeFrom) ?? new Cursor();
    this.#reader = new BatchReader(notification, handles, settings.batchSize, this.#cursor.done, settings.duplicates);
    this.#pace = new Pace(settings.concurrency);
    this.#total = lengthOf(handles);
  }

  async *run(): AsyncGenerator<BatchResult, void, undefined> {
    const { signal } = this.#settings;
    const abort = (): void => {
      this.#closing.abort();
      this.#queue({ type: "aborted" });
    };
    const stopListening = signal && onAbort(signal, abort);
    if (signal?.aborted) this.#stop(reasonOf(signal));
    try {
      if (this.#stopped === undefined) await this.#report(this.#cursorText());
      for (;;) {
        this.#readIfFree();
        if (this.#underWay === 0 && (!this.#isReading || this.#stopped !== undefined)) break;
        const result = this.#handle(await this.#nextEvent());
        if (result === undefined) continue;
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

  /** The caller has left the iteration; requests under way cannot be called back. */
  async #finishBatches(): Promise<void> {
    while (this.#underWay > 0) {
      const { type } = await this.#nextEvent();
      if (type === "delivered" || type === "broken") this.#underWay--;
    }
  }

  /** One batch is read ahead at most, and only when there is a lane for it. */
  #readIfFree(): void {
    if (this.#isReading || this.#isExhausted || this.#stopped !== undefined) return;
    if (this.#underWay >= this.#pace.lanes) return;
    this.#isReading = true;
    this.#reader.next().then(
      (batch) => this.#queue({ type: "read", batch }),
      (error: unknown) => this.#queue({ type: "readFailed", error }),
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
        return undefined;
      case "delivered":
        this.#underWay--;
        return this.#result(event.batch, event.delivery);
    }
  }

  /** A batch of nothing but duplicates has its result at once. */
  #begin(batch: Batch): BatchResult | undefined {
    const { index, start, end, handles } = batch;
    this.#launchedTo = end;
    if (handles.length > 0) {
      this.#launch(batch);
      return undefined;
    }
    const duplicates = end - start;
    this.#duplicates += duplicates;
    this.#cursor.done.add(start, end);
    const cursor = this.#cursorText();
    return Object.freeze({
      state: "skipped",
      index,
      start,
      count: 0,
      duplicates,
      attempts: 0,
      mayBeDuplicate: false,
      cursor,
    });
  }

  #launch(batch: Batch): void {
    this.#underWay++;
    const { limits } = this.#settings;
    const { signal } = this.#closing;
    const run = { connection: this.#connection, notification: this.#notification, pace: this.#pace, limits, signal };
    deliver(run, batch).then(
      (delivery) => this.#queue({ type: "delivered", batch, delivery }),
      (error: unknown) => this.#queue({ type: "broken", error }),
    );
  }

  #result(batch: Batch, delivery: Delivery): BatchResult | undefined {
    const { start, end, handles, index } = batch;
    const count = handles.length;
    const duplicates = end - start - count;
    const mayBeDuplicate = this.#cursor.mayBeDuplicate(start, end);
    if (delivery.state === "dropped") {
      if (!mayBeDuplicate) this.#cursor.refused.add(start, end);
      this.#hasDropped = true;
      return undefined;
    }
    this.#duplicates += duplicates;
    if (delivery.state === "sent") {
      this.#sent += count;
      this.#cursor.done.add(start, end);
    } else {
      this.#failed += count;
      if (!delivery.error.mayHaveBeenSent && !mayBeDuplicate) this.#cursor.refused.add(start, end);
      if (isHubResponseError(delivery.error) && lastingFailures.has(delivery.error.code)) this.#stop(delivery.error);
    }
    const { attempts } = delivery.state === "sent" ? delivery.result : delivery.error;
    const facts = { index, start, count, duplicates, attempts, mayBeDuplicate, cursor: this.#cursorText() };
    if (delivery.state === "failed") {
      const { error } = delivery;
      const { mayHaveBeenSent } = error;
      return Object.freeze({ state: "failed", ...facts, error, mayHaveBeenSent, handles: Object.freeze([...handles]) });
    }
    const { notificationId, trackingId, correlationId } = delivery.result;
    return Object.freeze({
      state: "sent",
      ...facts,
      ...(notificationId === undefined ? {} : { notificationId }),
      ...(trackingId === undefined ? {} : { trackingId }),
      ...(correlationId === undefined ? {} : { correlationId }),
    });
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
    const { onProgress } = this.#settings;
    const seconds = (performance.now() - this.#began) / 1000;
    const ratePerSecond = seconds === 0 ? 0 : this.#sent / seconds;
    const total = this.#total === undefined ? {} : { total: this.#total };
    try {
      const counts = { sent: this.#sent, failed: this.#failed, duplicates: this.#duplicates };
      await onProgress?.({ ...counts, ...total, ratePerSecond, cursor });
    } catch (error) {
      this.#stop(error);
      this.#closing.abort();
    }
  }

  /** The first reason counts. */
  #stop(reason: unknown): void {
    this.#stopped ??= { reason };
  }

  #queue(event: RunEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  async #nextEvent(): Promise<RunEvent> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** How many items an input holds, where it knows. */
export function lengthOf(handles: object): number | undefined {
  const { length, size } = handles as { length?: unknown; size?: unknown };
  if (typeof length === "number") return length;
  return typeof size === "number" ? size : undefined;
}
