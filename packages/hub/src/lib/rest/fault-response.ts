import type { Closing } from "../closing.js";
import type { FaultResponse } from "../faults/fault-rule.js";
import { closedRefusal, Refusal, refusalResponse } from "../http/refusal.js";
import type { RouteResponse, Tracking } from "../http/rest-response.js";

/** What a fault says when it has no sentence of its own. */
const sentences: Readonly<Record<number, string>> = {
  400: "The request is invalid.",
  401: "InvalidSignature: The token has an invalid signature.",
  403: "The operation is forbidden.",
  404: "The resource does not exist.",
  408: "The request timed out.",
  409: "SubCode=40900. Conflict.",
  410: "The resource is gone.",
  412: "The ETag does not match.",
  413: "The request exceeds the limit.",
  429: "The request was throttled.",
  500: "The server encountered an internal error.",
  502: "The gateway received an invalid response.",
  503: "The server is busy. Please try again.",
  504: "The operation did not complete in time.",
};

/** The response that a fault puts in the place of the hub's own. */
export function faultResponse(fault: FaultResponse, tracking: Tracking): RouteResponse {
  const status = fault.status ?? 500;
  const headers = {
    ...fault.headers,
    ...(fault.retryAfterSeconds === undefined ? {} : { "Retry-After": String(fault.retryAfterSeconds) }),
  };
  if (status < 400) return { status, headers };
  const detail = fault.detail ?? sentences[status] ?? "The request failed.";
  return refusalResponse(new Refusal(status, detail === "" ? undefined : detail, headers), tracking);
}

/**
 * Waits in real time for as long as the fault says.
 *
 * @throws {Refusal} 503 when the hub closes meanwhile.
 * @throws The reason of the signal when the caller aborts.
 */
export async function faultDelay({ delayMs = 0 }: FaultResponse, signal: AbortSignal, closing: Closing): Promise<void> {
  if (delayMs === 0) return;
  await new Promise<void>((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      stopListening();
      finish();
    };
    const onAbort = (): void => settle(() => reject(signal.reason));
    const timer = setTimeout(() => settle(resolve), delayMs);
    const stopListening = closing.onClose(() => settle(() => reject(closedRefusal())));
    signal.addEventListener("abort", onAbort);
  });
}
