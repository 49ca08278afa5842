import { HubResponseError, isHubResponseError } from "../errors.js";

/**
 * Adds to a 401 which policy manages hubs: the service calls the key of a hub an invalid signature.
 */
export function explainUnauthorized(error: unknown): unknown {
  if (!isHubResponseError(error) || error.code !== "NH_UNAUTHORIZED") return error;
  const hint = "Hubs are managed with a policy of the namespace that has the Manage right, not with a policy of a hub.";
  return new HubResponseError({ ...error, message: `${error.message} ${hint}` });
}
