import { Deadline } from "./deadline.js";
import { type Fetch, isTimedFetch } from "./fetch.js";
import { millisecondsLeft } from "./hub-request.js";
import type { Send } from "./hub-response.js";

/**
 * The layer that ends an attempt, body included, when its time is over or the caller aborts. A
 * transport of this package watches both by itself, which spares an AbortSignal per request.
 */
export function withTimeout(send: Send, fetch: Fetch): Send {
  if (isTimedFetch(fetch)) return send;
  return async (request, attempt) => {
    const deadline = new Deadline(millisecondsLeft(attempt), request.signal, "No response");
    attempt.signal = deadline.signal;
    return deadline.race(send(request, attempt));
  };
}
