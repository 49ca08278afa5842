import type { CallSpec, HubContext } from "../context.js";
import { isHubResponseError } from "../errors.js";
import type { CallOptions } from "../options.js";

/** Calls an operation that takes something away. It succeeds as well when a repeated attempt finds nothing after one whose answer was lost. */
export async function callDeletion(
  context: HubContext,
  spec: CallSpec,
  options: CallOptions | undefined,
): Promise<void> {
  try {
    await context.call(spec, options);
  } catch (error) {
    if (isHubResponseError(error) && error.status === 404 && error.mayHaveBeenSent) return;
    throw error;
  }
}
