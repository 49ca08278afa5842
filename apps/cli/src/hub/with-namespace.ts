import { NamespaceClient } from "@nh/client/management";
import type { Io } from "../io.js";
import type { AnyCall } from "../program/command.js";
import { clientOptions } from "./client-options.js";
import { type Endpoint, resolveEndpoint } from "./connection.js";
import { recordWrites } from "./dry-run.js";
import { type PlannedRequest, showPlan } from "./planned-request.js";

export interface NamespaceSession {
  readonly namespace: NamespaceClient;
  readonly endpoint: Endpoint;
}

/** Opens a client for the chosen namespace, and closes it when the work is done. */
export async function withNamespace<T>(
  call: AnyCall,
  work: (session: NamespaceSession) => Promise<T>,
  { fetch = call.io.fetch }: { readonly fetch?: Io["fetch"] } = {},
): Promise<T> {
  const endpoint = await resolveEndpoint(call);
  const namespace = new NamespaceClient(endpoint.connectionString, clientOptions(call, fetch));
  try {
    return await work({ namespace, endpoint });
  } finally {
    await namespace.close();
  }
}

/** Does the work with a transport that only records writes, and prints what it recorded. */
export async function dryRunNamespace(
  call: AnyCall,
  work: (session: NamespaceSession) => Promise<unknown>,
): Promise<void> {
  const requests: PlannedRequest[] = [];
  await withNamespace(call, work, { fetch: recordWrites(call.io, requests) });
  await showPlan(call, requests, []);
}
