import type { Operation } from "@nh/wire";
import { type OptionRule, type OptionRules, signalRule } from "../check-options.js";
import type { HubConnection } from "../context.js";
import { HubTimeoutError, isCallFailure, isHubResponseError } from "../errors.js";
import type { CallOptions } from "../options.js";
import { reasonOf } from "../transport/abort-reason.js";
import { sleep } from "../transport/sleep.js";
import { describeRequest } from "./describe-request.js";

/** How long to wait for something that is not finished yet, and how often to poll. */
export interface WaitOptions {
  /** Ends the wait. It rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds for the whole wait. When the time is over, one last poll follows, which gets one
   * second.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds before the second poll; each pause after that is half as long again. Default
   * 1,000.
   */
  readonly pollIntervalMs?: number | undefined;
  /**
   * Upper bound of a pause in milliseconds. Default 10,000, the pace that Microsoft's page on
   * telemetry advises.
   */
  readonly maxPollIntervalMs?: number | undefined;
}

/** Longer than a timer may be: a wait is made of many. */
const durationRule: OptionRule = {
  accepts: (value) => typeof value === "number" && value > 0,
  form: "a number of milliseconds above 0",
};

/** The rules for `WaitOptions`. */
export const waitRules: OptionRules<WaitOptions> = {
  signal: signalRule,
  timeoutMs: durationRule,
  pollIntervalMs: durationRule,
  maxPollIntervalMs: durationRule,
};

/** What one poll found. `last` is what the error says when the time is over. */
export type Polled<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly last: string };

/** What is waited for, for the error. */
export interface Awaited {
  readonly operation: Operation;
  /** The id of what is waited for. */
  readonly parameter: string;
  /** What the id names, such as `job`. */
  readonly what: string;
}

/** Milliseconds that a poll has at least, since the last one begins when the time is over. */
const MIN_POLL_MS = 1000;

/**
 * Polls until something is finished, and a last time when the time is over. A poll that fails in a
 * way that may pass, as any does while a connection is down or the service is throttled, counts as
 * "not yet".
 *
 * @param options Checked already.
 * @param defaultTimeoutMs Milliseconds when the options name no timeout.
 * @throws {HubTimeoutError} when the time is over; nothing has been changed. `cause` is the failure
 *   of the last poll, if it failed.
 * @throws {HubResponseError | HubConnectionError} at once for a failure that waiting does not mend.
 */
export async function pollUntilDone<T>(
  connection: HubConnection,
  awaited: Awaited,
  options: WaitOptions,
  defaultTimeoutMs: number,
  poll: (call: CallOptions) => Promise<Polled<T>>,
): Promise<T> {
  const { signal, timeoutMs = defaultTimeoutMs, pollIntervalMs = 1000, maxPollIntervalMs = 10_000 } = options;
  const end = performance.now() + timeoutMs;
  let pauseMs = Math.min(pollIntervalMs, maxPollIntervalMs);
  let last = "the service has not reported it yet";
  for (let attempts = 1; ; attempts++) {
    if (signal?.aborted) throw reasonOf(signal);
    const pollMs = Math.max(end - performance.now(), MIN_POLL_MS);
    let failure: unknown;
    try {
      const polled = await poll({ signal, totalTimeoutMs: Math.min(pollMs, connection.defaults.totalTimeoutMs) });
      if (polled.done) return polled.value;
      last = polled.last;
    } catch (error) {
      if (!isCallFailure(error) || !error.retryable) throw error;
      failure = error;
    }
    const leftMs = end - performance.now();
    if (leftMs <= 0) {
      const { operation, parameter, what } = awaited;
      const limit = timeoutMs.toLocaleString("en-US");
      const message = `Gave up waiting for ${what} ${JSON.stringify(parameter)} after ${limit} ms (timeoutMs); ${last}.`;
      const request = describeRequest(connection, { operation, parameter });
      throw new HubTimeoutError(message, { attempts, mayHaveBeenSent: false, retryable: true, request }, failure);
    }
    const retryAfterMs = (isHubResponseError(failure) && failure.retryAfterMs) || 0;
    // Rounded up, since timers drop fractions, and would wake for a poll a moment before the last
    // one.
    await sleep(Math.ceil(Math.min(Math.max(pauseMs, retryAfterMs), leftMs)), signal);
    pauseMs = Math.min(pauseMs * 1.5, maxPollIntervalMs);
  }
}
