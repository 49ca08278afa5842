import { ArgumentError, need } from "../argument-error.js";

/**
 * When and how often a push is retried. Only a push that the service surely did not process is
 * retried.
 */
export interface RetryOptions {
  /** Attempts after the first. Default 3. With 0 there is exactly one request. */
  readonly maxRetries?: number | undefined;
  /**
   * Upper bound of the first delay in milliseconds. It doubles each time, and the delay is random
   * below it. Default 1,000.
   */
  readonly baseDelayMs?: number | undefined;
  /** Upper bound of any delay that the service did not ask for, in milliseconds. Default 60,000. */
  readonly maxDelayMs?: number | undefined;
  /**
   * Whether a push is also retried after a response whose `retryable` is true ("not now"). With
   * false you get that response at once and decide yourself when to push again. Default true.
   */
  readonly responses?: boolean | undefined;
}

/** The options that all clients share. */
export interface ClientOptions {
  /**
   * The server to push to, for example a test double. `https:`, or `http:` on loopback. Default:
   * the server of the push service.
   */
  readonly url?: string | undefined;
  /** Milliseconds for each attempt. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for all attempts of a push and the delays between them. Default 120,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** `false` turns retries off. */
  readonly retry?: RetryOptions | false | undefined;
  /**
   * PEM certificates to trust instead of those of the system, for example that of a test double.
   */
  readonly ca?: string | Uint8Array | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Source of the jitter, from 0 up to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** The options of clients that use an access token. */
export interface TokenClientOptions extends ClientOptions {
  /**
   * The server that issues access tokens. The rules of `url` apply. Default: that of the push
   * service.
   */
  readonly tokenUrl?: string | undefined;
}

/** The options of one push. */
export interface PushOptions {
  /** Cancels the push, delays included. The call rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each attempt. Default: `timeoutMs` of the client. */
  readonly timeoutMs?: number | undefined;
  /** Checks the handle and the payload without a push. Only FCM supports it. Default false. */
  readonly validateOnly?: boolean | undefined;
}

/** The limits of a client, with defaults. */
export interface Limits {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxRetries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly responses: boolean;
}

/** The shared options of a client, with defaults. */
export interface ClientSetup {
  readonly limits: Limits;
  readonly ca: string | Uint8Array | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

const MAX_TIMER_MS = 2_147_483_647; // the longest that a timer keeps
const clientOptionNames = ["url", "timeoutMs", "totalTimeoutMs", "retry", "ca", "now", "random"];
const retryOptionNames = ["maxRetries", "baseDelayMs", "maxDelayMs", "responses"];

/**
 * Checks the shared options and fills in the defaults.
 *
 * @param own The names of the options that only this client has.
 * @throws {ArgumentError} for an unknown option or a value of the wrong kind.
 */
export function setUp(options: Omit<ClientOptions, "url">, own: readonly string[]): ClientSetup {
  need(typeof options === "object" && options !== null, "options", "an object");
  checkNames(options, [...own, ...clientOptionNames]);
  const { timeoutMs = 30_000, totalTimeoutMs = 120_000, ca, now = Date.now, random = Math.random } = options;
  needMilliseconds(timeoutMs, "timeoutMs", 1);
  needMilliseconds(totalTimeoutMs, "totalTimeoutMs", 1);
  need(ca === undefined || typeof ca === "string" || ca instanceof Uint8Array, "ca", "certificates in PEM");
  need(typeof now === "function", "now", "a function that returns milliseconds since 1970");
  need(typeof random === "function", "random", "a function that returns a number from 0 up to 1");
  return { limits: { timeoutMs, totalTimeoutMs, ...resolveRetry(options.retry) }, ca, now, random };
}

function resolveRetry(retry: RetryOptions | false = {}): Omit<Limits, "timeoutMs" | "totalTimeoutMs"> {
  if (retry === false) return { maxRetries: 0, baseDelayMs: 0, maxDelayMs: 0, responses: false };
  need(typeof retry === "object" && retry !== null, "retry", "false or an object such as { maxRetries: 3 }");
  checkNames(retry, retryOptionNames);
  const { maxRetries = 3, baseDelayMs = 1000, maxDelayMs = 60_000, responses = true } = retry;
  need(Number.isInteger(maxRetries) && maxRetries >= 0, "retry.maxRetries", "a whole number, 0 or more");
  needMilliseconds(baseDelayMs, "retry.baseDelayMs", 0);
  needMilliseconds(maxDelayMs, "retry.maxDelayMs", 0);
  need(typeof responses === "boolean", "retry.responses", "true or false");
  return { maxRetries, baseDelayMs, maxDelayMs, responses };
}

/** @throws {ArgumentError} when an option of a push is unknown or of the wrong kind. */
export function checkPushOptions(options: PushOptions): void {
  need(typeof options === "object" && options !== null, "options", "an object");
  checkNames(options, ["signal", "timeoutMs", "validateOnly"]);
  const { signal, timeoutMs, validateOnly } = options;
  need(signal === undefined || typeof signal?.addEventListener === "function", "signal", "an AbortSignal");
  if (timeoutMs !== undefined) needMilliseconds(timeoutMs, "timeoutMs", 1);
  need(validateOnly === undefined || typeof validateOnly === "boolean", "validateOnly", "true or false");
}

/** @throws {ArgumentError} for a number that a timer cannot keep. */
export function needMilliseconds(value: unknown, name: string, least: 0 | 1): void {
  const isRight = typeof value === "number" && value >= least && value <= MAX_TIMER_MS;
  need(isRight, name, `a number of milliseconds from ${least} to 2,147,483,647`);
}

/**
 * Refuses unknown names, because a mistyped `validateOnly` would push.
 *
 * @throws {ArgumentError} with the known names.
 */
function checkNames(options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new ArgumentError(name, `Unknown option "${name}". Known options: ${known.join(", ")}.`);
  }
}
