import { ArgumentError } from "./argument-error.js";

/** A right that a shared access policy grants. Manage includes the other two. */
export type Right = "Listen" | "Send" | "Manage";

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
  | "listHubs"
  | "listHubNames";

/** The method, path, and right of one operation. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  /**
   * A template: `{hub}` is the hub's name, any other name in braces is the operation's parameter.
   */
  readonly path: string;
  /**
   * The least right that allows it. Reading registrations by handle (`$filter`) needs Listen only.
   */
  readonly right: Right;
}

/**
 * Every operation, with the path spelled as the REST reference spells it. The reference does not
 * give the rights of telemetry, feedback, jobs, canceling, and listing. This table uses the
 * stricter ones, except that whoever may send a notification may also read its outcome.
 */
const table = {
  send: ["POST", "/{hub}/messages/", "Send"],
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
  listHubNames: ["GET", "/", "Manage"],
} as const satisfies Record<Operation, readonly [method: string, path: string, right: Right]>;

/**
 * Finds the route of an operation.
 *
 * @throws {ArgumentError} when there is no such operation.
 */
export function routeOf(operation: Operation): Route {
  if (!Object.hasOwn(table, operation)) {
    throw new ArgumentError(
      "operation",
      `Unknown operation ${JSON.stringify(operation)}. Known operations: ${Object.keys(table).join(", ")}.`,
    );
  }
  const [method, path, right] = table[operation];
  return { operation, method, path, right };
}

/** The route of every operation. */
export const routes: readonly Route[] = /* @__PURE__ */ listRoutes();

function listRoutes(): readonly Route[] {
  return Object.keys(table).map((operation) => routeOf(operation as Operation));
}
