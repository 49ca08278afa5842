import { type Route, routes } from "./routes.js";

/**
 * What `matchRoute` found. `allow` lists the methods of a known path, for the `Allow` header of a
 * 405.
 */
export type RouteMatch =
  | { readonly ok: true; readonly route: Route; readonly hubName: string; readonly parameter?: string }
  | { readonly ok: false; readonly status: 404 | 405; readonly allow: readonly string[] };

const notFound: RouteMatch = { ok: false, status: 404, allow: [] };

let routesByShape: Map<string, readonly Route[]> | undefined;

/**
 * Finds the operation of a request from its method and the path of its URL, still percent-encoded.
 * The words of the path are compared without case, and a trailing slash is allowed, since the
 * official clients differ in both.
 */
export function matchRoute(method: string, pathname: string): RouteMatch {
  routesByShape ??= indexRoutes();
  const segments = pathname.split("/");
  segments.shift();
  if (segments.at(-1) === "") segments.pop();
  if (segments.length > 4) return notFound;
  const found = findShape(segments, routesByShape);
  if (found === undefined) return notFound;
  const route = found.routes.find((candidate) => candidate.method === method.toUpperCase());
  if (route === undefined) return { ok: false, status: 405, allow: found.routes.map((candidate) => candidate.method) };
  const hubName = route.path.startsWith("/{hub}") ? decodeSegment(segments[0]) : "";
  if (hubName === undefined) return notFound;
  if (found.parameter === undefined) return { ok: true, route, hubName };
  const parameter = decodeSegment(found.parameter);
  return parameter === undefined ? notFound : { ok: true, route, hubName, parameter };
}

/**
 * The shape of a path is its number of segments and its fixed words: `2/jobs`, `3/messages/$batch`,
 * `3/messages/{}`.
 */
function findShape(
  segments: readonly string[],
  index: ReadonlyMap<string, readonly Route[]>,
): { routes: readonly Route[]; parameter?: string } | undefined {
  const word = segments[1]?.toLowerCase();
  const third = segments[2];
  switch (segments.length) {
    case 0:
      return lookUp(index, "0");
    case 1:
      return lookUp(index, "1");
    case 2:
      if (word === "notificationhubs" && segments[0]?.toLowerCase() !== "$resources") return undefined;
      return lookUp(index, `2/${word}`);
    case 3:
      return lookUp(index, `3/${word}/${third?.toLowerCase()}`) ?? lookUp(index, `3/${word}/{}`, third);
    default:
      return lookUp(index, `4/${word}/{}/${segments[3]?.toLowerCase()}`, third);
  }
}

function lookUp(
  index: ReadonlyMap<string, readonly Route[]>,
  shape: string,
  parameter?: string,
): { routes: readonly Route[]; parameter?: string } | undefined {
  const found = index.get(shape);
  if (found === undefined) return undefined;
  return parameter === undefined ? { routes: found } : { routes: found, parameter };
}

function indexRoutes(): Map<string, readonly Route[]> {
  const index = new Map<string, Route[]>();
  for (const route of routes) {
    const segments = route.path.split("/").filter((segment) => segment !== "");
    const words = segments.slice(1).map((segment) => (segment.startsWith("{") ? "{}" : segment.toLowerCase()));
    const shape = [segments.length, ...words].join("/");
    const known = index.get(shape);
    if (known === undefined) index.set(shape, [route]);
    else known.push(route);
  }
  return index;
}

function decodeSegment(segment: string | undefined): string | undefined {
  if (segment === undefined || segment === "") return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
