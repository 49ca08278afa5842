import type { CallSpec } from "../context.js";
import { HubResponseError, type HubResponseErrorCode, isHubResponseError } from "../errors.js";

/** Adds to a refusal what the service does not say. */
export function explainRefusal(error: unknown, spec: CallSpec): unknown {
  if (!isHubResponseError(error)) return error;
  const hint = hintFor(error.code, spec);
  return hint === undefined ? error : new HubResponseError({ ...error, message: `${error.message} ${hint}` });
}

function hintFor(code: HubResponseErrorCode, { operation, parameter }: CallSpec): string | undefined {
  // The service calls the key of a hub an invalid signature.
  if (code === "NH_UNAUTHORIZED") {
    return "Hubs are managed with a policy of the namespace that has the Manage right, not with a policy of a hub.";
  }
  if (code === "NH_CONFLICT" && operation === "putHub") {
    return `The hub ${parameter} exists. To change it, use update or upsert.`;
  }
  return undefined;
}
