import type { HubContext } from "../context.js";
import { Refusal } from "../http/refusal.js";
import { tierFacts } from "../options.js";

/**
 * Refuses a device beyond the number that the tier allows.
 *
 * @throws {Refusal} 403 when the hub is full.
 */
export function checkQuota(context: HubContext, hub: string): void {
  const { devices } = tierFacts[context.options.tier];
  const state = context.state.find(hub);
  if (state === undefined || state.installations.size + state.registrations.size < devices) return;
  throw new Refusal(403, `The quota of ${devices} active devices of the ${context.options.tier} tier is exceeded`);
}
