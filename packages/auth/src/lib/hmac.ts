const algorithm = { name: "HMAC", hash: "SHA-256" } as const;
const encoder = new TextEncoder();

/**
 * An imported key. Not every set of library types has the global `CryptoKey`, so it is named by its
 * maker.
 */
export type VerificationKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * Returns the HMAC-SHA256 of `message` as base64, through WebCrypto. The key is the UTF-8 encoding
 * of the shared access key: the service does not decode its base64.
 */
export async function hmacSha256Base64(key: string, message: string): Promise<string> {
  const signature = await crypto.subtle.sign(algorithm, await importHmacKey(key, "sign"), encoder.encode(message));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** Imports a key for any number of calls of `hasHmacSha256`. */
export function importVerificationKey(key: string): Promise<VerificationKey> {
  return importHmacKey(key, "verify");
}

/**
 * Tells whether `signature` is the base64 HMAC-SHA256 of `message`. WebCrypto compares in constant
 * time.
 */
export async function hasHmacSha256(key: VerificationKey, message: string, signature: string): Promise<boolean> {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(signature)) return false;
  const bytes = Uint8Array.from(atob(signature), (character) => character.charCodeAt(0));
  return crypto.subtle.verify(algorithm, key, bytes, encoder.encode(message));
}

function importHmacKey(key: string, usage: "sign" | "verify"): Promise<VerificationKey> {
  return crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, [usage]);
}
