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
 * The durable copy of a hub's state. The hub keeps everything in memory and only ever reads the store when it is created.
 *
 * An implementation may throw from `commit`: the hub then answers 500 and its memory stays as it was before the request.
 */
export interface RecordStore {
  /** Every record, in any order. */
  load(): Iterable<StoredRecord>;
  /** Writes all changes or none. They are durable when it returns. */
  commit(changes: readonly RecordChange[]): void;
  close(): void;
}
