import { redactText } from "@nh/wire";
import type { ClientEventListener, GiveUpEvent, RequestEvent, ResponseEvent, RetryEvent } from "../events.js";
import { reasonOf } from "./abort-reason.js";
import { classifyError, classifyResponse, type FailedAttempt, isSuccess, mayRetry } from "./classify-failure.js";
import type { Attempt, HubRequest } from "./hub-request.js";
import { HubResponse, type Send } from "./hub-response.js";
import { redactorFor } from "./redact.js";
import { errorOf } from "./response-error.js";
import { sleep } from "./sleep.js";

/** What the retry layer takes from outside. */
export interface RetrySeams {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly onEvent: ClientEventListener | undefined;
  /** What no error shows, besides what a request itself holds. */
  readonly secrets: readonly string[];
}

/** One call with all of its attempts. */
interface Call {
  request: HubRequest;
  /** Unique within the client. */
  readonly id: number;
  /** By the clock of `performance`. */
  readonly beganAt: number;
  /** When `totalTimeoutMs` began: with the call, or after the last pause that does not count. */
  countsFrom: number;
  attempts: number;
  last: Attempt;
  /** Attempts after a failure, without the one that a renewed token gets. */
  retries: number;
  tokenRenewed: boolean;
  /** Whether one of the attempts may have been carried out although it failed. */
  mayHaveBeenSent: boolean;
}

/** The outermost layer: sends a request, and again where that is allowed. */
export function withRetry(
  send: Send,
  { now, random, onEvent, secrets }: RetrySeams,
): (request: HubRequest) => Promise<HubResponse> {
  let calls = 0;
  let lastUrl = { url: "", shown: "" };

  return async (request) => {
    const beganAt = performance.now();
    const call: Call = {
      request,
      id: ++calls,
      beganAt,
      countsFrom: beganAt,
      attempts: 0,
      last: { endsAt: beganAt, headers: {} },
      retries: 0,
      tokenRenewed: false,
      mayHaveBeenSent: false,
    };
    // Not throwIfAborted(): the signals that polyfills make have none.
    if (request.signal?.aborted) throw reasonOf(request.signal);
    for (;;) {
      const outcome = await attemptOnce(call);
      if (outcome instanceof HubResponse) return outcome;
      await prepareNext(call, outcome);
    }
  };

  async function attemptOnce(call: Call): Promise<HubResponse | FailedAttempt> {
    const { request } = call;
    const { timeoutMs, totalTimeoutMs } = request.limits;
    call.attempts++;
    const beganAt = call.attempts === 1 ? call.beganAt : performance.now();
    const leftMs = totalTimeoutMs - (beganAt - call.countsFrom);
    const attempt: Attempt = { endsAt: beganAt + Math.min(timeoutMs, leftMs), headers: {} };
    call.last = attempt;
    if (onEvent !== undefined) emit(call, { type: "request", method: request.method, url: shown(request.url) });
    let response: HubResponse;
    try {
      response = await send(request, attempt);
    } catch (error) {
      return classifyError(error, leftMs < timeoutMs);
    }
    const { status, trackingId, correlationId } = response;
    const ok = !response.isPage && (isSuccess(request, status) || request.expect.includes(status));
    if (onEvent !== undefined) {
      const durationMs = performance.now() - beganAt;
      emit(call, { type: "response", status, ok, durationMs, trackingId, correlationId });
    }
    if (!ok) return classifyResponse(response, now());
    response.attempts = call.attempts;
    return response;
  }

  /** The address for events. Most requests of a client go to one, so it is masked once. */
  function shown(url: string): string {
    if (lastUrl.url !== url) lastUrl = { url, shown: redactText(url) };
    return lastUrl.shown;
  }

  /**
   * Waits until the next attempt may begin.
   *
   * @throws what the caller gets, when there is to be no further attempt.
   */
  async function prepareNext(call: Call, failure: FailedAttempt): Promise<void> {
    const { request } = call;
    if ("thrown" in failure) {
      if (request.signal?.aborted) throw giveUp(call, reasonOf(request.signal));
      const isCredentials = failure.isCredentials && !failure.isTimeout;
      // The credential's own error says nothing of an earlier attempt, which may have been carried
      // out.
      if (isCredentials && !call.mayHaveBeenSent) throw giveUp(call, failure.thrown);
    }
    call.mayHaveBeenSent ||= failure.mayHaveBeenSent;
    const redact = redactorFor(request, call.last, secrets);
    const error = errorOf(failure, { ...call, redact }, now());
    const renewsToken = failure.kind === "tokenExpired" && request.authorized && !call.tokenRenewed;
    const delayMs = renewsToken ? renewalDelay(call) : retryDelay(call, failure);
    if (delayMs === undefined) throw giveUp(call, error);
    emit(call, { type: "retry", delayMs, error });
    if (renewsToken) {
      call.tokenRenewed = true;
    } else {
      call.retries++;
      await pause(call, delayMs, error);
    }
    // What an earlier attempt may have removed is gone for this one.
    if (call.mayHaveBeenSent && request.retryRule === "removal") call.request = { ...request, expect: [404] };
  }

  /** A renewed token is not a retry, but with `maxRetries: 0` there is exactly one request. */
  function renewalDelay({ request, countsFrom }: Call): number | undefined {
    const { retry, totalTimeoutMs } = request.limits;
    return retry.maxRetries > 0 && performance.now() - countsFrom < totalTimeoutMs ? 0 : undefined;
  }

  /** Milliseconds to wait before the next attempt, or `undefined` when there is to be none. */
  function retryDelay({ request, retries, countsFrom }: Call, failure: FailedAttempt): number | undefined {
    const { retry, totalTimeoutMs } = request.limits;
    if (!mayRetry(request, failure) || retries >= retry.maxRetries) return undefined;
    // Exponential with full jitter: many clients that failed together do not come back together.
    const backoffMs = random() * Math.min(retry.maxDelayMs, retry.baseDelayMs * 2 ** retries);
    const delayMs = failure.retryAfterMs ?? backoffMs;
    const countedMs = request.pause === undefined ? delayMs : 0;
    return performance.now() - countsFrom + countedMs < totalTimeoutMs ? delayMs : undefined;
  }

  async function pause(call: Call, delayMs: number, error: Error): Promise<void> {
    const { request } = call;
    try {
      if (request.pause !== undefined) {
        await request.pause(delayMs, error);
        call.countsFrom = performance.now();
      } else if (delayMs > 0) {
        await sleep(delayMs, request.signal);
      }
    } catch (reason) {
      throw giveUp(call, reason);
    }
  }

  function giveUp(call: Call, error: unknown): unknown {
    emit(call, { type: "giveUp", durationMs: performance.now() - call.beganAt, error });
    return error;
  }

  function emit({ request, id, attempts }: Call, event: EventDetails): void {
    const { operation, platform } = request;
    onEvent?.(Object.assign(event, { operation, platform, callId: id, attempt: attempts }));
  }
}

type EventDetails = Details<RequestEvent> | Details<ResponseEvent> | Details<RetryEvent> | Details<GiveUpEvent>;
type Details<Event> = Omit<Event, "operation" | "platform" | "callId" | "attempt">;
