import { type Fetch, type FetchInit, isTimedFetch, type TimedFetch, type TimedInit } from "./fetch.js";
import { millisecondsLeft } from "./hub-request.js";
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
    const { method, url, maxBytes } = request;
    const timeoutMs = millisecondsLeft(attempt);
    const init: TimedInit = { method, headers: attempt.headers, redirect: "manual", timeoutMs, maxBytes };
    const response = await fetch(url, withOptional(init, request.body, request.signal));
    return new HubResponse(response, response.content);
  };
}

function overAnyFetch(fetch: Fetch): Send {
  return async ({ method, url, body, maxBytes }, { headers, signal }) => {
    const response = await fetch(url, withOptional({ method, headers, redirect: "manual" }, body, signal));
    return new HubResponse(response, await readBody(response, maxBytes));
  };
}

/** Sets what a request may have. A `fetch` may take one that is undefined for a wrong value. */
function withOptional<Init extends FetchInit>(
  init: Init,
  body: string | undefined,
  signal: AbortSignal | undefined,
): Init {
  if (body !== undefined) init.body = body;
  if (signal !== undefined) init.signal = signal;
  return init;
}
