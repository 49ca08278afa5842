import type { Operation } from "@nh/wire";
import { buildPath } from "@nh/wire/plain";
import type { HubContext } from "./context.js";
import { HubTimeoutError, isHubTimeoutError } from "./errors.js";
import type { CallOptions } from "./options.js";
import { sleep } from "./transport/sleep.js";

/** How long and how often to ask for something that is not there yet. */
export interface WaitOptions {
  /** Ends the wait. It rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole wait. */
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
  readonly parameter: string;
  /** Such as `the outcome of notification NH-1`. */
  readonly what: string;
}

/**
 * Asks again and again until the answer is final. When a question is under way as the time runs out, the error still speaks of the wait,
 * and its cause of the question.
 *
 * @param defaultTimeoutMs Milliseconds when the options name none.
 * @throws {HubTimeoutError} when the time is up; nothing that was asked for has been changed.
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
  for (const [name, value] of Object.entries({ timeoutMs, pollIntervalMs, maxPollIntervalMs })) {
    if (typeof value === "number" && value > 0) continue;
    throw new TypeError(`The option ${name} must be a number of milliseconds above 0.`);
  }
  const began = performance.now();
  let pauseMs = Math.min(pollIntervalMs, maxPollIntervalMs);
  let last = "the service did not answer";
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    const leftMs = timeoutMs - (performance.now() - began);
    const totalTimeoutMs = Math.max(1, Math.min(leftMs, context.defaults.totalTimeoutMs));
    let noAnswer: HubTimeoutError | undefined;
    try {
      const polled = await ask({ signal, totalTimeoutMs });
      if (polled.done) return polled.value;
      last = polled.last;
    } catch (error) {
      if (!isHubTimeoutError(error)) throw error;
      noAnswer = error;
    }
    if (performance.now() - began + pauseMs >= timeoutMs)
      throw timedOut(context, awaited, timeoutMs, attempts, last, noAnswer);
    if (noAnswer !== undefined) throw noAnswer;
    await sleep(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 1.5, maxPollIntervalMs);
  }
}

function timedOut(
  context: HubContext,
  { operation, parameter, what }: Awaited,
  timeoutMs: number,
  attempts: number,
  last: string,
  cause: HubTimeoutError | undefined,
): HubTimeoutError {
  const url = context.endpoint.replace(/\/$/, "") + buildPath(operation, context.hubName, parameter);
  const request = Object.freeze({ method: "GET", url, headers: Object.freeze({}) });
  const message = `Waited ${timeoutMs} ms (timeoutMs) for ${what}, in vain: ${last}. Wait longer, or ask again later.`;
  return new HubTimeoutError(message, { attempts, mayHaveBeenSent: false, request }, cause);
}
