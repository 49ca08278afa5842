import { isLoopback } from "@nh/auth";
import { headerNames, type Operation, type Right, type Route } from "@nh/wire";
import { matchRoute } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import type { FaultResponse } from "../faults/fault-rules.js";
import type { AccessDecision } from "../http/access.js";
import { ConnectionReset } from "../http/connection-reset.js";
import { BATCH_LIMIT_BYTES, bodyTooLarge, type Exchange, REQUEST_LIMIT_BYTES, readQuery } from "../http/exchange.js";
import { completeHeaders, Refusal, type RouteResponse, refusalResponse, type Tracking } from "../http/refusal.js";
import type { RequestAddress } from "../http/request-address.js";
import type { RequestHeaders } from "../http/request-headers.js";
import type { RestRequest } from "../http/rest-request.js";
import { isHubName } from "../options.js";
import { handlers } from "../routes/handlers.js";
import { faultDelay, faultResponse, truncated } from "./fault-response.js";

/** The versions that clients of the service have named (the list embedded in the .NET client, and 2020-06). */
const knownVersions = new Set(
  "2012-03 2012-08 2013-04 2013-07 2013-08 2013-10 2014-01 2014-05 2014-08 2014-09 2015-01 2015-04 2015-08 2016-03 2016-07 2017-04 2020-06".split(
    " ",
  ),
);

/** What the log and the fault rules see of a request while it runs. */
interface Progress extends Tracking {
  readonly request: RestRequest;
  readonly headers: RequestHeaders;
  readonly url: RequestAddress;
  readonly notes: string[];
  operation: Operation | undefined;
  body: string | undefined;
}

/** How a request is carried out: `trusted` ones come from the hub itself and need no token. */
export interface RestOptions {
  readonly trusted?: boolean | undefined;
}

/** An answer of the REST API with all its headers, and how a fault breaks the connection that carries it. */
export interface RestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for no body. */
  readonly body: string;
  readonly broken: "reset" | "truncate" | undefined;
}

/** Answers one request to the REST API. It rejects with the caller's own reason to give up, and with nothing else. */
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
    trackingId: context.ids.guid(),
    correlationId: context.ids.guid(),
    atMs: context.clock.now(),
  };
  const answer = await settle(context, progress, options);
  const headers = completeHeaders(answer, progress, url.protocol === "https:" && !isLoopback(url.hostname));
  const { status, body = "", broken } = answer;
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
  });
  if (context.events.observed) {
    context.events.emit({ type: "request", id: String(id), method: request.method, path: url.pathname, status });
  }
  return { status, headers, body, broken };
}

/** The answer as a `Response`. @throws {ConnectionReset} when a fault says so. */
export function toFetchResponse(answer: RestResponse): Response {
  const { status, headers, body, broken } = answer;
  if (broken === "reset") throw new ConnectionReset();
  if (broken === "truncate") return truncated(answer);
  return new Response(body === "" ? null : body, { status, headers });
}

type SettledResponse = RouteResponse & { readonly broken?: "reset" | "truncate" | undefined };

async function settle(context: HubContext, progress: Progress, options: RestOptions): Promise<SettledResponse> {
  try {
    return await route(context, progress, options);
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error, progress);
    // The caller has given up while a fault made it wait: it learns so as from any fetch.
    if (progress.request.signal.aborted && error === progress.request.signal.reason) throw error;
    progress.notes.push(`The hub failed: ${error instanceof Error ? error.message : String(error)}`);
    return refusalResponse(new Refusal(500, "The server encountered an internal error."), progress);
  }
}

async function route(context: HubContext, progress: Progress, options: RestOptions): Promise<SettledResponse> {
  const { request, url } = progress;
  const match = matchRoute(request.method, url.pathname);
  if (match.ok) progress.operation = match.route.operation;
  const hubName = match.ok ? canonicalName(context, match.hubName) : "";
  const fault = context.faults.forRequest(() => ({
    operation: progress.operation,
    hub: match.ok ? hubName : undefined,
    method: request.method,
    path: url.pathname,
    platform: progress.headers.get(headerNames.format) ?? undefined,
    handle: progress.headers.get(headerNames.deviceHandle) ?? undefined,
    tags: progress.headers.get(headerNames.tags) ?? undefined,
    installationId: match.ok && match.route.path.includes("/installations/") ? match.parameter : undefined,
  }));
  if (fault === undefined) return await carryOut();
  if (fault.after !== "processing") {
    await faultDelay(fault, request.signal);
    const before = await strike(progress, fault);
    if (before !== undefined) return before;
  }
  const answer = await carryOut();
  if (fault.after === "processing") await faultDelay(fault, request.signal);
  return afterwards(fault, answer, progress) ?? answer;

  async function carryOut(): Promise<RouteResponse> {
    if (!match.ok) throw unmatched(match.status, match.allow);
    if (options.trusted !== true) {
      const decision = context.access.check(
        progress.headers.get("authorization"),
        url,
        neededRight(progress, match.route),
      );
      // Waiting for what is known already would cost a turn of the event queue.
      demandAccess(decision instanceof Promise ? await decision : decision);
    }
    return await dispatch(context, progress, match.route, hubName, match.parameter ?? "");
  }
}

