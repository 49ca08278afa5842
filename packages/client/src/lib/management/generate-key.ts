import { toBase64 } from "./base64.js";

/** The length of the keys that the service generates. */
const KEY_BYTES = 32;

/**
 * Generates a key for an authorization rule: the base64 of 32 random bytes.
 *
 * @example
 * const rule = { name: "Backend", rights: ["Send"], primaryKey: generateKey() };
 */
export function generateKey(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}
