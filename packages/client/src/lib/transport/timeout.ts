import type { Answer, Exchange, TimedSend } from "./exchange.js";
import {
  type Fetch,
  type FetchInit,
  type FetchResponse,
  isTimedFetch,
  type TimedFetch,
  type TimedInit,
} from "./fetch.js";
import { readText } from "./read-body.js";
import { withinTime } from "./within-time.js";

/** The layer that ends an exchange, body included, when its time is over or the caller aborts. */
export function withTimeout(fetch: Fetch): TimedSend {
  return isTimedFetch(fetch) ? timedBy(fetch) : clocked(fetch);
}

/** A transport of this package watches the clock and the caller's signal itself. */
function timedBy(fetch: TimedFetch): TimedSend {
  return async (exchange, headers, timeoutMs) => {
    const { method, body, signal, maxBytes } = exchange;
    const init: TimedInit = { method, headers, redirect: "manual", timeoutMs, maxBytes };
    if (body !== undefined) init.body = body;
    if (signal !== undefined) init.signal = signal;
    const response = await fetch(exchange.url, init);
    return answerOf(response, response.content);
  };
}

/** Any other `fetch` is watched from outside. */
function clocked(fetch: Fetch): TimedSend {
  return (exchange, headers, timeoutMs) => {
    const task = (signal: AbortSignal) => request(fetch, exchange, headers, signal);
    return withinTime(task, timeoutMs, exchange.signal, "No answer");
  };
}

async function request(
  fetch: Fetch,
  exchange: Exchange,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  const init: FetchInit = { method: exchange.method, headers, redirect: "manual", signal };
  if (exchange.body !== undefined) init.body = exchange.body;
  const response = await fetch(exchange.url, init);
  return answerOf(response, await readText(response, exchange.maxBytes));
}

function answerOf({ status, headers }: FetchResponse, text: string): Answer {
  return { status, text, header: (name) => headers.get(name) ?? undefined };
}
