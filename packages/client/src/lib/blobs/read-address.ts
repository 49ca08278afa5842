import { isLoopback } from "@nh/auth";
import { ArgumentError } from "../argument-error.js";
import type { HubConnection, ReadSpec } from "../context.js";
import type { CallOptions } from "../options.js";
import type { HubResponse } from "../transport/hub-response.js";

/**
 * Reads an address that came in a response. The request carries no token, and must not lead to a
 * place that only this machine can reach unprotected.
 *
 * @throws {ArgumentError} when the address is neither https nor plain http to this machine itself.
 */
export async function readAddress(
  connection: HubConnection,
  spec: ReadSpec,
  options: CallOptions | undefined,
): Promise<HubResponse> {
  const { protocol, hostname } = new URL(spec.url);
  if (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) return connection.read(spec, options);
  throw new ArgumentError(
    "feedback",
    "containerUrl",
    `leads to ${protocol}//${hostname}. It must use https, or http to this machine itself`,
  );
}
