import { type Platform, platformFacts } from "@nh/payloads";
import type { Finding } from "./finding.js";

/**
 * Warns of a device of a platform whose push service was shut down. The builders warn of a
 * notification themselves.
 *
 * @param name What the caller calls the platform. Default: the name in this package.
 */
export function lintPlatform(platform: Platform | undefined, name: string | undefined = platform): readonly Finding[] {
  if (platform === undefined || name === undefined) return [];
  const { retired } = platformFacts[platform];
  if (retired === undefined) return [];
  return [{ severity: "warning", rule: "platform-retired", where: name, message: `${name} is ${retired}` }];
}
