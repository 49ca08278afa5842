import { type Fetch, type FetchInit, isTimedFetch, type TimedFetch, type TimedInit } from "./fetch.js";
import { type Attempt, type HubRequest, millisecondsLeft } from "./hub-request.js";
import { HubResponse, type Send } from "./hub-response.js";
import { readBody } from "./read-body.js";

/** The innermost layer: calls `fetch` and reads the body of its response. */
export function exchangeOver(fetch: Fetch): Send {
  return isTimedFetch(fetch) ? overTimedFetch(fetch) : overAnyFetch(fetch);
}

/**
 * A transport of this package has read the body when it responds, and no more of it than it may.
 */
function overTimedFetch(fetch: TimedFetch): Send {
  return async (request, attempt) => {
    const init: TimedInit = Object.assign(initOf(request, attempt, request.signal), {
      timeoutMs: millisecondsLeft(attempt),
      maxBytes: request.maxBytes,
    });
    const response = await fetch(request.url, init);
    return new HubResponse(response, response.content);
  };
}

function overAnyFetch(fetch: Fetch): Send {
  return async (request, attempt) => {
    const response = await fetch(request.url, initOf(request, attempt, attempt.signal));
    return new HubResponse(response, await readBody(response, request.maxBytes));
  };
}

function initOf({ method, body }: HubRequest, { headers }: Attempt, signal: AbortSignal | undefined): FetchInit {
  const init: FetchInit = { method, headers, redirect: "manual" };
  if (body !== undefined) init.body = body;
  if (signal !== undefined) init.signal = signal;
  return init;
}
