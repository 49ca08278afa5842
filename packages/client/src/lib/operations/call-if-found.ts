import type { CallSpec, HubAnswer, HubContext } from "../context.js";
import type { CallOptions } from "../options.js";

/** The recorded sentence of a 404 that speaks of the hub, or of its namespace. */
const noHub = /no service is hosted/i;

/**
 * Calls a read that answers `undefined` when there is no such thing. A hub that is missing says nothing about the things in it.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself is not there.
 */
export async function callIfThere(
  context: HubContext,
  spec: CallSpec,
  options: CallOptions | undefined,
): Promise<HubAnswer | undefined> {
  const answer = await context.call({ ...spec, expect: [404] }, options);
  if (answer.status !== 404) return answer;
  // Asked once more as a call that must not be answered so: error and events are then those of any refusal.
  return noHub.test(answer.text) ? context.call(spec, options) : undefined;
}
