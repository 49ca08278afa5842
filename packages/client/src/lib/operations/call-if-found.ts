import type { CallSpec, HubConnection } from "../context.js";
import type { CallOptions } from "../options.js";
import type { HubResponse } from "../transport/hub-response.js";

/** The recorded sentence of a 404 that speaks of the hub, or of its namespace. */
const noHub = /no service is hosted/i;

/**
 * Reads something that may not exist. A hub that is missing says nothing about the things in it.
 *
 * @returns `undefined` when there is no such thing.
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself does not exist.
 */
export async function callIfFound(
  connection: HubConnection,
  spec: CallSpec,
  options: CallOptions | undefined,
): Promise<HubResponse | undefined> {
  const response = await connection.call({ ...spec, expect: [404] }, options);
  if (response.status !== 404) return response;
  // Asked once more, as a call to which a 404 is a refusal, so that error and events are those of
  // any other.
  return noHub.test(response.text) ? connection.call(spec, options) : undefined;
}
