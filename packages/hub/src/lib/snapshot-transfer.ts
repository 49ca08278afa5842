import { type BlobPiece, blobRecords, readBlobPiece } from "./blob-records.js";
import { catchUp } from "./catch-up.js";
import type { HubContext } from "./context.js";
import { isFinished } from "./job-record.js";
import { startJob } from "./job-runner.js";
import type { RecordChange, StoredRecord } from "./record-store.js";
import { finishRestore, removal, restoreRecord, stateRecords } from "./records.js";
import { SnapshotReader, writeSnapshot } from "./snapshot.js";
import { State } from "./state.js";

/** The whole state as one JSON document, made while it is read. */
export function exportSnapshot(context: HubContext): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const chunks = writeSnapshot(snapshotRecords(context), new Date(context.clock.now()))[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
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

/** What a snapshot is read from. */
export type SnapshotSource = string | ReadableStream<Uint8Array>;

/**
 * Replaces the whole state by a snapshot and answers how many records it held. The new state is built aside, so that a
 * damaged snapshot changes nothing.
 *
 * @throws {TypeError} when the document is no snapshot, or holds a damaged record.
 */
export async function importSnapshot(context: HubContext, source: SnapshotSource): Promise<number> {
  const state = new State(context.options.keepDeliveries);
  const pieces: BlobPiece[] = [];
  const reader = new SnapshotReader((record) => {
    if (record.kind === "blob") pieces.push(readBlobPiece(record.id, record.value));
    else restoreRecord(state, record, record.value);
  });
  await feed(reader, source);
  const count = reader.end();
  finishRestore(state);
  replaceState(context, state, pieces);
  return count;
}

/** Puts another state and other blobs in the place of the present ones: durably, and with everything that follows from it. */
export function replaceState(context: HubContext, state: State, pieces: readonly BlobPiece[] = []): void {
  for (const name of context.options.hubs ?? []) state.open(name);
  const previous = context.state;
  context.commit(() => changesBetween(previous, state));
  context.state = state;
  context.blobs.clear();
  for (const { container, name, text } of pieces) context.blobs.append(container, name, text);
  context.events.emit({ type: "reset" });
  resume(context);
}

/** Goes on with what a state left unfinished: sends that are due, and jobs. */
export function resume(context: HubContext): void {
  catchUp(context);
  for (const job of context.state.jobs.values()) if (!isFinished(job)) startJob(context, job);
}

/** Deletes what the new state lacks and writes all it has. */
function changesBetween(previous: State, next: State): RecordChange[] {
  const written = Array.from(stateRecords(next));
  const kept = new Set(written.map(keyOf));
  const present = Array.from(stateRecords(previous), ({ hub, kind, id }) => removal(hub, kind, id));
  const removed = [...previous.lapsed, ...present].filter((change) => !kept.has(keyOf(change)));
  return [...removed, ...written];
}

function keyOf({ hub, kind, id }: { readonly hub: string; readonly kind: string; readonly id: string }): string {
  return `${hub}\n${kind}\n${id}`;
}

async function feed(reader: SnapshotReader, source: SnapshotSource): Promise<void> {
  if (typeof source === "string") {
    reader.write(source);
    return;
  }
  const decoder = new TextDecoder();
  const stream = source.getReader();
  try {
    for (;;) {
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
