import type { Notification } from "@nh/payloads";
import type { HubContext } from "../context.js";
import {
  type HubConnectionError,
  type HubResponseError,
  type HubTimeoutError,
  isHubConnectionError,
  isHubResponseError,
  isHubTimeoutError,
} from "../errors.js";
import { sendBatch } from "../operations/direct-send.js";
import { type EnqueuedResult, enqueued } from "../operations/send.js";
import { sendHeaders } from "../operations/send-headers.js";
import type { Limits, RetryPolicy } from "../transport/exchange.js";
import { sleep } from "../transport/sleep.js";
import type { Batch } from "./batch-reader.js";
import type { Pace } from "./pace.js";

/** What a failed batch failed with. */
export type DeliveryError = HubResponseError | HubConnectionError | HubTimeoutError;

/** What became of a batch. `dropped`: the run was aborted before it left. */
export type Delivery =
  | { readonly state: "sent"; readonly result: EnqueuedResult; readonly attempts: number }
  | {
      readonly state: "failed";
      readonly error: DeliveryError;
      readonly mayHaveBeenSent: boolean;
      readonly attempts: number;
    }
  | { readonly state: "dropped" };

/** What all batches of a run share. */
export interface Run {
  readonly context: HubContext;
  readonly notification: Notification;
  readonly pace: Pace;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends one batch. The transport renews an expired token; all other repeating is decided here, since a refusal of one batch has to slow down
 * all of them. The signal is heeded between requests only: what became of a request that is under way should be known.
 */
export async function deliver(run: Run, batch: Batch): Promise<Delivery> {
  const { context, notification, pace, limits, signal } = run;
  let failure: DeliveryError | undefined;
  let mayHaveBeenSent = false;
  let attempts = 0;
  for (let retries = 0; ; retries++) {
    try {
      await pace.enter(signal);
    } catch (reason) {
      if (!signal?.aborted) throw reason;
      return failure === undefined
        ? { state: "dropped" }
        : { state: "failed", error: failure, mayHaveBeenSent, attempts };
    }
    try {
      const headers = sendHeaders(notification);
      const answer = await sendBatch(context, notification, headers, batch.handles, limits, "renewOnly");
      pace.succeed();
      return { state: "sent", result: enqueued(answer), attempts: attempts + answer.attempts };
    } catch (error) {
      if (!isDeliveryError(error)) throw error;
      failure = error;
      attempts += error.attempts;
      mayHaveBeenSent ||= error.mayHaveBeenSent;
    } finally {
      pace.leave();
    }
    const next: Next = retries < limits.retry.maxRetries ? whatNext(failure, limits.retry) : "stop";
    if (next === "stop") return { state: "failed", error: failure, mayHaveBeenSent, attempts };
    const delayMs = delayBefore(failure, limits.retry, retries, context.random);
    if (next === "all") pace.slowDown(delayMs);
    if (next === "alone") await sleep(delayMs, signal).catch(() => undefined);
  }
}

/**
 * `all`: the service, or the network, said "not now" and did nothing: all lanes wait. `alone`: nobody knows what became of it, and the caller
 * wants it repeated.
 */
type Next = "all" | "alone" | "stop";

function whatNext(error: DeliveryError, retry: RetryPolicy): Next {
  if (isHubResponseError(error) && !error.retryable) return "stop";
  if (!error.mayHaveBeenSent) return "all";
  return retry.ambiguousSends ? "alone" : "stop";
}

function delayBefore(error: DeliveryError, retry: RetryPolicy, retries: number, random: () => number): number {
  const asked = isHubResponseError(error) ? error.retryAfterMs : undefined;
  return asked ?? random() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** retries);
}

function isDeliveryError(error: unknown): error is DeliveryError {
  return isHubResponseError(error) || isHubConnectionError(error) || isHubTimeoutError(error);
}
