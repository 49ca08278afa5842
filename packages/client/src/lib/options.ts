import type { Credential } from "@nh/auth";
import { API_VERSION } from "@nh/wire";
import { guardListener, type HubEventListener } from "./events.js";
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
  readonly onEvent?: HubEventListener | undefined;
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
  readonly onEvent: HubEventListener | undefined;
  readonly apiVersion: string;
  readonly userAgent: string | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

const MAX_TIMEOUT_MS = 2_147_483_647; // the longest that a timer keeps
const defaultRetry: RetryPolicy = { maxRetries: 3, baseDelayMs: 1000, maxDelayMs: 60_000, ambiguousSends: false };

/** @throws TypeError naming the first option that is not what it should be. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  if (typeof options !== "object" || options === null) throw new TypeError("The options must be an object.");
  const { fetch, agent, credential, dump = false, onEvent, apiVersion = API_VERSION, userAgent, now, random } = options;
  if (fetch !== undefined) checkFunction("fetch", fetch);
  if (agent !== undefined && (typeof agent !== "object" || agent === null))
    throw wrong("agent", "an agent of node:http");
  if (agent !== undefined && fetch !== undefined) {
    throw new TypeError("The options agent and fetch cannot be combined: an agent belongs to the default transport.");
  }
  if (credential !== undefined && typeof credential?.getToken !== "function") {
    throw wrong("credential", "an object with a method getToken(resourceUri, options)");
  }
  if (typeof dump !== "boolean") checkFunction("dump", dump, "true, false or a function that takes a text");
  if (onEvent !== undefined) checkFunction("onEvent", onEvent);
  if (typeof apiVersion !== "string" || !/^\d{4}-\d{2}[\w-]*$/.test(apiVersion))
    throw wrong("apiVersion", "a version such as 2020-06");
  if (
    userAgent !== undefined &&
    (typeof userAgent !== "string" || !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(userAgent))
  ) {
    throw wrong("userAgent", "text of printable ASCII characters");
  }
  if (now !== undefined) checkFunction("now", now);
  if (random !== undefined) checkFunction("random", random);
  return {
    limits: resolveLimits(options, { timeoutMs: 30_000, totalTimeoutMs: 120_000, retry: defaultRetry }),
    dump: dump === true ? (text) => globalThis.console.error(text) : dump === false ? undefined : dump,
    onEvent: onEvent === undefined ? undefined : guardListener(onEvent),
    apiVersion,
    userAgent,
    now: now ?? Date.now,
    random: random ?? Math.random,
  };
}

/** @throws TypeError naming the option that is not what it should be. */
export function resolveLimits(options: Omit<CallOptions, "signal">, defaults: Limits): Limits {
  if (options.timeoutMs === undefined && options.totalTimeoutMs === undefined && options.retry === undefined)
    return defaults;
  const { timeoutMs = defaults.timeoutMs, totalTimeoutMs = defaults.totalTimeoutMs, retry } = options;
  checkMilliseconds("timeoutMs", timeoutMs);
  checkMilliseconds("totalTimeoutMs", totalTimeoutMs);
  return { timeoutMs, totalTimeoutMs, retry: resolveRetry(retry, defaults.retry) };
}

function resolveRetry(retry: RetryOptions | false | undefined, defaults: RetryPolicy): RetryPolicy {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, maxRetries: 0 };
  if (typeof retry !== "object" || retry === null) throw wrong("retry", "false or an object such as { maxRetries: 3 }");
  const {
    maxRetries = defaults.maxRetries,
    baseDelayMs = defaults.baseDelayMs,
    maxDelayMs = defaults.maxDelayMs,
    ambiguousSends = defaults.ambiguousSends,
  } = retry;
  if (!Number.isInteger(maxRetries) || maxRetries < 0) throw wrong("retry.maxRetries", "a whole number, 0 or more");
  for (const [name, value] of Object.entries({ baseDelayMs, maxDelayMs })) {
    if (!(typeof value === "number" && value >= 0 && value <= MAX_TIMEOUT_MS)) {
      throw wrong(`retry.${name}`, "a number of milliseconds, 0 or more");
    }
  }
  if (typeof ambiguousSends !== "boolean") throw wrong("retry.ambiguousSends", "true or false");
  return { maxRetries, baseDelayMs, maxDelayMs, ambiguousSends };
}

/** @throws TypeError when a signal is given that is none. */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal !== undefined && typeof signal?.addEventListener !== "function") throw wrong("signal", "an AbortSignal");
}

function checkMilliseconds(name: string, value: unknown): void {
  if (!(typeof value === "number" && value > 0 && value <= MAX_TIMEOUT_MS)) {
    throw wrong(name, `a number of milliseconds above 0, at most ${MAX_TIMEOUT_MS}`);
  }
}

function checkFunction(name: string, value: unknown, what = "a function"): void {
  if (typeof value !== "function") throw wrong(name, what);
}

function wrong(name: string, what: string): TypeError {
  return new TypeError(`The option ${name} must be ${what}.`);
}
