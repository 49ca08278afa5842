import type { Notification } from "@nh/payloads";
import type { HubConnection } from "../context.js";
import {
  type HubConnectionError,
  type HubResponseError,
  type HubTimeoutError,
  isHubConnectionError,
  isHubResponseError,
  isHubTimeoutError,
} from "../errors.js";
import { batchSend } from "../operations/direct-send.js";
import type { Pace } from "../operations/pace.js";
import { pacedCall } from "../operations/paced-call.js";
import { type EnqueuedResult, enqueued } from "../operations/send-result.js";
import type { Limits } from "../transport/hub-request.js";
import type { Batch } from "./batch-reader.js";
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
  readonly signal: AbortSignal;
}

/**
 * Sends one batch, at the pace of the run. The signal counts between requests only: what became of
 * a request that is under way should be known.
 */
export async function deliver(run: Run, batch: Batch): Promise<Delivery> {
  const { connection, notification, pace, rate, limits, signal } = run;
  let hasLeft = false;
  try {
    await rate?.enter(batch.handles.length, signal);
    const response = await pacedCall(pace, signal, (pause) => {
      hasLeft = true;
      return connection.call({ ...batchSend(notification, batch.handles), pause }, limits);
    });
    return { state: "sent", result: enqueued(response) };
  } catch (error) {
    if (!hasLeft) return { state: "dropped" };
    if (isDeliveryError(error)) return { state: "failed", error };
    throw error;
  }
}

function isDeliveryError(error: unknown): error is DeliveryError {
  return isHubResponseError(error) || isHubConnectionError(error) || isHubTimeoutError(error);
}
