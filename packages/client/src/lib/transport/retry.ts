import { HubConnectionError, HubTimeoutError } from "../errors.js";
import type { HubEventListener } from "../events.js";
import { redactRequest, redactUrl } from "../redact.js";
import { idsOf, readRefusal, responseError } from "../response.js";
import type { Answer, Exchange, Send } from "./exchange.js";
import { CredentialFailure, isExchangeTimeout, wasNeverSent } from "./failure.js";
import { sleep } from "./sleep.js";

/** What the layer takes from outside. */
export interface RetrySeams {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly onEvent: HubEventListener | undefined;
}

/** An answer, and what the layer knows of it. */
export interface AttemptedAnswer {
  readonly status: number;
  readonly text: string;
  readonly attempts: number;
  readonly trackingId: string | undefined;
  readonly correlationId: string | undefined;
  header(name: string): string | undefined;
}

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
 * The outermost layer: repeats what may be repeated. A send is repeated only when the service said "not now" (429, 503, 403
 * with Retry-After) or the token had expired (401, once); everything else on an ambiguous failure as well.
 */
export function withRetry(send: Send, seams: RetrySeams): (exchange: Exchange) => Promise<AttemptedAnswer> {
  let calls = 0;
  return (exchange) => new Call(send, seams, exchange, ++calls).run();
}

class Call {
  readonly #send: Send;
  readonly #seams: RetrySeams;
  readonly #exchange: Exchange;
  readonly #id: number;
  readonly #began = performance.now();
  #attempt = 0;
  #retries = 0;
  #renewed = false;
  #ambiguous = false;

  constructor(send: Send, seams: RetrySeams, exchange: Exchange, id: number) {
    this.#send = send;
    this.#seams = seams;
    this.#exchange = exchange;
    this.#id = id;
  }

  async run(): Promise<AttemptedAnswer> {
    this.#exchange.signal?.throwIfAborted();
    for (let forceRefresh = false; ; ) {
      const outcome = await this.#tryOnce(forceRefresh);
      if ("status" in outcome) return outcome;
      this.#ambiguous = outcome.ambiguous;
      const delayMs = this.#delayBefore(outcome);
      if (delayMs === undefined) throw this.#giveUp(outcome.error);
      this.#emit({ type: "retry", delayMs, error: outcome.error as Error });
      forceRefresh = outcome.next === "renew";
      if (forceRefresh) this.#renewed = true;
      else this.#retries++;
      if (delayMs > 0) await this.#pause(delayMs);
    }
  }

  async #tryOnce(forceRefresh: boolean): Promise<AttemptedAnswer | Failure> {
    const number = ++this.#attempt;
    const exchange = this.#exchange;
    const began = number === 1 ? this.#began : performance.now();
    const { limits } = exchange;
    const leftMs = Math.ceil(limits.totalTimeoutMs - (began - this.#began));
    const timeoutMs = Math.max(1, Math.min(limits.timeoutMs, leftMs));
    if (this.#seams.onEvent !== undefined) this.#emit({ type: "request", method: exchange.method });
    let answer: Answer;
    try {
      answer = await this.#send(exchange, { timeoutMs, forceRefresh });
    } catch (thrown) {
      return this.#judgeThrown(thrown, leftMs < limits.timeoutMs);
    }
    const ok = (answer.status >= 200 && answer.status < 300) || exchange.expect.includes(answer.status);
    if (this.#seams.onEvent !== undefined) {
      const durationMs = performance.now() - began;
      this.#emit({ type: "response", status: answer.status, ok, durationMs, ...idsOf(answer) });
    }
    return ok ? attempted(answer, number) : this.#judgeAnswer(answer);
  }

  #judgeAnswer(answer: Answer): Failure {
    const nowMs = this.#seams.now();
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
    if (thrown instanceof CredentialFailure) return this.#final(thrown.cause);
    const neverSent = wasNeverSent(thrown);
    const ambiguous = this.#ambiguous || !neverSent;
    const facts = { attempts: this.#attempt, mayHaveBeenSent: ambiguous, request: redactRequest(exchange) };
    const timedOut = isExchangeTimeout(thrown);
    const harmless = neverSent && exchange.repeat !== "notNow";
    const repeatable = (harmless || this.#repeatsAmbiguous()) && !(timedOut && totalIsShorter);
    return {
      error: timedOut
        ? new HubTimeoutError(timeoutMessage(exchange, totalIsShorter, neverSent), facts, thrown)
        : new HubConnectionError(connectionMessage(exchange, thrown, neverSent), facts, thrown),
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
    const delayMs = renew ? 0 : (failure.retryAfterMs ?? this.#backoff());
    return performance.now() - this.#began + delayMs < totalTimeoutMs ? delayMs : undefined;
  }

  /** Exponential with full jitter: many clients that failed together do not come back together. */
  #backoff(): number {
    const { baseDelayMs, maxDelayMs } = this.#exchange.limits.retry;
    return this.#seams.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** this.#retries);
  }

  async #pause(delayMs: number): Promise<void> {
    try {
      await sleep(delayMs, this.#exchange.signal);
    } catch (reason) {
      throw this.#giveUp(reason);
    }
  }

  #giveUp(error: unknown): unknown {
    this.#emit({ type: "giveUp", durationMs: performance.now() - this.#began, error });
    return error;
  }

  #emit(event: EventDetails): void {
    const { onEvent } = this.#seams;
    if (onEvent === undefined) return;
    const common = { operation: this.#exchange.operation, callId: this.#id, attempt: this.#attempt };
    if (event.type === "request") onEvent({ ...event, ...common, url: redactUrl(this.#exchange.url) });
    else onEvent({ ...event, ...common });
  }
}

function attempted(answer: Answer, attempts: number): AttemptedAnswer {
  const { status, text } = answer;
  const { trackingId, correlationId } = idsOf(answer);
  return { status, text, attempts, trackingId, correlationId, header: (name) => answer.header(name) };
}

type EventDetails =
  | { type: "request"; method: string }
  | {
      type: "response";
      status: number;
      ok: boolean;
      durationMs: number;
      trackingId: string | undefined;
      correlationId: string | undefined;
    }
  | { type: "retry"; delayMs: number; error: Error }
  | { type: "giveUp"; durationMs: number; error: unknown };

function timeoutMessage(exchange: Exchange, totalIsShorter: boolean, neverSent: boolean): string {
  const limit = totalIsShorter
    ? `${exchange.limits.totalTimeoutMs} ms (totalTimeoutMs)`
    : `${exchange.limits.timeoutMs} ms (timeoutMs)`;
  return `${exchange.operation} got no complete answer within ${limit}. ${sentSentence(exchange, neverSent)}`;
}

function connectionMessage(exchange: Exchange, thrown: unknown, neverSent: boolean): string {
  return `${exchange.operation} failed without an answer: ${reasonOf(thrown)}. ${sentSentence(exchange, neverSent)}`;
}

function sentSentence(exchange: Exchange, neverSent: boolean): string {
  if (neverSent) return "The request was not sent.";
  return exchange.repeat === "notNow"
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
