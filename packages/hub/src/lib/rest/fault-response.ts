import type { FaultResponse } from "../faults/fault-rules.js";
import { ConnectionReset } from "../http/connection-reset.js";
import { Refusal, type RouteResponse, refusalResponse, type Tracking } from "../http/refusal.js";
import type { RestResponse } from "./rest.js";

/** What a fault says when it gives no sentence of its own. */
const sentences: Readonly<Record<number, string>> = {
  400: "The request is invalid.",
  401: "InvalidSignature: The token has an invalid signature.",
  403: "The operation is forbidden.",
  404: "The resource is not there.",
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

/** The answer that a fault gives in place of the hub's own. */
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

/** Waits in real time, as long as the fault says. Rejects with the reason of the signal when the caller gives up before. */
export async function faultDelay({ delayMs = 0 }: FaultResponse, signal: AbortSignal): Promise<void> {
  if (delayMs === 0) return;
  await new Promise<void>((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** An answer whose connection breaks in the middle of its body; an empty one promises a byte that never comes. */
export function truncated(answer: Pick<RestResponse, "status" | "headers" | "body">): Response {
  const bytes = new TextEncoder().encode(answer.body);
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!sent && bytes.length > 1) controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      else controller.error(new ConnectionReset());
      sent = true;
    },
  });
  // These statuses have no body to cut.
  const status = answer.status === 204 ? 200 : answer.status;
  return new Response(body, {
    status,
    headers: { ...answer.headers, "Content-Length": String(Math.max(bytes.length, 1)) },
  });
}
