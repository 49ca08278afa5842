import { createHmac } from "node:crypto";

/** The policy that every local hub has. */
export const keyName = "DefaultFullSharedAccessSignature";
export const key = "bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==";

/**
 * A token as the documentation's samples make it. It is written by hand here, so that no code under
 * test signs for itself.
 */
export function signFor(address: string, { ttlSeconds = 300, signingKey = key, name = keyName } = {}): string {
  const resource = encodeURIComponent(address.toLowerCase());
  const expiry = Math.floor(Date.now() / 1000) + ttlSeconds;
  const signature = createHmac("sha256", signingKey).update(`${resource}\n${expiry}`).digest("base64");
  return `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${name}`;
}
