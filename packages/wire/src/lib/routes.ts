import { pathOf, sendRoute } from "./route-path.js";

/** A right that a shared access policy grants. */
export type Right = "Listen" | "Send" | "Manage";

/**
 * Method, path and right of every operation, spelled as the REST reference spells it.
 * The reference is silent on the rights of telemetry, feedback, jobs, cancelling and listing: those here are the cautious ones,
 * with reading the outcome of a notification left to whoever may send it.
 */
const table = {
  send: [sendRoute.method, sendRoute.path, sendRoute.right],
  sendBatch: ["POST", "/{hub}/messages/$batch", "Send"],
  schedule: ["POST", "/{hub}/schedulednotifications/", "Send"],
  cancelScheduled: ["DELETE", "/{hub}/schedulednotifications/{id}", "Send"],
  getNotificationDetails: ["GET", "/{hub}/messages/{id}", "Send"],
  getFeedbackContainer: ["GET", "/{hub}/feedbackcontainer", "Manage"],
  createRegistrationId: ["POST", "/{hub}/registrationIDs/", "Listen"],
  createRegistration: ["POST", "/{hub}/registrations/", "Listen"],
  putRegistration: ["PUT", "/{hub}/registrations/{id}", "Listen"],
  getRegistration: ["GET", "/{hub}/registrations/{id}", "Listen"],
  deleteRegistration: ["DELETE", "/{hub}/registrations/{id}", "Listen"],
  listRegistrations: ["GET", "/{hub}/registrations", "Manage"],
  listRegistrationsByTag: ["GET", "/{hub}/tags/{tag}/registrations", "Manage"],
  putInstallation: ["PUT", "/{hub}/installations/{id}", "Listen"],
  getInstallation: ["GET", "/{hub}/installations/{id}", "Listen"],
  patchInstallation: ["PATCH", "/{hub}/installations/{id}", "Listen"],
  deleteInstallation: ["DELETE", "/{hub}/installations/{id}", "Listen"],
  submitJob: ["POST", "/{hub}/jobs", "Manage"],
  getJob: ["GET", "/{hub}/jobs/{id}", "Manage"],
  listJobs: ["GET", "/{hub}/jobs", "Manage"],
  putHub: ["PUT", "/{hub}", "Manage"],
  getHub: ["GET", "/{hub}", "Manage"],
  deleteHub: ["DELETE", "/{hub}", "Manage"],
  listHubs: ["GET", "/$Resources/NotificationHubs", "Manage"],
} as const satisfies Record<string, readonly [method: string, path: string, right: Right]>;

/** The operations of the service's REST API. */
export type Operation = keyof typeof table;

/** One operation's method, path and right. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  /** A template: `{hub}` stands for the hub's name, any other name in braces for the operation's parameter. */
  readonly path: string;
  /** The least right that allows it. Reading registrations by handle (`$filter`) needs Listen only. */
  readonly right: Right;
}

/** Finds the route of an operation. */
export function routeOf(operation: Operation): Route {
  if (!Object.hasOwn(table, operation)) throw new TypeError(`Unknown operation ${JSON.stringify(operation)}.`);
  const [method, path, right] = table[operation];
  return { operation, method, path, right };
}

/** Every operation once. */
export const routes: readonly Route[] = /* @__PURE__ */ listRoutes();

function listRoutes(): readonly Route[] {
  return Object.keys(table).map((operation) => routeOf(operation as Operation));
}

/**
 * Builds the path of a request, as `pathOf` does, from the name of its operation.
 *
 * @throws TypeError when either is missing, `.` or `..` (which URL parsers take for steps in the path), or not well-formed Unicode.
 */
export function buildPath(operation: Operation, hubName: string, parameter?: string): string {
  return pathOf(routeOf(operation), hubName, parameter);
}
