/** One stored thing of one hub. `value` is JSON; `id` is unique within hub and kind. */
export interface StoredRecord {
  readonly hub: string;
  /** `hub`, `installation`, `registration`, `scheduled`, `notification`, `deliveries`, `job` or `goneId`. */
  readonly kind: string;
  readonly id: string;
  readonly value: string;
}

/** A record to write, or one to delete when `value` is undefined. */
export type RecordChange =
  | StoredRecord
  | { readonly hub: string; readonly kind: string; readonly id: string; readonly value: undefined };

/**
 * Records that are to take the place of everything in a store. Nothing of them is loaded, and nothing else is lost, until
 * they are committed: the process may end at any moment before.
 */
export interface RecordReplacement {
  /** Adds records, each once. Other commits may come between. */
  add(records: readonly StoredRecord[]): void;
  /** Forgets all other records, those that were written meanwhile too. It is durable when it returns, or nothing has changed. */
  commit(): void;
  /** Gives the added records up. It never throws. */
  discard(): void;
}

/**
 * The durable copy of a hub's state. The hub keeps everything in memory and only ever reads the store when it is created.
 *
 * An implementation may throw from `commit`: the hub then answers 500 and its memory stays as it was before the request.
 */
export interface RecordStore {
  /** Every record, in any order. */
  load(): Iterable<StoredRecord>;
  /** Writes all changes or none. They are durable when it returns. */
  commit(changes: readonly RecordChange[]): void;
  /**
   * Begins to replace everything, for a reset and for an imported snapshot. Without it the hub makes one commit of all
   * deletions and all new records, during which nothing else is answered.
   */
  beginReplacement?(): RecordReplacement;
  close(): void;
}
