import type { Operation } from "@nh/wire";
import type { HubContext } from "../context.js";
import { HubTimeoutError, isHubConnectionError, isHubResponseError, isHubTimeoutError } from "../errors.js";
import { type CallOptions, checkNames } from "../options.js";
import { isFinal } from "../transport/classify-failure.js";
import { sleep } from "../transport/sleep.js";
import { shownRequest } from "./describe-request.js";

/** How long and how often to ask for something that is not there yet. */
export interface WaitOptions {
  /** Ends the wait. It rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole wait. When they are up, one last question is asked, which has a second to be answered. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds before the second question; each pause after that is half as long again. Default 1,000. */
  readonly pollIntervalMs?: number | undefined;
  /** Upper bound of a pause in milliseconds. Default 10,000, the pace that Microsoft's page on telemetry advises. */
  readonly maxPollIntervalMs?: number | undefined;
}

/** What one question brought. `last` is what the error says when the time is up. */
export type Polled<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly last: string };

/** What is waited for, for the error. */
export interface Awaited {
  readonly operation: Operation;
  /** The id of what is waited for. */
  readonly parameter: string;
  /** What the id names, such as `job`. */
  readonly what: string;
}

/** Milliseconds that a question has at least, since the last one is asked when the time is up. */
const MIN_QUESTION_MS = 1000;

/**
 * Asks again and again until the answer is final, and a last time when the time is up. A question that fails in a way that may pass, as any does
 * while a connection is down or the service is throttled, counts as "not yet".
 *
 * @param defaultTimeoutMs Milliseconds when the options name none.
 * @throws {HubTimeoutError} when the time is up; nothing that was asked for has been changed. `cause` is the failure of the last question, if it failed.
 * @throws {HubResponseError | HubConnectionError} at once for a failure that waiting does not mend.
 * @throws {TypeError} naming the option that is not what it should be.
 */
export async function pollUntilDone<T>(
  context: HubContext,
  awaited: Awaited,
  options: WaitOptions,
  defaultTimeoutMs: number,
  ask: (call: CallOptions) => Promise<Polled<T>>,
): Promise<T> {
  const { signal, timeoutMs = defaultTimeoutMs, pollIntervalMs = 1000, maxPollIntervalMs = 10_000 } = options;
  checkNames(options, { signal, timeoutMs, pollIntervalMs, maxPollIntervalMs, onProgress: undefined });
  for (const [name, value] of Object.entries({ timeoutMs, pollIntervalMs, maxPollIntervalMs })) {
    if (typeof value === "number" && value > 0) continue;
    throw new TypeError(`The option ${name} must be a number of milliseconds above 0.`);
  }
  const end = performance.now() + timeoutMs;
  let pauseMs = Math.min(pollIntervalMs, maxPollIntervalMs);
  let last = "the service told nothing about it";
  for (let attempts = 1; ; attempts++) {
    if (signal?.aborted) throw signal.reason;
    const questionMs = Math.max(end - performance.now(), MIN_QUESTION_MS);
    let failure: unknown;
    try {
      const polled = await ask({ signal, totalTimeoutMs: Math.min(questionMs, context.defaults.totalTimeoutMs) });
      if (polled.done) return polled.value;
      last = polled.last;
    } catch (error) {
      if (!mayPass(error)) throw error;
      failure = error;
    }
    const leftMs = end - performance.now();
    if (leftMs <= 0) {
      const { operation, parameter, what } = awaited;
      throw new HubTimeoutError(
        `Waited ${timeoutMs} ms (timeoutMs) for ${what} ${JSON.stringify(parameter)}, in vain: ${last}. Wait longer, or ask again later.`,
        { attempts, mayHaveBeenSent: false, request: shownRequest(context, operation, parameter) },
        failure,
      );
    }
    const askedMs = (isHubResponseError(failure) && failure.retryAfterMs) || 0;
    // Rounded up, since timers drop fractions, and would wake for a question a moment before the last one.
    await sleep(Math.ceil(Math.min(Math.max(pauseMs, askedMs), leftMs)), signal);
    pauseMs = Math.min(pauseMs * 1.5, maxPollIntervalMs);
  }
}

/** Whether the same question may be answered later. */
function mayPass(error: unknown): boolean {
  if (isHubResponseError(error)) return error.retryable;
  return isHubTimeoutError(error) || (isHubConnectionError(error) && !isFinal(error.cause));
}
