import type { HubConnection } from "./context.js";
import type { HubResponse } from "./transport/hub-response.js";

/** A response of the service, without its body. */
export interface CallResponse {
  /** The HTTP status, such as 201. */
  readonly status: number;
  /** `get` takes the name of a header in any case, and returns null when there is none. */
  readonly headers: { get(name: string): string | null };
  /** Identifies the response to Azure's support. */
  readonly trackingId: string | undefined;
  /** A second identifier of the response. */
  readonly correlationId: string | undefined;
  /** How many requests it took. */
  readonly attempts: number;
}

/** What a call returns, with the response that it came in. */
export interface WithResponse<Data, Response> {
  /** The value that awaiting the call itself returns. */
  readonly data: Data;
  /** The response; undefined where nothing was to be done and no request was made. */
  readonly response: Response;
}

/**
 * What every call of one request returns: a promise that also gives the response.
 *
 * @example
 * const { data, response } = await client.installations.get("anns-phone").withResponse();
 * console.log(data.tags, response.status, response.trackingId, response.headers.get("Date"));
 */
export interface HubPromise<Data, Response = CallResponse> extends Promise<Data> {
  /**
   * The value together with the status, headers and identifiers of the response; of the last one,
   * where a call took several requests. It rejects as the call does. Nothing is sent again.
   */
  withResponse(): Promise<WithResponse<Data, Response>>;
}

/**
 * Runs a call and keeps its last response. The promise of the call itself is returned, so that the
 * stack of an error leads through it to the caller.
 *
 * @param run Gets what `connectionOf` takes to report the responses.
 */
export function hubPromise<Data, Response = CallResponse>(
  run: (onResponse: NonNullable<HubConnection["onResponse"]>) => Promise<Data>,
): HubPromise<Data, Response> {
  let last: CallResponse | undefined;
  const promise = run((response) => {
    last = shown(response);
  });
  // A call without a request says so in its own type.
  return Object.assign(promise, { withResponse: async () => ({ data: await promise, response: last as Response }) });
}

/** A response as callers see it. */
export function shown({ status, headers, trackingId, correlationId, attempts }: HubResponse): CallResponse {
  return { status, headers, trackingId, correlationId, attempts };
}
