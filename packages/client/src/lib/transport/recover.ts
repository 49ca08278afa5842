import { HubConnectionError, HubTimeoutError } from "../errors.js";
import type { AttemptedAnswer, Call, emit, FailedAttempt, tryOnce } from "./attempt.js";
import { isCredentialFailure, isExchangeTimeout, isFinal, wasNeverSent } from "./classify-failure.js";
import { shownCause, shownReason } from "./describe-failure.js";
import type { Answer, Exchange } from "./exchange.js";
import { redactRequest } from "./redact-request.js";
import { readRefusal, responseError } from "./response-error.js";
import { sleep } from "./sleep.js";

/** Why an attempt failed, and what may follow. */
interface Failure {
  readonly error: unknown;
  /** `renew`: at once with a new token. `later`: after a delay. `never`: this is final. */
  readonly next: "renew" | "later" | "never";
  readonly retryAfterMs: number | undefined;
  /** Including what was unknown before. */
  readonly ambiguous: boolean;
}

/**
 * Goes on after the first attempt of a call failed. A send is repeated only when the service said "not now" (429, 503, 403
 * with Retry-After) or the token had expired (401, once); everything else on an ambiguous failure as well.
 *
 * @param attempt Sends the request once more. Like `tell` it is passed, not imported, so that a bundler leaves it with the first attempt.
 */
export function recover(
  call: Call,
  failed: FailedAttempt,
  attempt: typeof tryOnce,
  tell: typeof emit,
): Promise<AttemptedAnswer> {
  return new Recovery(call, attempt, tell).run(failed);
}

class Recovery {
  #call: Call;
  readonly #exchange: Exchange;
  readonly #tryOnce: typeof tryOnce;
  readonly #emit: typeof emit;
  readonly #began: number;
  #attempt = 1;
  #retries = 0;
  #renewed = false;
  #ambiguous = false;

  constructor(call: Call, attempt: typeof tryOnce, tell: typeof emit) {
    this.#call = call;
    this.#began = call.began;
    this.#tryOnce = attempt;
    this.#emit = tell;
    this.#exchange = call.exchange;
  }

  async run(first: FailedAttempt): Promise<AttemptedAnswer> {
    for (let failed = first; ; ) {
      const failure = this.#judge(failed);
      this.#ambiguous = failure.ambiguous;
      const delayMs = this.#delayBefore(failure);
      if (delayMs === undefined) throw this.#giveUp(failure.error);
      this.#emit(this.#call, this.#attempt, { type: "retry", delayMs, error: failure.error as Error });
      if (failure.next === "renew") this.#renewed = true;
      else {
        this.#retries++;
        await this.#pause(delayMs, failure.error);
      }
      if (this.#ambiguous && this.#exchange.repeat === "removal") {
        this.#call = { ...this.#call, exchange: { ...this.#exchange, expect: [404] } };
      }
      const outcome = await this.#tryOnce(this.#call, ++this.#attempt);
      if ("status" in outcome) return outcome;
      failed = outcome;
    }
  }

