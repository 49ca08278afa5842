import { isArgumentError } from "../argument-error.js";
import { refuseUnknown, type Wording } from "../check-options.js";
import type { HubContext } from "../context.js";
import { isConnectionReset } from "../http/connection-reset.js";
import { Refusal } from "../http/refusal.js";
import type { Hub } from "../hub.js";
import { isDiskFull } from "../store/store-health.js";
import { ControlError } from "./control-request.js";
import { json } from "./control-response.js";
import { controlRoutes } from "./control-routes.js";
import { refusalOfForeignPage } from "./guard.js";

const queryWording: Wording = {
  argument: "query",
  whole: "This address",
  part: "query parameter",
  parts: "query parameters",
};

/** How a request to the control API is handled. */
export interface ControlOptions {
  /** Whether the guard of a port has already admitted it. */
  readonly admitted?: boolean | undefined;
}

/** Handles one request to the control API under `/_nh/`. */
export async function handleControl(
  context: HubContext,
  hub: Hub,
  request: Request,
  { admitted = false }: ControlOptions = {},
): Promise<Response> {
  const url = new URL(request.url);
  const refusal = admitted ? undefined : refusalOfForeignPage(request, url);
  const complete = refusal === undefined ? await settle(context, hub, request, url) : json(403, { error: refusal });
  const response = request.method === "HEAD" ? withoutBody(complete) : complete;
  response.headers.set("Date", new Date(context.clock.now()).toUTCString());
  return response;
}

/**
 * The response to HEAD, with which some tools wait until a server is ready. Canceling the body ends
 * an event stream.
 */
function withoutBody(response: Response): Response {
  response.body?.cancel().catch(() => {});
  return new Response(null, { status: response.status, headers: response.headers });
}

async function settle(context: HubContext, hub: Hub, request: Request, url: URL): Promise<Response> {
  const path = url.pathname.replace(/\/$/, "");
  const candidates = controlRoutes.flatMap((route) => {
    const id = matchPath(route.path, path);
    return id === undefined ? [] : [{ route, id }];
  });
  if (candidates.length === 0)
    return json(404, { error: "The control API has no such address. /_nh/openapi.json lists its addresses." });
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = candidates.find(({ route }) => route.method === method);
  if (found === undefined) {
    const allowed = candidates.map(({ route }) => route.method).join(", ");
    const response = json(405, { error: `${request.method} is not allowed here. Allowed: ${allowed}.` });
    response.headers.set("Allow", allowed);
    return response;
  }
  try {
    const known = (found.route.parameters ?? []).map(({ name }) => name);
    refuseUnknown(url.searchParams.keys(), known, queryWording);
    return await found.route.handle({ context, hub, request, url, id: found.id });
  } catch (error) {
    if (error instanceof ControlError || error instanceof Refusal) return json(error.status, { error: error.message });
    // A replayed request may meet a fault that breaks the connection.
    if (isConnectionReset(error)) throw error;
    // A wrong argument that the hub's own functions refuse came from the request.
    if (isArgumentError(error)) return json(400, { error: error.message });
    if (context.closing.isClosed) return json(503, { error: "The hub was closed." });
    // A full disk, for example. Whoever works on this machine should see the reason.
    const isUnstored = context.storeHealth.caused(error) || isDiskFull(error);
    return json(isUnstored ? 503 : 500, {
      error: `The hub failed: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}

/**
 * The decoded `{id}` of a path that fits a template. Empty for a template without one, undefined
 * for a path that does not fit.
 */
function matchPath(template: string, path: string): string | undefined {
  const open = template.indexOf("{");
  if (open < 0) return template === path ? "" : undefined;
  const rest = template.slice(template.indexOf("}") + 1);
  if (!path.startsWith(template.slice(0, open)) || !path.endsWith(rest)) return undefined;
  const encoded = path.slice(open, path.length - rest.length);
  // Only names of blobs may contain slashes.
  if (encoded === "" || (encoded.includes("/") && !template.includes("{path}"))) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
