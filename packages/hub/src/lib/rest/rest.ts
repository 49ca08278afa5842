import { isLoopback } from "@nh/auth";
import type { HubContext } from "../context.js";
import { maskFor } from "../http/authorization-mask.js";
import { Refusal, refusalResponse } from "../http/refusal.js";
import type { RequestAddress } from "../http/request-address.js";
import type { RestRequest } from "../http/rest-request.js";
import { completeHeaders, type RestResponse } from "../http/rest-response.js";
import { isDiskFull } from "../store/store-health.js";
import type { Progress } from "./progress.js";
import { type BreakableResponse, type RestOptions, routeRequest } from "./route-request.js";

/**
 * Handles one request to the REST API, logs it and announces it. It rejects only with the caller's
 * own reason for aborting.
 */
export async function handleRest(
  context: HubContext,
  request: RestRequest,
  url: RequestAddress,
  options: RestOptions = {},
): Promise<RestResponse> {
  const startedAt = performance.now();
  const progress: Progress = {
    request,
    headers: request.headers,
    url,
    notes: [],
    operation: undefined,
    body: undefined,
    send: undefined,
    access: undefined,
    faulted: false,
    trackingId: context.ids.guid(),
    correlationId: context.ids.guid(),
    atMs: context.clock.now(),
  };
  const response = await settle(context, progress, options);
  const headers = completeHeaders(response, progress, url.protocol === "https:" && !isLoopback(url.hostname));
  const { status, body = "", broken } = response;
  const id = context.requests.add({
    atMs: progress.atMs,
    method: request.method,
    url: request.url,
    operation: progress.operation,
    requestHeaders: progress.headers,
    requestBody: progress.body ?? "",
    status: broken === "reset" ? 0 : status,
    responseHeaders: headers,
    responseBody: body,
    durationMs: performance.now() - startedAt,
    notes: progress.notes,
    send: progress.send,
    access: progress.access,
    faulted: progress.faulted,
  });
  if (context.events.observed) {
    const mask = maskFor(progress.headers.get("authorization"), (text) => context.access.mask(text));
    const path = mask(url.pathname);
    context.events.emit({ type: "request", id: String(id), method: request.method, path, status });
  }
  return { status, headers, body, broken };
}

async function settle(context: HubContext, progress: Progress, options: RestOptions): Promise<BreakableResponse> {
  try {
    return await routeRequest(context, progress, options);
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error, progress);
    // The caller aborted while a fault made it wait. It gets its own reason, as from any fetch.
    if (progress.request.signal.aborted && error === progress.request.signal.reason) throw error;
    progress.notes.push(`The hub failed: ${error instanceof Error ? error.message : String(error)}`);
    return refusalResponse(context.storeHealth.caused(error) ? unstored(error) : internalError(), progress);
  }
}

function internalError(): Refusal {
  return new Refusal(500, "The server encountered an internal error.");
}

/**
 * Nothing was written, and nothing has changed. With 503 a client knows that it may retry. The
 * request log has the whole reason.
 */
function unstored(error: unknown): Refusal {
  const reason = isDiskFull(error) ? "The disk of the hub is full." : "The hub cannot write to its store.";
  return new Refusal(503, `${reason} Nothing was changed`);
}
