import { createPrivateKey, type KeyObject } from "node:crypto";

/**
 * Reads a private key: PEM, DER, or the base64 in a PEM file, which is how Azure's description of a
 * hub stores it.
 *
 * @returns `undefined` when it cannot be read. The error of OpenSSL is dropped.
 */
export function readPrivateKey(key: string | Uint8Array): KeyObject | undefined {
  const text = (typeof key === "string" ? key : Buffer.from(key).toString("latin1")).trim();
  try {
    if (text.includes("-----BEGIN")) return createPrivateKey(text);
    // DER begins with the byte of a sequence. Everything else is base64.
    const der = typeof key !== "string" && key[0] === 0x30 ? Buffer.from(key) : Buffer.from(text, "base64");
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  } catch {
    return undefined;
  }
}

/** Whether a key is an EC key on P-256, which ES256 needs. */
export function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
}
