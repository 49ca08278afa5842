import type { HubContext } from "../context.js";
import { Refusal } from "../http/refusal.js";
import { tierFacts } from "../options.js";

/** Whether the tier has telemetry, feedback, scheduled sends and jobs. */
export function hasStandardFeatures({ options }: HubContext): boolean {
  return tierFacts[options.tier].standardFeatures;
}

/** @throws {Refusal} 403 for what only the Standard tier offers. */
export function requireStandardTier(context: HubContext): void {
  if (!hasStandardFeatures(context)) throw tierRefusal();
}

/** @throws {Refusal} 403 for a batch send in the Free tier. */
export function requireBatchSends({ options }: HubContext): void {
  if (!tierFacts[options.tier].batchSend) throw tierRefusal();
}

function tierRefusal(): Refusal {
  return new Refusal(403, "This operation is not available for your tier");
}