/** A fault that comes before the request is carried out; undefined when it only delays or truncates. */
async function strike(progress: Progress, fault: FaultResponse): Promise<SettledResponse | undefined> {
  if (fault.status === undefined && fault.reset !== true) return undefined;
  if (fault.after === "body") progress.body = await progress.request.readBody(REQUEST_LIMIT_BYTES);
  progress.notes.push("A fault answered this request; nothing was carried out.");
  return { ...faultResponse(fault, progress), ...(fault.reset === true ? { broken: "reset" } : {}) };
}

/** A fault that comes after the request was carried out. */
function afterwards(fault: FaultResponse, answer: RouteResponse, progress: Progress): SettledResponse | undefined {
  if (fault.truncate === true) {
    progress.notes.push("A fault truncated the answer.");
    return { ...answer, broken: "truncate" };
  }
  if (fault.status === undefined && fault.reset !== true) return undefined;
  progress.notes.push("A fault replaced the answer; the request was carried out.");
  return { ...faultResponse(fault, progress), ...(fault.reset === true ? { broken: "reset" } : {}) };
}

function unmatched(status: 404 | 405, allow: readonly string[]): Refusal {
  if (status === 405)
    return new Refusal(405, "The method is not allowed at this address.", { Allow: allow.join(", ") });
  return new Refusal(404, "No service is hosted at the specified address.");
}

function demandAccess(decision: AccessDecision): void {
  if (decision.ok) return;
  // Recorded: a right that is missing is answered without a body, a token that is wrong with one.
  throw decision.status === 403 ? new Refusal(403, undefined) : new Refusal(401, decision.detail);
}

/** Registrations may be read by handle with Listen: that is how a device finds its own. */
function neededRight(progress: Progress, found: Route): Right {
  const byHandle = found.operation === "listRegistrations" && /[?&](?:\$|%24)filter=/i.test(progress.url.search);
  return byHandle ? "Listen" : found.right;
}

function dispatch(
  context: HubContext,
  progress: Progress,
  found: Route,
  hubName: string,
  parameter: string,
): RouteResponse | Promise<RouteResponse> {
  const query = readQuery(progress.url);
  const apiVersion = query.get("api-version") ?? "";
  if (apiVersion === "") throw new Refusal(400, "The api-version query parameter is required.");
  if (!knownVersions.has(apiVersion))
    progress.notes.push(`The api-version ${JSON.stringify(apiVersion)} is unknown to the service.`);
  if (found.operation !== "listHubs") checkHubExists(context, hubName);
  checkLength(progress, found.operation);
  const exchange: Exchange = {
    headers: progress.headers,
    url: progress.url,
    operation: found.operation,
    hubName,
    parameter,
    query,
    apiVersion,
    notes: progress.notes,
    trackingId: progress.trackingId,
    correlationId: progress.correlationId,
    atMs: progress.atMs,
    async readBody(limitBytes = REQUEST_LIMIT_BYTES) {
      progress.body = await progress.request.readBody(limitBytes);
      return progress.body;
    },
  };
  return handlers[found.operation](context, exchange);
}

/** A body that is too long is refused even where nobody would read it. */
function checkLength({ headers }: Progress, operation: Operation): void {
  const limit = operation === "sendBatch" ? BATCH_LIMIT_BYTES : REQUEST_LIMIT_BYTES;
  if (Number(headers.get("content-length") ?? 0) > limit) throw bodyTooLarge(limit);
}

function checkHubExists(context: HubContext, hubName: string): void {
  const { hubs } = context.options;
  const exists =
    hubs === undefined ? isHubName(hubName) : hubs.some((name) => name.toLowerCase() === hubName.toLowerCase());
  if (!exists) throw new Refusal(404, "No service is hosted at the specified address.");
}

/** A hub keeps the spelling under which it was made; paths are compared without case. */
function canonicalName(context: HubContext, name: string): string {
  const listed = context.options.hubs?.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return context.state.find(name)?.name ?? listed ?? name;
}
