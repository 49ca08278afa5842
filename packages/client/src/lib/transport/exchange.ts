import type { Operation } from "@nh/wire";

/**
 * When a request may be repeated.
 * - `always`: repeating it does no harm, so an ambiguous failure is answered by another attempt.
 * - `removal`: the same for what takes something away: a 404 means that it is done once an earlier attempt may have been carried out.
 * - `notNow`: a send; only when the service said that it did nothing.
 * - `conditional`: guarded by a specific ETag; after an ambiguous failure a repeat would be refused for the wrong reason.
 * - a function: a send like `notNow` that waits by itself.
 */
export type Repeat = "always" | "removal" | "notNow" | "conditional" | Pause;

/**
 * Waits before the next attempt of a send, for as long as it should or longer. That time does not count: `totalTimeoutMs` begins anew. When it
 * rejects, there is no further attempt, and the call rejects with the same.
 *
 * @param error What the last attempt failed with.
 */
export type Pause = (delayMs: number, error: unknown) => Promise<void>;

/** How an exchange is repeated. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly ambiguousSends: boolean;
}

/** How long and how often a call may try. */
export interface Limits {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly retry: RetryPolicy;
}

/** One call of an operation on its way through the layers. Built once per call and not changed by them. */
export interface Exchange {
  readonly operation: Operation;
  readonly method: string;
  readonly url: string;
  /** The same with signatures masked and handles shortened, for events and errors. */
  readonly shownUrl: string;
  /** Without those that every request has. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly repeat: Repeat;
  /** Statuses below 200 or above 299 that are an answer to this operation rather than a failure. */
  readonly expect: readonly number[];
  /** False for the one request that must not carry a token: reading a blob by its signed address. */
  readonly authorized: boolean;
  readonly signal: AbortSignal | undefined;
  readonly limits: Limits;
  readonly maxBytes: number;
}

/** An answer whose body has been read. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** True on a 401 that says that the token had expired. */
  readonly tokenExpired?: boolean;
  /** A header by its name, in any case. */
  header(name: string): string | undefined;
}

/** The layer that puts the token on; the outermost but one. */
export type Send = (exchange: Exchange, timeoutMs: number) => Promise<Answer>;

/** The layers below it: one request with all of its headers, within its time. */
export type TimedSend = (exchange: Exchange, headers: Record<string, string>, timeoutMs: number) => Promise<Answer>;
