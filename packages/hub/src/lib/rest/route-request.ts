import { headerNames, type Right, type Route } from "@nh/wire";
import { matchRoute } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import type { FaultResponse } from "../faults/fault-rule.js";
import { REQUEST_LIMIT_BYTES, readQuery } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { carryOut } from "./carry-out.js";
import { demandAccess, managesHubs } from "./demand-access.js";
import { faultDelay, faultResponse } from "./fault-response.js";
import type { Progress } from "./progress.js";

/** How a request is handled. A `trusted` one comes from the hub itself and needs no token. */
export interface RestOptions {
  readonly trusted?: boolean | undefined;
}

/** The response of a route or of a fault. A fault may break the connection. */
export type BreakableResponse = RouteResponse & { readonly broken?: "reset" | "truncate" | undefined };

/**
 * Finds the operation of a request, applies the fault that acts on it, checks access and carries
 * the operation out.
 *
 * @throws {Refusal} when the address, the token or the request is wrong.
 */
export async function routeRequest(
  context: HubContext,
  progress: Progress,
  options: RestOptions,
): Promise<BreakableResponse> {
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
  if (fault === undefined) return await run();
  if (fault.after !== "processing") {
    await faultDelay(fault, request.signal, context.closing);
    const instead = await respondInstead(progress, fault);
    if (instead !== undefined) return instead;
  }
  const response = await run();
  if (fault.after === "processing") await faultDelay(fault, request.signal, context.closing);
  return replaced(fault, response, progress) ?? response;

  async function run(): Promise<RouteResponse> {
    if (!match.ok) throw unmatched(match.status, match.allow);
    const query = readQuery(url);
    if (options.trusted !== true) {
      const { operation } = match.route;
      const verdict = context.access.check(
        progress.headers.get("authorization"),
        url,
        requiredRight(match.route, query),
        managesHubs(operation) ? [] : context.state.policiesOf(hubName),
      );
      // Awaiting what is already known would cost a turn of the event queue.
      const known = verdict instanceof Promise ? await verdict : verdict;
      progress.access = known;
      // The service says the same of a wrong name and a wrong key. The log of a local hub may tell.
      if (known === "unknown-key") progress.notes.push("No policy has the key name (skn) of the token.");
      if (known === "signature") progress.notes.push("The key name (skn) of the token is that of a policy.");
      demandAccess(known, operation);
    }
    return await carryOut(context, progress, match.route, { hubName, parameter: match.parameter ?? "", query });
  }
}

/**
 * A hub keeps the spelling under which it was created. Paths are compared without regard to case.
 */
function canonicalName(context: HubContext, name: string): string {
  return context.state.find(name)?.name ?? name;
}

/**
 * The response of a fault that acts before the request is carried out. Undefined for one that only
 * delays or truncates.
 */
async function respondInstead(progress: Progress, fault: FaultResponse): Promise<BreakableResponse | undefined> {
  if (fault.status === undefined && fault.reset !== true) return undefined;
  if (fault.after === "body") progress.body = await progress.request.readBody(REQUEST_LIMIT_BYTES);
  noteFault(progress, "A fault responded instead. The request was not carried out.");
  return { ...faultResponse(fault, progress), ...(fault.reset === true ? { broken: "reset" } : {}) };
}

function noteFault(progress: Progress, note: string): void {
  progress.notes.push(note);
  progress.faulted = true;
}

/** The response of a fault that acts after the request was carried out. */
function replaced(fault: FaultResponse, response: RouteResponse, progress: Progress): BreakableResponse | undefined {
  if (fault.truncate === true) {
    noteFault(progress, "A fault truncated the response.");
    return { ...response, broken: "truncate" };
  }
  if (fault.status === undefined && fault.reset !== true) return undefined;
  noteFault(progress, "A fault replaced the response. The request was carried out.");
  return { ...faultResponse(fault, progress), ...(fault.reset === true ? { broken: "reset" } : {}) };
}

function unmatched(status: 404 | 405, allow: readonly string[]): Refusal {
  if (status === 405)
    return new Refusal(405, "The method is not allowed at this address.", { Allow: allow.join(", ") });
  return new Refusal(404, "No service is hosted at the specified address.");
}

/**
 * Listen is enough to read registrations by handle: that is how a device finds its own. The query
 * decides that is also what the handler reads: two readings of one address would let a request pass
 * the check as one thing and run as another.
 */
function requiredRight(route: Route, query: ReadonlyMap<string, string>): Right {
  const byHandle = route.operation === "listRegistrations" && query.has("$filter");
  return byHandle ? "Listen" : route.right;
}
