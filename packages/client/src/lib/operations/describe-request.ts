import { buildPath, type Operation, routeOf } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { RedactedRequest } from "../transport/redact.js";

/** The request of an operation, for an error that is made where the request itself is no longer known. */
export function shownRequest(context: HubContext, operation: Operation, parameter?: string): RedactedRequest {
  const url = context.endpoint.replace(/\/$/, "") + buildPath(operation, context.hubName, parameter);
  return Object.freeze({ method: routeOf(operation).method, url, headers: Object.freeze({}) });
}
