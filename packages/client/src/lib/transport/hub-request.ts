import type { Platform } from "@nh/payloads";
import type { Operation } from "@nh/wire";

/**
 * When a request may be sent again after an attempt that failed. Every rule allows it when the
 * service said that it did nothing.
 *
 * - `idempotent`: also when nobody knows whether the request was carried out, since a second time
 *   does no harm.
 * - `removal`: the same for what takes something away. Once an earlier attempt may have been
 *   carried out, a 404 means that it was.
 * - `send`: after an ambiguous failure only when the caller asked for it (`ambiguousSends`).
 * - `conditional`: never after an ambiguous failure. The request is guarded by an ETag, so a second
 *   attempt would be refused for the wrong reason.
 */
export type RetryRule = "idempotent" | "removal" | "send" | "conditional";

/**
 * Waits before the next attempt in place of the retry loop, for `delayMs` or longer. The time does
 * not count: `totalTimeoutMs` begins anew. When it rejects there is no further attempt, and the
 * call rejects with the same reason.
 *
 * @param error Why the last attempt failed.
 */
export type Pause = (delayMs: number, error: unknown) => Promise<void>;

/** How often a call is retried, and how long it waits in between. */
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

/**
 * One call of an operation on its way through the layers. Built once per call and not changed by
 * them.
 */
export interface HubRequest {
  readonly operation: Operation;
  /** The call as its user writes it, such as `installations.put`. */
  readonly call: string;
  /** The platform of the notification, when the call is a send. */
  readonly platform: Platform | undefined;
  readonly method: string;
  readonly url: string;
  /** Without `Authorization` and `User-Agent`, which every attempt gets anew. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly retryRule: RetryRule;
  readonly pause: Pause | undefined;
  /** Statuses that are a result of this operation too, beside those of a success. */
  readonly expect: readonly number[];
  /**
   * False for a request that must not carry a token, such as reading a blob by its signed address.
   */
  readonly authorized: boolean;
  readonly signal: AbortSignal | undefined;
  readonly limits: Limits;
  /** The longest response that is read, in bytes. */
  readonly maxBytes: number;
}

/** One attempt to send a request. The layers fill it in on the way down. */
export interface Attempt {
  /** When its time is over, by the clock of `performance`. */
  readonly endsAt: number;
  /** All headers, the token included. */
  headers: Record<string, string>;
  /**
   * Aborted when the time is over or the caller aborts. Absent where the transport watches both by
   * itself.
   */
  signal?: AbortSignal;
}

/**
 * Milliseconds that an attempt has left: at least 1, since timers and transports take 0 for "no
 * limit".
 */
export function millisecondsLeft({ endsAt }: Attempt): number {
  return Math.max(1, Math.ceil(endsAt - performance.now()));
}
