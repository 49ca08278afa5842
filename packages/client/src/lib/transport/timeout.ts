import { Answer, type Exchange, type TimedSend } from "./exchange.js";
import { ExchangeTimeout } from "./failure.js";
import { type Fetch, type FetchInit, isTimedFetch, type TimedFetch, type TimedInit } from "./fetch.js";
import { readText } from "./read-answer.js";

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
    return new Answer(response.status, response.content, response.headers);
  };
}

/** Any other `fetch` gets a signal, and loses the race even if it does not listen to it. */
function clocked(fetch: Fetch): TimedSend {
  return (exchange, headers, timeoutMs) =>
    new Promise<Answer>((resolve, reject) => {
      const { signal } = exchange;
      const controller = new AbortController();
      const end = (reason: unknown): void => {
        finish();
        reject(reason);
        controller.abort(reason);
      };
      const abort = (): void => end(signal?.reason);
      const timer = setTimeout(() => end(new ExchangeTimeout(`No answer within ${timeoutMs} ms.`)), timeoutMs);
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      };
      signal?.addEventListener("abort", abort, { once: true });
      request(fetch, exchange, headers, controller.signal).then(resolve, reject).finally(finish);
    });
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
  return new Answer(response.status, await readText(response, exchange.maxBytes), response.headers);
}
