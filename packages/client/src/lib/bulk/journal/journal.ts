import type { Platform } from "@nh/payloads";
import type { Duplicates } from "../../audience/duplicates.js";
import type { Batch } from "../batch-reader.js";
import type { EarlierRuns } from "../cursor.js";
import type { BatchResult } from "../results.js";

/** What all runs that share a journal have in common. */
export interface JournalScope {
  /** The address of the hub. */
  readonly hub: string;
  readonly batchSize: number;
  readonly duplicates: Duplicates;
  /** A digest of what each platform gets. */
  readonly notifications: Readonly<Partial<Record<Platform, string>>>;
}

/**
 * A file that records what was sent. A run that was killed continues after its last line: what the
 * service had acknowledged is not sent again, and nothing is skipped. While a run holds the
 * journal, no other can.
 */
export interface Journal {
  /** What concerns the handles of one platform. */
  part(platform: Platform): JournalPart;
  close(): void;
}

export interface JournalPart {
  readonly earlier: EarlierRuns;
  /**
   * Passes the handles through.
   *
   * @throws {JournalError} where they differ from what earlier runs recorded.
   */
  watch(handles: Iterable<string> | AsyncIterable<string>): AsyncIterable<string>;
  /**
   * Records that a batch is about to leave: a run that is killed afterwards may have sent it. The
   * line, and all before it, are on the disk when this returns.
   *
   * @throws {JournalError} when the file cannot be written.
   */
  begin(batch: Batch): void;
  /**
   * Records what became of a batch.
   *
   * @throws {JournalError} when the file cannot be written.
   */
  record(result: BatchResult): void;
}
