import { HubConnectionError, HubTimeoutError } from "../errors.js";
import { redactRequest } from "../redact-request.js";
import { readRefusal, responseError } from "../response.js";
import type { AttemptedAnswer, Call, emit, FailedAttempt, tryOnce } from "./attempt.js";
import type { Answer, Exchange } from "./exchange.js";
import { isCredentialFailure, isExchangeTimeout, isMistake, wasNeverSent } from "./judge-failure.js";
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
  readonly #call: Call;
  readonly #exchange: Exchange;
  readonly #tryOnce: typeof tryOnce;
  readonly #emit: typeof emit;
  #attempt = 1;
  #retries = 0;
  #renewed = false;
  #ambiguous = false;

  constructor(call: Call, attempt: typeof tryOnce, tell: typeof emit) {
    this.#call = call;
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
      else this.#retries++;
      if (delayMs > 0) await this.#pause(delayMs);
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
    if (noToken && !timedOut) return this.#final(reason);
    const neverSent = noToken || wasNeverSent(reason);
    const ambiguous = this.#ambiguous || !neverSent;
    const facts = { attempts: this.#attempt, mayHaveBeenSent: ambiguous, request: redactRequest(exchange) };
    const harmless = neverSent && !isSend(exchange);
    const isFinal = isMistake(reason) || (timedOut && totalIsShorter);
    const repeatable = (harmless || this.#repeatsAmbiguous()) && !isFinal;
    return {
      error: timedOut
        ? new HubTimeoutError(timeoutMessage(exchange, totalIsShorter, neverSent), facts, reason)
        : new HubConnectionError(connectionMessage(exchange, reason, neverSent), facts, reason),
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
    return repeat === "always" || (repeat === "notNow" && limits.retry.ambiguousSends);
  }

  /** Milliseconds to wait before the next attempt, or `undefined` when there is to be none. */
  #delayBefore(failure: Failure): number | undefined {
    const { retry, totalTimeoutMs } = this.#exchange.limits;
    const renew = failure.next === "renew";
    if (failure.next === "never" || (renew ? 0 : this.#retries) >= retry.maxRetries) return undefined;
    if (!renew && this.#exchange.repeat === "renewOnly") return undefined;
    const delayMs = renew ? 0 : (failure.retryAfterMs ?? this.#backoff());
    return performance.now() - this.#call.began + delayMs < totalTimeoutMs ? delayMs : undefined;
  }

  /** Exponential with full jitter: many clients that failed together do not come back together. */
  #backoff(): number {
    const { baseDelayMs, maxDelayMs } = this.#exchange.limits.retry;
    return this.#call.seams.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** this.#retries);
  }

  async #pause(delayMs: number): Promise<void> {
    try {
      await sleep(delayMs, this.#exchange.signal);
    } catch (reason) {
      throw this.#giveUp(reason);
    }
  }

  #giveUp(error: unknown): unknown {
    this.#emit(this.#call, this.#attempt, { type: "giveUp", durationMs: performance.now() - this.#call.began, error });
    return error;
  }
}

function timeoutMessage(exchange: Exchange, totalIsShorter: boolean, neverSent: boolean): string {
  const limit = totalIsShorter
    ? `${exchange.limits.totalTimeoutMs} ms (totalTimeoutMs)`
    : `${exchange.limits.timeoutMs} ms (timeoutMs)`;
  return `${exchange.operation} got no complete answer within ${limit}. ${sentSentence(exchange, neverSent)}`;
}

function connectionMessage(exchange: Exchange, thrown: unknown, neverSent: boolean): string {
  return `${exchange.operation} failed without an answer: ${reasonOf(thrown)}. ${sentSentence(exchange, neverSent)}`;
}

function isSend({ repeat }: Exchange): boolean {
  return repeat === "notNow" || repeat === "renewOnly";
}

function sentSentence(exchange: Exchange, neverSent: boolean): string {
  if (neverSent) return "The request was not sent.";
  return isSend(exchange)
    ? "It may have been carried out all the same, so sending again may push twice."
    : "It may have been carried out all the same.";
}

/** The innermost reason: `fetch failed` says nothing, its cause does. */
function reasonOf(thrown: unknown): string {
  let reason = thrown;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  if (!(reason instanceof Error)) return String(reason);
  const { code } = reason as { code?: unknown };
  const message = reason.message.replace(/[.\s]+$/, "");
  if (typeof code !== "string" || message.includes(code)) return message === "" ? reason.name : message;
  return message === "" ? code : `${message} (${code})`;
}
