import type { Notification } from "@nh/payloads";
import type { HubConnection } from "../context.js";
import { type HubConnectionError, type HubResponseError, type HubTimeoutError, isCallFailure } from "../errors.js";
import { batchSend } from "../operations/direct-send.js";
import type { Pace } from "../operations/pace.js";
import { pacedCall } from "../operations/paced-call.js";
import { type EnqueuedResult, enqueued } from "../operations/send-result.js";
import type { Limits } from "../transport/hub-request.js";
import type { Batch } from "./batch-reader.js";
import { isJournalError } from "./journal/journal-error.js";
import type { RateLimit } from "./rate-limit.js";

/** What a failed batch failed with. */
export type DeliveryError = HubResponseError | HubConnectionError | HubTimeoutError;

/** What became of a batch. `dropped`: the run was aborted before it left. */
export type Delivery =
  | { readonly state: "sent"; readonly result: EnqueuedResult }
  | { readonly state: "failed"; readonly error: DeliveryError }
  | { readonly state: "dropped" };

/** What all batches of a run share. */
export interface Run {
  readonly connection: HubConnection;
  readonly notification: Notification;
  readonly pace: Pace;
  /** Undefined when handles may leave as quickly as they can. */
  readonly rate: RateLimit | undefined;
  readonly limits: Limits;
  /** Records a batch before it leaves. Throws a `JournalError` when it cannot. */
  readonly onLeave: ((batch: Batch) => void) | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends one batch, at the pace of the run. The signal counts between requests only: what became of
 * a request that is under way should be known.
 *
 * @throws {JournalError} when the batch cannot be recorded. Then it does not leave.
 */
export async function deliver(run: Run, batch: Batch): Promise<Delivery> {
  const { connection, notification, pace, rate, limits, onLeave, signal } = run;
  let hasLeft = false;
  try {
    await rate?.enter(batch.handles.length, signal);
    const response = await pacedCall(pace, signal, async (pause) => {
      onLeave?.(batch);
      hasLeft = true;
      return await connection.call({ ...batchSend(notification, batch.handles), pause }, limits);
    });
    return { state: "sent", result: enqueued(response) };
  } catch (error) {
    if (isJournalError(error)) throw error;
    if (!hasLeft) return { state: "dropped" };
    if (isCallFailure(error)) return { state: "failed", error };
    throw error;
  }
}
