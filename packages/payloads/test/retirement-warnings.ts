import { platformFacts } from "../src/lib/platform-facts.js";
import type { Platform } from "../src/lib/platforms.js";
import type { NotificationWarning } from "../src/lib/warning.js";

/** What every notification of a platform warns of whose push service was shut down. */
export function retirementWarnings(platform: Platform): readonly NotificationWarning[] {
  const { retired } = platformFacts[platform];
  if (retired === undefined) return [];
  const source = `docs/payload-rules.md#${platform}-platform-retired`;
  return [{ path: "", rule: "platform-retired", message: `the body is for ${retired}`, source }];
}
