import type { Credential } from "@nh/auth";
import { API_VERSION } from "@nh/wire";
import type { ClientEventListener } from "./events.js";
import { guard } from "./guard.js";
import type { DumpWriter } from "./transport/dump.js";
import type { Limits, RetryPolicy } from "./transport/exchange.js";
import type { Fetch } from "./transport/fetch.js";

/** When and how often a call is repeated. */
export interface RetryOptions {
  /** Attempts after the first. Default 3. With 0 there is exactly one request, even when the token had expired. */
  readonly maxRetries?: number | undefined;
  /** Upper bound of the first delay in milliseconds; doubles each time. The delay is random below it. Default 1,000. */
  readonly baseDelayMs?: number | undefined;
  /** Upper bound of any delay that the service did not ask for, in milliseconds. Default 60,000. */
  readonly maxDelayMs?: number | undefined;
  /** Repeat a send also when nobody knows whether it was carried out. A device may then get it twice. Default false. */
  readonly ambiguousSends?: boolean | undefined;
}

/** Options that the client and each of its calls take; what a call gives wins. */
export interface CallOptions {
  /** Ends the call, waits included. The call rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each attempt, its body included. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for all attempts and the waits between them. Default 120,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** `false` means one attempt. */
  readonly retry?: RetryOptions | false | undefined;
}

/** Options of a client. */
export interface ClientOptions {
  /** Replaces the transport. Default: a keep-alive agent under Node, the global `fetch` elsewhere. */
  readonly fetch?: Fetch | undefined;
  /** An agent of `node:http` or `node:https` for the default transport. Node only, and not together with `fetch`. */
  readonly agent?: object | undefined;
  /** Signs instead of the key in the connection string. */
  readonly credential?: Credential | undefined;
  /** Default: 3 repeats, where repeating cannot push twice. */
  readonly retry?: RetryOptions | false | undefined;
  /** Milliseconds for each attempt, its body included. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for all attempts of a call and the waits between them. Default 120,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** Writes every request and answer, signatures masked and handles shortened: `true` to standard error, or a function. */
  readonly dump?: boolean | DumpWriter | undefined;
  /** Called on every request, answer, repeat, failure and warning. */
  readonly onEvent?: ClientEventListener | undefined;
  /** Version of the REST API. Default 2020-06. */
  readonly apiVersion?: string | undefined;
  /** Put before the client's own name in `User-Agent`, such as `shop-backend/2.1`. */
  readonly userAgent?: string | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Source of the jitter, from 0 up to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** Options with every default in place. */
export interface ResolvedOptions {
  readonly limits: Limits;
  readonly dump: DumpWriter | undefined;
  readonly onEvent: ClientEventListener | undefined;
  readonly apiVersion: string;
  readonly userAgent: string | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

const MAX_TIMEOUT_MS = 2_147_483_647; // the longest that a timer keeps
const defaultLimits: Limits = {
  timeoutMs: 30_000,
  totalTimeoutMs: 120_000,
  retry: { maxRetries: 3, baseDelayMs: 1000, maxDelayMs: 60_000, ambiguousSends: false },
};

/** @throws TypeError naming the first option that is not what it should be. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  checkObject(options);
  const { agent, credential, dump = false, fetch, onEvent, apiVersion = API_VERSION, userAgent } = options;
  const { now = Date.now, random = Math.random } = options;
  const functions = { fetch, onEvent, now, random };
  checkNames(options, { ...defaultLimits, ...functions, agent, credential, dump, apiVersion, userAgent });
  for (const [name, value] of Object.entries(functions)) {
    need(value === undefined || isFunction(value), name, "a function");
  }
  need(agent === undefined || isObject(agent), "agent", "an agent of node:http");
  need(agent === undefined || fetch === undefined, "agent", "left out with fetch");
  need(
    credential === undefined || isFunction(credential?.getToken),
    "credential",
    "an object with getToken(resourceUri, options)",
  );
  need(typeof dump === "boolean" || isFunction(dump), "dump", "true, false or a function that takes a text");
  need(isText(apiVersion, /^\d{4}-\d{2}[\w-]*$/), "apiVersion", "a version such as 2020-06");
  need(
    userAgent === undefined || isText(userAgent, /^[!-~]([ -~]*[!-~])?$/),
    "userAgent",
    "text of printable ASCII characters",
  );
  return {
    limits: resolveLimits(options, defaultLimits),
    dump: dump ? guard(dump === true ? (text: string) => globalThis.console.error(text) : dump) : undefined,
    onEvent: onEvent && guard(onEvent),
    apiVersion,
    userAgent,
    now,
    random,
  };
}

/** @throws TypeError naming the option that is not what it should be. */
export function resolveLimits(options: Omit<CallOptions, "signal">, defaults: Limits): Limits {
  const { timeoutMs = defaults.timeoutMs, totalTimeoutMs = defaults.totalTimeoutMs, retry } = options;
  if (timeoutMs === defaults.timeoutMs && totalTimeoutMs === defaults.totalTimeoutMs && retry === undefined)
    return defaults;
  for (const [name, value] of Object.entries({ timeoutMs, totalTimeoutMs })) {
    need(isMilliseconds(value) && value > 0, name, `a number of milliseconds above 0, at most ${MAX_TIMEOUT_MS}`);
  }
  return { timeoutMs, totalTimeoutMs, retry: resolveRetry(retry, defaults.retry) };
}

function resolveRetry(retry: RetryOptions | false | undefined, defaults: RetryPolicy): RetryPolicy {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, maxRetries: 0 };
  need(isObject(retry), "retry", "false or an object such as { maxRetries: 3 }");
  checkNames(retry, defaults);
  const {
    maxRetries = defaults.maxRetries,
    baseDelayMs = defaults.baseDelayMs,
    maxDelayMs = defaults.maxDelayMs,
    ambiguousSends = defaults.ambiguousSends,
  } = retry;
  need(Number.isInteger(maxRetries) && maxRetries >= 0, "retry.maxRetries", "a whole number, 0 or more");
  for (const [name, value] of Object.entries({ baseDelayMs, maxDelayMs })) {
    need(isMilliseconds(value), `retry.${name}`, "a number of milliseconds, 0 or more");
  }
  need(typeof ambiguousSends === "boolean", "retry.ambiguousSends", "true or false");
  return { maxRetries, baseDelayMs, maxDelayMs, ambiguousSends };
}

/** @throws TypeError for options of a call that there are not, and when a signal is given that is none. */
export function checkCallOptions(options: CallOptions, limits: Limits): void {
  checkObject(options);
  checkNames(options, { signal: undefined, ...limits });
  checkSignal(options.signal);
}

/** @throws TypeError when a signal is given that is none. */
export function checkSignal(signal: AbortSignal | undefined): void {
  need(signal === undefined || isFunction(signal?.addEventListener), "signal", "an AbortSignal");
}

/**
 * A name that is not known is refused and not ignored: a send with a mistyped `test` would reach everybody.
 *
 * @throws TypeError naming it.
 */
export function checkNames(options: object, known: object): void {
  for (const name in options) need(name in known, name, "left out: there is no such option here");
}

function checkObject(options: unknown): void {
  if (!isObject(options)) throw new TypeError("The options must be an object.");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

function isMilliseconds(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= MAX_TIMEOUT_MS;
}

export function need(isRight: boolean, name: string, what: string): void {
  if (!isRight) throw new TypeError(`The option ${name} must be ${what}.`);
}
