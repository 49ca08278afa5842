import { ArgumentError } from "../argument-error.js";
import { hasMethods } from "../check-options.js";
import type { HubContext } from "../context.js";
import { settleInterrupted } from "../deliver/settle.js";
import { catchUp } from "../sends/catch-up.js";
import { isFinished } from "../state/job-record.js";
import { DamagedRecordError, finishRestore, restoreRecord, stateRecords } from "../state/records.js";
import { State } from "../state/state.js";
import { runInSlices, Slice, type Steps } from "../steps.js";
import { type BlobPiece, blobRecords, readBlobPiece } from "../store/blob-records.js";
import type { RecordReplacement, StoredRecord } from "../store/record-store.js";
import { declareInto } from "../writes/hub-write.js";
import { startJob } from "../writes/job-runner.js";
import { SnapshotReader, type SnapshotRecord, writeSnapshot } from "./snapshot.js";

/** How many records are added to a replacement in one transaction. */
const RECORDS_AT_ONCE = 200;

/** How much of a snapshot in one string is read before other work gets its turn. */
const PIECE_LENGTH = 64 * 1024;

/**
 * The whole state as one JSON document. It is made while it is read, and other work gets its turn
 * however fast that is.
 */
export function exportSnapshot(context: HubContext): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const chunks = writeSnapshot(snapshotRecords(context), new Date(context.clock.now()))[Symbol.iterator]();
  const slice = new Slice();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (slice.isOver) await slice.renew();
      const next = chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
}

function* snapshotRecords({ state, blobs }: HubContext): Iterable<StoredRecord> {
  yield* stateRecords(state);
  yield* blobRecords(blobs);
}

/** Where a snapshot is read from. */
export type SnapshotSource = string | ReadableStream<Uint8Array>;

/**
 * Replaces the whole state with a snapshot and returns how many records it held. The new state is
 * built separately, so a damaged snapshot changes nothing.
 *
 * @throws {ArgumentError} when the document is not a snapshot, or contains a damaged record.
 */
export async function importSnapshot(context: HubContext, source: SnapshotSource): Promise<number> {
  if (typeof source !== "string" && !hasMethods("getReader")(source))
    throw new ArgumentError("snapshot", "snapshot must be a string or a ReadableStream of bytes.");
  const state = new State(context.options.keepDeliveries);
  const pieces: BlobPiece[] = [];
  const reader = new SnapshotReader((record) => {
    if (record.kind === "blob") pieces.push(readBlobPiece(record.id, record.value));
    else restore(state, record);
  });
  await feed(reader, source);
  const count = reader.end();
  finishRestore(state);
  await runInSlices(replaceState(context, state, pieces));
  return count;
}

function restore(state: State, record: SnapshotRecord): void {
  try {
    restoreRecord(state, record, record.value);
  } catch (error) {
    if (error instanceof DamagedRecordError) throw new ArgumentError("snapshot", error.message, { cause: error });
    throw error;
  }
}

/**
 * Replaces the present state and blobs, durably and with everything that follows. The new records
 * reach the store in steps and take effect in one moment at the end. Until then the present state
 * continues. When a blob cannot be written, the state is replaced all the same, without that blob
 * and the next ones.
 *
 * @throws whatever the store or the store of blobs throws.
 */
export function* replaceState(context: HubContext, state: State, pieces: readonly BlobPiece[] = []): Steps<void> {
  declareInto(state, context.options.hubs ?? [], context.clock.now());
  const replacement = context.beginReplacement();
  if (replacement !== undefined) yield* commitReplacement(replacement, state);
  context.state = state;
  try {
    context.blobs.clear();
    for (const { container, name, text } of pieces) context.blobs.append(container, name, text);
  } finally {
    // The state is replaced, even when its files cannot be written.
    context.events.emit({ type: "reset" });
    resume(context);
  }
}

function* commitReplacement(replacement: RecordReplacement, state: State): Steps<void> {
  try {
    let records: StoredRecord[] = [];
    for (const record of stateRecords(state)) {
      if (records.push(record) < RECORDS_AT_ONCE) continue;
      replacement.add(records);
      records = [];
      yield;
    }
    replacement.add(records);
    replacement.commit();
  } catch (error) {
    replacement.discard();
    throw error;
  }
}

/** Continues what a state left unfinished: pushes, sends that are due, and jobs. */
export function resume(context: HubContext): void {
  settleInterrupted(context);
  context.deliver?.start();
  catchUp(context);
  for (const job of context.state.jobs.values()) if (!isFinished(job)) startJob(context, job);
}

async function feed(reader: SnapshotReader, source: SnapshotSource): Promise<void> {
  if (typeof source === "string") {
    await feedText(reader, source);
    return;
  }
  const decoder = new TextDecoder();
  const stream = source.getReader();
  const slice = new Slice();
  try {
    for (;;) {
      if (slice.isOver) await slice.renew();
      const { done, value } = await stream.read();
      if (done) break;
      reader.write(decoder.decode(value, { stream: true }));
    }
    reader.write(decoder.decode());
  } catch (error) {
    stream.cancel(error).catch(() => {});
    throw error;
  }
}

async function feedText(reader: SnapshotReader, text: string): Promise<void> {
  const slice = new Slice();
  for (let from = 0; from < text.length; from += PIECE_LENGTH) {
    if (slice.isOver) await slice.renew();
    reader.write(text.slice(from, from + PIECE_LENGTH));
  }
}
