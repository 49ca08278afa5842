import { checkHandle } from "@nh/client/handles";
import type { NativePlatform } from "@nh/payloads";
import { shortenHandle } from "@nh/wire";
import type { Finding } from "./finding.js";

/**
 * Checks whether its platform can have issued a handle that is to be stored. The client refuses one
 * that APNs cannot have issued, as the service does.
 */
export function lintHandle(platform: NativePlatform | undefined, handle: unknown): readonly Finding[] {
  if (platform === undefined || typeof handle !== "string") return [];
  const problem = checkHandle(platform, handle);
  if (problem === undefined) return [];
  const message = problem.message.replace(/\.$/, "");
  const severity = platform === "apple" ? "error" : "warning";
  return [{ severity, rule: "handle-format", where: shortenHandle(handle), message }];
}
