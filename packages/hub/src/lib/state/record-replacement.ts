import type { HubContext } from "../context.js";
import type { RecordChange, RecordReplacement, RecordStore, StoredRecord } from "../store/record-store.js";
import { removal, stateRecords } from "./records.js";

/** Begins to replace everything that a store holds, with the store's own method if it has one. */
export function beginReplacement(context: HubContext, store: RecordStore): RecordReplacement {
  return store.beginReplacement?.() ?? inOneCommit(context, store);
}

/**
 * For a store that can only commit changes: deletes what the new records lack and writes all of
 * them.
 */
function inOneCommit(context: HubContext, store: RecordStore): RecordReplacement {
  const written: StoredRecord[] = [];
  return {
    add(records) {
      written.push(...records);
    },
    commit() {
      const kept = new Set(written.map(keyOf));
      const { state } = context;
      const present = Array.from(stateRecords(state), ({ hub, kind, id }) => removal(hub, kind, id));
      const removed = [...state.pendingDeletions, ...present].filter((change) => !kept.has(keyOf(change)));
      store.commit([...removed, ...written]);
    },
    discard() {},
  };
}

function keyOf({ hub, kind, id }: RecordChange): string {
  return `${hub}\n${kind}\n${id}`;
}