  #judge(failed: FailedAttempt): Failure {
    return "refused" in failed
      ? this.#judgeAnswer(failed.refused)
      : this.#judgeThrown(failed.thrown, failed.totalIsShorter);
  }

  #judgeAnswer(answer: Answer): Failure {
    const nowMs = this.#call.seams.now();
    const refusal = readRefusal(answer, nowMs);
    const ambiguous = this.#ambiguous || refusal.ambiguous;
    const facts = { attempts: this.#attempt, mayHaveBeenSent: ambiguous, nowMs };
    const repeatable = refusal.notNow || (refusal.ambiguous && this.#repeatsAmbiguous());
    return {
      error: responseError(this.#exchange, answer, refusal, facts),
      next: refusal.tokenExpired && !this.#renewed ? "renew" : repeatable ? "later" : "never",
      retryAfterMs: refusal.retryAfterMs,
      ambiguous,
    };
  }

  #judgeThrown(thrown: unknown, totalIsShorter: boolean): Failure {
    const exchange = this.#exchange;
    if (exchange.signal?.aborted) return this.#final(exchange.signal.reason);
    const noToken = isCredentialFailure(thrown);
    const reason = noToken ? thrown.cause : thrown;
    const timedOut = isExchangeTimeout(reason);
    const noCredential = noToken && !timedOut;
    // The credential's own error says nothing of an earlier attempt, which may have been carried out.
    if (noCredential && !this.#ambiguous) return this.#final(reason);
    const neverSent = noToken || wasNeverSent(reason);
    const ambiguous = this.#ambiguous || !neverSent;
    const facts = { attempts: this.#attempt, mayHaveBeenSent: ambiguous, request: redactRequest(exchange) };
    const harmless = neverSent && !isSend(exchange);
    const isLast = noCredential || isFinal(reason) || (timedOut && totalIsShorter);
    const repeatable = (harmless || this.#repeatsAmbiguous()) && !isLast;
    return {
      error: timedOut
        ? new HubTimeoutError(timeoutMessage(exchange, totalIsShorter, ambiguous), facts, reason)
        : new HubConnectionError(connectionMessage(exchange, reason, ambiguous), facts, shownCause(reason)),
      next: repeatable ? "later" : "never",
      retryAfterMs: undefined,
      ambiguous,
    };
  }

  #final(error: unknown): Failure {
    return { error, next: "never", retryAfterMs: undefined, ambiguous: this.#ambiguous };
  }

  #repeatsAmbiguous(): boolean {
    const { repeat, limits } = this.#exchange;
    return repeat === "always" || repeat === "removal" || (isSend(this.#exchange) && limits.retry.ambiguousSends);
  }

  /** Milliseconds to wait before the next attempt, or `undefined` when there is to be none. */
  #delayBefore(failure: Failure): number | undefined {
    const { retry, totalTimeoutMs } = this.#exchange.limits;
    const renew = failure.next === "renew";
    if (failure.next === "never" || (renew ? 0 : this.#retries) >= retry.maxRetries) return undefined;
    const delayMs = renew ? 0 : (failure.retryAfterMs ?? this.#backoff());
    const countedMs = typeof this.#exchange.repeat === "function" ? 0 : delayMs;
    return performance.now() - this.#call.began + countedMs < totalTimeoutMs ? delayMs : undefined;
  }

  /** Exponential with full jitter: many clients that failed together do not come back together. */
  #backoff(): number {
    const { baseDelayMs, maxDelayMs } = this.#exchange.limits.retry;
    return this.#call.seams.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** this.#retries);
  }

  async #pause(delayMs: number, error: unknown): Promise<void> {
    const { repeat, signal } = this.#exchange;
    try {
      if (typeof repeat === "function") {
        await repeat(delayMs, error);
        this.#call = { ...this.#call, began: performance.now() };
      } else if (delayMs > 0) await sleep(delayMs, signal);
    } catch (reason) {
      throw this.#giveUp(reason);
    }
  }

  #giveUp(error: unknown): unknown {
    this.#emit(this.#call, this.#attempt, { type: "giveUp", durationMs: performance.now() - this.#began, error });
    return error;
  }
}

function timeoutMessage(exchange: Exchange, totalIsShorter: boolean, ambiguous: boolean): string {
  const limit = totalIsShorter
    ? `${exchange.limits.totalTimeoutMs} ms (totalTimeoutMs)`
    : `${exchange.limits.timeoutMs} ms (timeoutMs)`;
  return `${exchange.operation} got no complete answer within ${limit}. ${sentSentence(exchange, ambiguous)}`;
}

function connectionMessage(exchange: Exchange, thrown: unknown, ambiguous: boolean): string {
  return `${exchange.operation} failed without an answer: ${shownReason(thrown)}. ${sentSentence(exchange, ambiguous)}`;
}

function isSend({ repeat }: Exchange): boolean {
  return repeat === "notNow" || typeof repeat === "function";
}

/** @param ambiguous Whether this attempt or an earlier one may have been carried out. */
function sentSentence(exchange: Exchange, ambiguous: boolean): string {
  if (!ambiguous) return "The request was not sent.";
  return /^(send|schedule)/.test(exchange.operation)
    ? "It may have been carried out all the same, so sending again may push twice."
    : "It may have been carried out all the same.";
}
