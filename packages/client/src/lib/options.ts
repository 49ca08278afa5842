import type { Credential } from "@nh/auth";
import type { Platform } from "@nh/payloads";
import { ArgumentError } from "./argument-error.js";
import {
  checkOptions,
  delayRule,
  flagRule,
  functionRule,
  hasMethod,
  isObject,
  isPlainObject,
  type OptionRule,
  type OptionRules,
  signalRule,
  stringRule,
  timeoutRule,
  wholeRule,
} from "./check-options.js";
import type { ClientEventListener } from "./events.js";
import { guard } from "./guard.js";
import type { DumpWriter } from "./transport/dump.js";
import type { Fetch } from "./transport/fetch.js";
import type { Limits, RetryPolicy } from "./transport/hub-request.js";

/** When and how often a call is retried. */
export interface RetryOptions {
  /**
   * Attempts after the first. Default 3. With 0 there is exactly one request, even when the token
   * had expired.
   */
  readonly maxRetries?: number | undefined;
  /**
   * Upper bound of the first delay in milliseconds; it doubles each time, and the delay is random
   * below it. Default 1,000.
   */
  readonly baseDelayMs?: number | undefined;
  /** Upper bound of any delay that the service did not ask for, in milliseconds. Default 60,000. */
  readonly maxDelayMs?: number | undefined;
  /**
   * Also retries a send when nobody knows whether the service carried it out. A device may then get
   * it twice. Default false.
   */
  readonly ambiguousSends?: boolean | undefined;
}

/** Options that the client and each of its calls take. Those of a call win. */
export interface CallOptions {
  /** Ends the call, waits included. The call rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit of each attempt in milliseconds, including its body. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Time limit of all attempts and the waits between them, in milliseconds. Default 120,000. */
  readonly totalTimeoutMs?: number | undefined;
  /** `false` means one attempt. */
  readonly retry?: RetryOptions | false | undefined;
}

