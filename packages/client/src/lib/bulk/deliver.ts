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
import { type EnqueuedResult, enqueued } from "../operations/send-result.js";
import type { Limits, Pause } from "../transport/hub-request.js";
import { sleep } from "../transport/sleep.js";
import type { Batch } from "./batch-reader.js";
import type { Pace } from "./pace.js";

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
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/**
 * Statuses with which the service says "not now", to all lanes. Other failures concern one batch.
 */
const busyStatuses: ReadonlySet<number> = /* @__PURE__ */ new Set([403, 429, 503]);

/**
 * Sends one batch. The transport decides about retries as for any send, but the wait is made here,
 * since a refusal of one batch has to slow down all of them. The signal counts between requests
 * only: what became of a request that is under way should be known.
 */
export async function deliver(run: Run, batch: Batch): Promise<Delivery> {
  const { connection, notification, pace, limits, signal } = run;
  try {
    await pace.enter(signal);
  } catch {
    return { state: "dropped" };
  }
  let isInLane = true;
  const pause: Pause = async (delayMs, error) => {
    const isBusy = isHubResponseError(error) && busyStatuses.has(error.status);
    pace.leave();
    isInLane = false;
    if (isBusy) pace.slowDown(delayMs);
    try {
      if (!isBusy) await sleep(delayMs, signal);
      await pace.enter(signal);
    } catch {
      throw error;
    }
    isInLane = true;
  };
  try {
    const response = await connection.call({ ...batchSend(notification, batch.handles), pause }, limits);
    pace.succeed();
    return { state: "sent", result: enqueued(response) };
  } catch (error) {
    if (isDeliveryError(error)) return { state: "failed", error };
    throw error;
  } finally {
    if (isInLane) pace.leave();
  }
}

function isDeliveryError(error: unknown): error is DeliveryError {
  return isHubResponseError(error) || isHubConnectionError(error) || isHubTimeoutError(error);
}
