/** One stored item of one hub. `value` is JSON. `id` is unique within hub and kind. */
export interface StoredRecord {
  readonly hub: string;
  /**
   * `hub`, `installation`, `registration`, `scheduled`, `notification`, `deliveries`, `outbox`,
   * `push`, `job` or `goneId`.
   */
  readonly kind: string;
  readonly id: string;
  readonly value: string;
}

/** A record to write, or one to delete when `value` is undefined. */
export type RecordChange =
  | StoredRecord
  | { readonly hub: string; readonly kind: string; readonly id: string; readonly value: undefined };

/**
 * Records that will replace everything in a store. Until they are committed, none of them is loaded
 * and nothing else is lost: the process may end at any moment before.
 */
export interface RecordReplacement {
  /** Adds records, each one once. Other commits may come in between. */
  add(records: readonly StoredRecord[]): void;
  /**
   * Removes all other records, including those written meanwhile. When it returns, the change is
   * durable. When it throws, nothing has changed.
   */
  commit(): void;
  /** Abandons the added records. It never throws. */
  discard(): void;
}

/**
 * The durable copy of a hub's state. The hub keeps everything in memory and reads the store only
 * when it is created.
 *
 * An implementation may throw from `commit`. The hub then returns 503, its memory stays as it was
 * before the request, and `/_nh/health` says why until a write succeeds.
 */
export interface RecordStore {
  /** Every record, in any order. */
  load(): Iterable<StoredRecord>;
  /** Writes all changes or none. They are durable when it returns. */
  commit(changes: readonly RecordChange[]): void;
  /**
   * Begins to replace everything, for a reset and for an imported snapshot. Without this method the
   * hub makes one commit of all deletions and all new records, and serves no other request
   * meanwhile.
   */
  beginReplacement?(): RecordReplacement;
  close(): void;
}
