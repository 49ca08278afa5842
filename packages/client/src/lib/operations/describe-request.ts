import { buildPath, routeOf } from "@nh/wire";
import type { CallSpec, HubConnection } from "../context.js";
import type { RedactedRequest } from "../errors.js";

/**
 * The request of an operation, for an error that is made where the request itself is no longer
 * known.
 */
export function describeRequest(
  { endpoint, hubName }: HubConnection,
  { operation, parameter }: Pick<CallSpec, "operation" | "parameter">,
): RedactedRequest {
  const url = endpoint.replace(/\/$/, "") + buildPath(operation, hubName || parameter, parameter);
  return Object.freeze({ method: routeOf(operation).method, url, headers: Object.freeze({}) });
}
