import type { Notification } from "@nh/payloads";
import { halfSipHash } from "./handle-hash.js";

/**
 * A digest of a string, 64 bits as 16 hexadecimal digits. It finds accidents and is not a
 * signature: unlike the hashes of handles it has no key, since other processes compare it.
 *
 * @param text Latin-1.
 */
export function digestOf(text: string): string {
  const words = new Uint32Array(2);
  halfSipHash(text, 0, 0, words, 0);
  return [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** A digest of everything that a notification sends. */
export function notificationDigest({ platform, contentType, headers, body }: Notification): string {
  const text = JSON.stringify([platform, contentType, Object.entries(headers).sort(), body]);
  // As JSON would escape them: the hash takes bytes.
  return digestOf(text.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`));
}
