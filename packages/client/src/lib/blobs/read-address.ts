import { isLoopback } from "@nh/auth";
import type { HubConnection, ReadSpec } from "../context.js";
import type { CallOptions } from "../options.js";
import type { HubResponse } from "../transport/hub-response.js";

/**
 * Reads an address that came in a response. The request carries no token, and must not lead to a
 * place that only this machine can reach unprotected.
 *
 * @throws {TypeError} when the address is neither https nor plain http to this machine itself.
 */
export async function readAddress(
  connection: HubConnection,
  spec: ReadSpec,
  options: CallOptions | undefined,
): Promise<HubResponse> {
  const { protocol, hostname } = new URL(spec.url);
  if (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) return connection.read(spec, options);
  throw new TypeError(`Refused to read from ${protocol}//${hostname}: only https, or http from this machine itself.`);
}
