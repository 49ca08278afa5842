import { headerNames } from "@nh/wire";
import type { ClientEventListener } from "../events.js";
import type { Answer, Exchange, Send } from "./exchange.js";

/** What the retry layer takes from outside. */
export interface RetrySeams {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  readonly onEvent: ClientEventListener | undefined;
}

/** One call with all of its attempts. */
export interface Call {
  readonly send: Send;
  readonly seams: RetrySeams;
  readonly exchange: Exchange;
  /** Unique within the client. */
  readonly id: number;
  /** By the clock of `performance`. */
  readonly began: number;
}

/** An answer, and what the retry layer knows of it. */
export interface AttemptedAnswer extends Answer {
  readonly attempts: number;
  readonly trackingId: string | undefined;
  readonly correlationId: string | undefined;
}

/** An attempt that was refused, or that brought no answer. */
export type FailedAttempt =
  | { readonly number: number; readonly refused: Answer }
  | { readonly number: number; readonly thrown: unknown; readonly totalIsShorter: boolean };

/**
 * Sends the request of a call once.
 *
 * @param number Counted from 1.
 */
export async function tryOnce(call: Call, number: number): Promise<AttemptedAnswer | FailedAttempt> {
  const { exchange } = call;
  const { limits } = exchange;
  const began = number === 1 ? call.began : performance.now();
  const leftMs = Math.ceil(limits.totalTimeoutMs - (began - call.began));
  const timeoutMs = Math.max(1, Math.min(limits.timeoutMs, leftMs));
  emit(call, number, { type: "request", method: exchange.method, url: exchange.shownUrl });
  let answer: Answer;
  let trackingId: string | undefined;
  let correlationId: string | undefined;
  let isPage: boolean;
  try {
    answer = await call.send(exchange, timeoutMs);
    // Here, since an injected fetch may answer with something that cannot be read.
    trackingId = answer.header(headerNames.trackingId);
    correlationId = answer.header(headerNames.correlationId);
    // The service never answers with a page; a proxy or a portal does, even with 200.
    isPage = /html/i.test(answer.header("Content-Type") ?? "");
  } catch (thrown) {
    return { number, thrown, totalIsShorter: leftMs < limits.timeoutMs };
  }
  const { status, text, header } = answer;
  const ok = !isPage && ((status >= 200 && status < 300) || exchange.expect.includes(status));
  if (call.seams.onEvent !== undefined) {
    const durationMs = performance.now() - began;
    emit(call, number, { type: "response", status, ok, durationMs, trackingId, correlationId });
  }
  if (!ok) return { number, refused: answer };
  return { status, text, attempts: number, trackingId, correlationId, header };
}

type EventDetails =
  | { type: "request"; method: string; url: string }
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

/** Tells the listener, if there is one. */
export function emit({ seams, exchange, id }: Call, attempt: number, event: EventDetails): void {
  seams.onEvent?.({ ...event, operation: exchange.operation, callId: id, attempt });
}
