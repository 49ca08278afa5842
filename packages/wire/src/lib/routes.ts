/** The operations of the service's REST API. */
export type Operation =
  | "send"
  | "sendBatch"
  | "schedule"
  | "cancelScheduled"
  | "getNotificationDetails"
  | "getFeedbackContainer"
  | "createRegistrationId"
  | "createRegistration"
  | "putRegistration"
  | "getRegistration"
  | "deleteRegistration"
  | "listRegistrations"
  | "listRegistrationsByTag"
  | "putInstallation"
  | "getInstallation"
  | "patchInstallation"
  | "deleteInstallation"
  | "submitJob"
  | "getJob"
  | "listJobs"
  | "putHub"
  | "getHub"
  | "deleteHub"
  | "listHubs";

/** A right that a shared access policy grants. */
export type Right = "Listen" | "Send" | "Manage";

/** One operation's method, path and right. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  /** A template: `{hub}` stands for the hub's name, any other name in braces for the operation's parameter. */
  readonly path: string;
  /** The least right that allows it. Reading registrations by handle (`$filter`) needs Listen only. */
  readonly right: Right;
}

/**
 * Every operation once, spelled as the REST reference spells it.
 * The reference is silent on the rights of telemetry, feedback, jobs, cancelling and listing: those here are the cautious ones,
 * with reading the outcome of a notification left to whoever may send it.
 */
export const routes: readonly Route[] = [
  { operation: "send", method: "POST", path: "/{hub}/messages/", right: "Send" },
  { operation: "sendBatch", method: "POST", path: "/{hub}/messages/$batch", right: "Send" },
  { operation: "schedule", method: "POST", path: "/{hub}/schedulednotifications/", right: "Send" },
  { operation: "cancelScheduled", method: "DELETE", path: "/{hub}/schedulednotifications/{id}", right: "Send" },
  { operation: "getNotificationDetails", method: "GET", path: "/{hub}/messages/{id}", right: "Send" },
  { operation: "getFeedbackContainer", method: "GET", path: "/{hub}/feedbackcontainer", right: "Manage" },
  { operation: "createRegistrationId", method: "POST", path: "/{hub}/registrationIDs/", right: "Listen" },
  { operation: "createRegistration", method: "POST", path: "/{hub}/registrations/", right: "Listen" },
  { operation: "putRegistration", method: "PUT", path: "/{hub}/registrations/{id}", right: "Listen" },
  { operation: "getRegistration", method: "GET", path: "/{hub}/registrations/{id}", right: "Listen" },
  { operation: "deleteRegistration", method: "DELETE", path: "/{hub}/registrations/{id}", right: "Listen" },
  { operation: "listRegistrations", method: "GET", path: "/{hub}/registrations", right: "Manage" },
  { operation: "listRegistrationsByTag", method: "GET", path: "/{hub}/tags/{tag}/registrations", right: "Manage" },
  { operation: "putInstallation", method: "PUT", path: "/{hub}/installations/{id}", right: "Listen" },
  { operation: "getInstallation", method: "GET", path: "/{hub}/installations/{id}", right: "Listen" },
  { operation: "patchInstallation", method: "PATCH", path: "/{hub}/installations/{id}", right: "Listen" },
  { operation: "deleteInstallation", method: "DELETE", path: "/{hub}/installations/{id}", right: "Listen" },
  { operation: "submitJob", method: "POST", path: "/{hub}/jobs", right: "Manage" },
  { operation: "getJob", method: "GET", path: "/{hub}/jobs/{id}", right: "Manage" },
  { operation: "listJobs", method: "GET", path: "/{hub}/jobs", right: "Manage" },
  { operation: "putHub", method: "PUT", path: "/{hub}", right: "Manage" },
  { operation: "getHub", method: "GET", path: "/{hub}", right: "Manage" },
  { operation: "deleteHub", method: "DELETE", path: "/{hub}", right: "Manage" },
  { operation: "listHubs", method: "GET", path: "/$Resources/NotificationHubs", right: "Manage" },
];

let routeByOperation: Map<Operation, Route> | undefined;

/** Finds the route of an operation. */
export function routeOf(operation: Operation): Route {
  routeByOperation ??= new Map(routes.map((route) => [route.operation, route]));
  const route = routeByOperation.get(operation);
  if (route === undefined) throw new TypeError(`Unknown operation ${JSON.stringify(operation)}.`);
  return route;
}

/**
 * Builds the path of a request. Hub name and parameter are percent-encoded, so that any id is accepted.
 *
 * @throws TypeError when either is missing, `.` or `..` (which URL parsers take for steps in the path), or not well-formed Unicode.
 */
export function buildPath(operation: Operation, hubName: string, parameter?: string): string {
  const { path } = routeOf(operation);
  const open = path.indexOf("{", 2);
  const withHub = path.startsWith("/{hub}") ? `/${encodeSegment(hubName, "hub name")}` : undefined;
  if (withHub === undefined) return path;
  if (open < 0) return withHub + path.slice("/{hub}".length);
  const close = path.indexOf("}", open);
  const what = path.slice(open + 1, close);
  return withHub + path.slice("/{hub}".length, open) + encodeSegment(parameter, what) + path.slice(close + 1);
}

function encodeSegment(value: string | undefined, what: string): string {
  if (typeof value !== "string" || value === "") throw new TypeError(`The ${what} must be a string that is not empty.`);
  if (value === "." || value === "..") {
    throw new TypeError(`The ${what} cannot be ${JSON.stringify(value)}: URLs take it for a step in the path.`);
  }
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new TypeError(`The ${what} contains half of a surrogate pair and cannot be written in a URL.`, { cause });
  }
}

/** What `matchRoute` found. `allow` lists the methods of a known path, for the `Allow` header of a 405. */
export type RouteMatch =
  | { readonly ok: true; readonly route: Route; readonly hubName: string; readonly parameter?: string }
  | { readonly ok: false; readonly status: 404 | 405; readonly allow: readonly string[] };

const notFound: RouteMatch = { ok: false, status: 404, allow: [] };

let routesByShape: Map<string, readonly Route[]> | undefined;

/**
 * Finds the operation of a request from its method and the still percent-encoded path of its URL.
 * Path words are compared without case and a trailing slash is tolerated, since the official clients differ in both.
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
  const hubName = route.operation === "listHubs" ? "" : decodeSegment(segments[0]);
  if (hubName === undefined) return notFound;
  if (found.parameter === undefined) return { ok: true, route, hubName };
  const parameter = decodeSegment(found.parameter);
  return parameter === undefined ? notFound : { ok: true, route, hubName, parameter };
}

/** The shape of a path is its number of segments and its fixed words: `2/jobs`, `3/messages/$batch`, `3/messages/{}`. */
function findShape(
  segments: readonly string[],
  index: ReadonlyMap<string, readonly Route[]>,
): { routes: readonly Route[]; parameter?: string } | undefined {
  const word = segments[1]?.toLowerCase();
  const third = segments[2];
  switch (segments.length) {
    case 0:
      return lookUp(index, "2/notificationhubs");
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
