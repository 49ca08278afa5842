import type { NativePlatform } from "@nh/payloads";
import { shortenHandle } from "@nh/wire";
import type { Finding } from "./finding.js";

/**
 * Whether a handle can be one of its platform. Only APNs says what its tokens look like: bytes, which apps write as pairs of
 * hexadecimal digits. The brackets and spaces of a printed `NSData` are the usual slip.
 */
export function lintHandle(platform: NativePlatform | undefined, handle: unknown): readonly Finding[] {
  if (platform !== "apple" || typeof handle !== "string" || /^(?:[0-9a-f]{2})+$/i.test(handle)) return [];
  const where = shortenHandle(handle);
  const message = `${where} is no token of APNs, which is written as pairs of hexadecimal digits`;
  return [{ severity: "warning", rule: "handle-format", where, message }];
}
