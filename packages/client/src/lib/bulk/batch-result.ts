import type { EnqueuedResult } from "../operations/send-result.js";
import type { Batch } from "./batch-reader.js";
import type { DeliveryError } from "./deliver.js";
import type { BatchResult } from "./results.js";

/** What a result says besides what became of the batch. */
interface Circumstances {
  readonly mayBeDuplicate: boolean;
  readonly cursor: string;
}

/** The result of a batch of nothing but duplicates. */
export function skipped(batch: Batch, cursor: string): BatchResult {
  return Object.freeze({ state: "skipped", ...factsOf(batch), attempts: 0, mayBeDuplicate: false, cursor });
}

/** The result of a batch that the service accepted. */
export function sent(batch: Batch, result: EnqueuedResult, circumstances: Circumstances): BatchResult {
  const { attempts, notificationId, trackingId, correlationId } = result;
  return Object.freeze({
    state: "sent",
    ...factsOf(batch),
    attempts,
    ...circumstances,
    ...(notificationId === undefined ? {} : { notificationId }),
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(correlationId === undefined ? {} : { correlationId }),
  });
}

/** The result of a batch that failed. */
export function failed(batch: Batch, error: DeliveryError, circumstances: Circumstances): BatchResult {
  const { attempts, mayHaveBeenSent } = error;
  const handles = Object.freeze([...batch.handles]);
  return Object.freeze({
    state: "failed",
    ...factsOf(batch),
    attempts,
    ...circumstances,
    error,
    mayHaveBeenSent,
    handles,
  });
}

/** Handles of a batch that appeared earlier in the input. */
export function duplicatesIn({ start, end, handles }: Batch): number {
  return end - start - handles.length;
}

function factsOf(batch: Batch): Pick<BatchResult, "index" | "start" | "count" | "duplicates"> {
  const { index, start, handles } = batch;
  return { index, start, count: handles.length, duplicates: duplicatesIn(batch) };
}
