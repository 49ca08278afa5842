import type { NativePlatform } from "@nh/payloads";
import { shortenHandle } from "@nh/wire";
import type { Finding } from "./finding.js";

/**
 * Checks whether a handle can belong to its platform. Only APNs defines what its tokens look like:
 * bytes, which apps write as pairs of hexadecimal digits. The brackets and spaces of a printed
 * `NSData` are the usual mistake.
 */
export function lintHandle(platform: NativePlatform | undefined, handle: unknown): readonly Finding[] {
  if (platform !== "apple" || typeof handle !== "string" || /^(?:[0-9a-f]{2})+$/i.test(handle)) return [];
  const where = shortenHandle(handle);
  const message = `${where} is not an APNs token, which is written as pairs of hexadecimal digits`;
  return [{ severity: "warning", rule: "handle-format", where, message }];
}