/** Options of a client. */
export interface ClientOptions {
  /**
   * Replaces the transport. Default: a keep-alive agent under Node, the global `fetch` elsewhere.
   */
  readonly fetch?: Fetch | undefined;
  /**
   * An agent of `node:http` or `node:https` for the default transport. Node only, and not together
   * with `fetch`.
   */
  readonly agent?: object | undefined;
  /** Signs requests in place of the key in the connection string. */
  readonly credential?: Credential | undefined;
  /**
   * The platforms that a content goes to when its send names none. Default: none, so every such
   * send must name them.
   */
  readonly platforms?: readonly Platform[] | undefined;
  /** Default: 3 retries, where a retry cannot push twice. */
  readonly retry?: RetryOptions | false | undefined;
  /** Time limit of each attempt in milliseconds, including its body. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Time limit of all attempts of a call and the waits between them, in milliseconds. Default
   * 120,000.
   */
  readonly totalTimeoutMs?: number | undefined;
  /**
   * Writes every request and response, signatures masked and handles shortened: `true` to standard
   * error, or a function. Default false.
   */
  readonly dump?: boolean | DumpWriter | undefined;
  /** Called on every request, response, retry, failure and warning. */
  readonly onEvent?: ClientEventListener | undefined;
  /** Version of the REST API. Default 2020-06. */
  readonly apiVersion?: string | undefined;
  /** A prefix for `User-Agent`, before the client's own name, such as `shop-backend/2.1`. */
  readonly userAgent?: string | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Source of the jitter, from 0 up to but not including 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** The options of a client, checked. */
export interface ResolvedOptions {
  readonly fetch: (Fetch & { close?(): Promise<void> }) | undefined;
  readonly agent: object | undefined;
  readonly credential: Credential | undefined;
  readonly platforms: readonly Platform[] | undefined;
  readonly onEvent: ClientEventListener | undefined;
  readonly apiVersion: string | undefined;
  readonly userAgent: string | undefined;
  readonly limits: Limits;
  readonly dump: DumpWriter | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

const defaultLimits: Limits = {
  timeoutMs: 30_000,
  totalTimeoutMs: 120_000,
  retry: { maxRetries: 3, baseDelayMs: 1000, maxDelayMs: 60_000, ambiguousSends: false },
};

const retryRule: OptionRule = {
  accepts: (value) => value === false || isPlainObject(value),
  form: "false or an object such as { maxRetries: 3 }",
};

const retryRules: OptionRules<RetryOptions> = {
  maxRetries: wholeRule(0, Number.POSITIVE_INFINITY),
  baseDelayMs: delayRule,
  maxDelayMs: delayRule,
  ambiguousSends: flagRule,
};

/** The rules for what every call takes, for the tables of the calls that take more. */
export const callRules: OptionRules<CallOptions> = {
  signal: signalRule,
  timeoutMs: timeoutRule,
  totalTimeoutMs: timeoutRule,
  retry: retryRule,
};

/**
 * Every platform, and templates; a test compares it with the list of payloads, which would load
 * that package with the first import of the client.
 */
const knownPlatforms: readonly unknown[] = [
  "apple",
  "fcmv1",
  "gcm",
  "windows",
  "windowsphone",
  "adm",
  "baidu",
  "xiaomi",
  "browser",
  "template",
] satisfies Platform[];

/**
 * Ends a message with a word that is not a platform. Empty for one, and for anything but a string.
 */
export function quoteNonPlatform(word: unknown): string {
  if (typeof word !== "string" || knownPlatforms.includes(word)) return "";
  return `. ${JSON.stringify(word.slice(0, 40))} is not a platform`;
}

/**
 * A list of platforms, each named once: a second request for one would be a second push.
 *
 * @param advice Ends the message about a word of the list; that of the first wrong word is used.
 */
export const platformsRule = (advice: (word: unknown) => string): OptionRule => ({
  accepts: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => knownPlatforms.includes(one)) &&
    new Set(value).size === value.length,
  form: `a list of platforms, each named once. Known platforms: ${knownPlatforms.join(", ")}`,
  advice: (value) => [value].flat().map(advice).find(Boolean) ?? "",
});

const clientRules: OptionRules<ClientOptions> = {
  fetch: functionRule,
  agent: { accepts: isObject, form: "an agent of node:http" },
  credential: { accepts: hasMethod("getToken"), form: "an object with getToken(resourceUri, options)" },
  platforms: platformsRule(quoteNonPlatform),
  retry: retryRule,
  timeoutMs: timeoutRule,
  totalTimeoutMs: timeoutRule,
  dump: {
    accepts: (value) => typeof value === "boolean" || typeof value === "function",
    form: "true, false or a function that takes a string",
  },
  onEvent: functionRule,
  apiVersion: stringRule(/^\d{4}-\d{2}[\w-]*$/, "a version such as 2020-06"),
  userAgent: stringRule(/^[!-~]([ -~]*[!-~])?$/, "a string of printable ASCII characters, without blanks at its ends"),
  now: functionRule,
  random: functionRule,
};

/**
 * Checks the options of a client and fills in the defaults.
 *
 * @throws {ArgumentError} naming the first option that is wrong, and what it must be.
 */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  checkOptions("client", options, clientRules);
  const { fetch, agent, credential, dump = false, onEvent, apiVersion, userAgent } = options;
  const { platforms, now = Date.now, random = Math.random } = options;
  if (agent !== undefined && fetch !== undefined) {
    throw new ArgumentError("client", "agent", "cannot be combined with fetch: it is for the default transport");
  }
  return {
    fetch,
    agent,
    credential,
    platforms: platforms && Object.freeze([...platforms]),
    limits: resolveLimits("client", options, defaultLimits),
    dump: dump ? guard(dump === true ? (text: string) => globalThis.console.error(text) : dump) : undefined,
    onEvent: onEvent && guard(onEvent),
    apiVersion,
    userAgent,
    now,
    random,
  };
}

/**
 * What a call may take in time and attempts.
 *
 * @param call The call as its user writes it, such as `installations.put`.
 * @throws {ArgumentError} naming the option of `retry` that is wrong, and what it must be.
 */
export function resolveLimits(call: string, options: CallOptions | undefined, defaults: Limits): Limits {
  if (options === undefined) return defaults;
  const { timeoutMs = defaults.timeoutMs, totalTimeoutMs = defaults.totalTimeoutMs, retry } = options;
  return { timeoutMs, totalTimeoutMs, retry: resolveRetry(call, retry, defaults.retry) };
}

function resolveRetry(call: string, retry: RetryOptions | false | undefined, defaults: RetryPolicy): RetryPolicy {
  if (retry === undefined) return defaults;
  if (retry === false) return { ...defaults, maxRetries: 0 };
  checkOptions(call, retry, retryRules, "retry.");
  const {
    maxRetries = defaults.maxRetries,
    baseDelayMs = defaults.baseDelayMs,
    maxDelayMs = defaults.maxDelayMs,
    ambiguousSends = defaults.ambiguousSends,
  } = retry;
  return { maxRetries, baseDelayMs, maxDelayMs, ambiguousSends };
}
