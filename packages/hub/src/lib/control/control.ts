import { refuseUnknown } from "../check-options.js";
import type { HubContext } from "../context.js";
import type { Hub } from "../create-hub.js";
import { isConnectionReset } from "../http/connection-reset.js";
import { Refusal } from "../http/refusal.js";
import { ControlError, json } from "./control-request.js";
import { controlRoutes } from "./control-routes.js";
import { refusalOfForeignPage } from "./guard.js";

/** Answers one request to the control API under `/_nh/`. */
export async function handleControl(context: HubContext, hub: Hub, request: Request, url: URL): Promise<Response> {
  const answer = await settle(context, hub, request, url);
  const response = request.method === "HEAD" ? withoutBody(answer) : answer;
  response.headers.set("Date", new Date(context.clock.now()).toUTCString());
  return response;
}

/** The answer to HEAD, with which some tools wait for a server to be ready. Ending the body ends an event stream. */
function withoutBody(answer: Response): Response {
  answer.body?.cancel().catch(() => {});
  return new Response(null, { status: answer.status, headers: answer.headers });
}

async function settle(context: HubContext, hub: Hub, request: Request, url: URL): Promise<Response> {
  const refusal = refusalOfForeignPage(request, url);
  if (refusal !== undefined) return json(403, { error: refusal });
  const path = url.pathname.replace(/\/$/, "");
  const candidates = controlRoutes.flatMap((route) => {
    const id = matchPath(route.path, path);
    return id === undefined ? [] : [{ route, id }];
  });
  if (candidates.length === 0)
    return json(404, { error: "There is no such address in the control API; see /_nh/openapi.json." });
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = candidates.find(({ route }) => route.method === method);
  if (found === undefined) {
    const response = json(405, { error: `${request.method} is not allowed here.` });
    response.headers.set("Allow", candidates.map(({ route }) => route.method).join(", "));
    return response;
  }
  try {
    refuseUnknown(
      url.searchParams.keys(),
      (found.route.parameters ?? []).map(({ name }) => name),
    );
    return await found.route.handle({ context, hub, request, url, id: found.id });
  } catch (error) {
    if (error instanceof ControlError || error instanceof Refusal) return json(error.status, { error: error.message });
    // A replayed request may meet a fault that breaks the connection.
    if (isConnectionReset(error)) throw error;
    // What the hub's own functions refuse as a wrong argument came from the request.
    if (error instanceof TypeError || error instanceof RangeError) return json(400, { error: error.message });
    return json(500, { error: "The control API failed." });
  }
}

/** The decoded `{id}` of a path that has the form of a template, empty for one without; undefined when it has another form. */
function matchPath(template: string, path: string): string | undefined {
  const open = template.indexOf("{");
  if (open < 0) return template === path ? "" : undefined;
  const rest = template.slice(template.indexOf("}") + 1);
  if (!path.startsWith(template.slice(0, open)) || !path.endsWith(rest)) return undefined;
  const encoded = path.slice(open, path.length - rest.length);
  // Only blob names go on over slashes.
  if (encoded === "" || (encoded.includes("/") && !template.includes("{path}"))) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
