import type { ControlRoute } from "./control-route.js";
import { schemas } from "./schemas.js";

/** Describes the control API in OpenAPI 3.1, from the same table that serves it. */
export function openApiDocument(routes: readonly ControlRoute[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = paths[route.path] ?? {};
    paths[route.path] = path;
    path[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Control API of a local notification hub",
      version: "1",
      description:
        "Inspects and scripts a local hub. It needs no token. It accepts only requests to localhost or to an IP address, and refuses pages of other origins.",
    },
    paths,
    components: { schemas },
  };
}

function operation(route: ControlRoute): object {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = (route.parameters ?? []).map(({ name, description, type }) => ({
    name,
    in: "query",
    description,
    schema: { type },
  }));
  const parameters = [...inPath, ...inQuery];
  return {
    summary: route.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: reference(route.body) } } } }),
    // Every route refuses a query parameter that it does not know.
    responses: Object.fromEntries(
      Object.entries({ 400: "Error", ...route.responses }).map(([status, body]) => [status, response(body)]),
    ),
  };
}

function response(body: string | null): object {
  if (body === null) return { description: "Done." };
  if (body.includes("/")) return { description: "A body of this media type.", content: { [body]: {} } };
  return { description: body, content: { "application/json": { schema: reference(body) } } };
}

function reference(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}
