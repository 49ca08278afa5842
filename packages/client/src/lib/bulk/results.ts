import type { DeliveryError } from "./deliver.js";

/** How far a bulk send has come, with the earlier runs that it continues. */
export interface BulkProgress {
  /** Handles in batches that the service accepted, in all runs. */
  readonly sent: number;
  /** How many of them were sent by earlier runs. */
  readonly sentBefore: number;
  /** Handles in batches that failed in this run. A later run sends them again. */
  readonly failed: number;
  /** Handles skipped in all runs because they appeared earlier in the input. */
  readonly duplicates: number;
  /**
   * An upper bound of the handles that received the notification more than once, in all runs: a
   * run sent them again because an earlier one may have sent them. A journal knows which batches
   * had left without a response. A cursor knows only how far the earlier run may have got, so
   * without a journal the bound is higher.
   */
  readonly mayBeDuplicates: number;
  /**
   * Handles in the input, when its length is known, as with arrays and sets, or when `total` says
   * it.
   */
  readonly total?: number;
  /** Handles that this run sends per second. */
  readonly ratePerSecond: number;
  /** For `resumeFrom`: the `cursor` of the result that follows, or of the beginning. */
  readonly cursor: string;
}

/** What all results of batches have. */
interface BatchFacts {
  /**
   * Counted from 0 in the order of the input. Results come in the order in which batches
   * were completed.
   */
  readonly index: number;
  /**
   * Where the batch begins in the input, counted from 0. It covers the `count + duplicates` handles
   * from there on.
   */
  readonly start: number;
  /** Number of handles in its request. */
  readonly count: number;
  /** Handles skipped in its request because they appeared earlier in the input. */
  readonly duplicates: number;
  /** How many requests it took. */
  readonly attempts: number;
  /**
   * Whether an earlier run may have sent some of this batch as well. With a `journal`: the request
   * had left, and no response was recorded. With `resumeFrom`: the earlier run may have got that
   * far, whether the request left or not.
   */
  readonly mayBeDuplicate: boolean;
  /**
   * For `resumeFrom`. Store it before asking for the next result: a later run then loses nothing,
   * and sends nothing twice without saying so.
   */
  readonly cursor: string;
}

/** The service accepted a batch. */
export interface SentBatch extends BatchFacts {
  readonly state: "sent";
  readonly notificationId?: string;
  readonly trackingId?: string;
  readonly correlationId?: string;
}

/** A batch failed. */
export interface FailedBatch extends BatchFacts {
  readonly state: "failed";
  readonly error: DeliveryError;
  /**
   * Whether it may have been sent although no response says so. If not, sending it again is safe.
   */
  readonly mayHaveBeenSent: boolean;
  readonly handles: readonly string[];
}

/**
 * All handles of the batch appeared earlier in the input, so there was nothing to send. `count` and
 * `attempts` are 0.
 */
export interface SkippedBatch extends BatchFacts {
  readonly state: "skipped";
}

/** What became of one batch. */
export type BatchResult = SentBatch | FailedBatch | SkippedBatch;
