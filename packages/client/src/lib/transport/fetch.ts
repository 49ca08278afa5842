/** What the client passes to a `fetch`. Every standard `fetch` takes it. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** Redirects are never followed: a response must not decide where a token goes. */
  redirect: "manual";
  signal?: AbortSignal;
}

/** What the client needs of a response. Every standard `Response` has it. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/**
 * Any function of the shape of the standard `fetch`: the one seam between the client and the
 * network.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/**
 * A `fetch` that holds sockets. `NotificationHubClient.close` calls `close`; a later request may
 * open new ones.
 */
export interface ClosableFetch extends Fetch {
  close(): Promise<void>;
}

/**
 * A transport of this package. It keeps the time limit with a plain timer and bounds the response
 * by itself, which spares an AbortSignal and a stream per request, and resolves only once the whole
 * body has been read.
 */
export interface TimedInit extends FetchInit {
  /** Milliseconds for the whole exchange, body included. */
  timeoutMs: number;
  /** Longest body accepted, in bytes. */
  maxBytes: number;
}

/** Marks a `fetch` that understands `TimedInit`. */
export const keepsTime: unique symbol = Symbol.for("@nh/client/keeps-time");

/** The response of a transport of this package, complete. */
export interface TimedResponse extends FetchResponse {
  /** The whole body. */
  readonly content: string;
}

/** A `fetch` of this package. */
export interface TimedFetch extends ClosableFetch {
  (url: string, init: FetchInit | TimedInit): Promise<TimedResponse>;
  readonly [keepsTime]: true;
}

/** Tells whether a `fetch` keeps the time limit and reads the body by itself. */
export function isTimedFetch(fetch: Fetch): fetch is TimedFetch {
  return keepsTime in fetch;
}

/** Options of the transport that is used when the caller gives no `fetch`. */
export interface DefaultFetchOptions {
  /** A `node:http` or `node:https` agent of the caller's; the caller closes it. Node only. */
  readonly agent?: object | undefined;
}
