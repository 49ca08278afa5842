import { createECDH, createPrivateKey, type KeyObject } from "node:crypto";
import { invalidCredential } from "../platform-error.js";

/** A key pair that identifies a sender to push services (RFC 8292), in base64url. */
export interface VapidKeys {
  /** 65 bytes. Pages subscribe with it (`applicationServerKey`). */
  readonly publicKey: string;
  /** 32 bytes. Keep it secret. */
  readonly privateKey: string;
}

/**
 * Creates a key pair for Web Push. Keep it, because every subscription belongs to one public key.
 */
export async function generateVapidKeys(): Promise<VapidKeys> {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  // Node drops leading zeros of a private key, but the format has exactly 32 bytes.
  const privateKey = Buffer.alloc(32);
  const drawn = pair.getPrivateKey();
  drawn.copy(privateKey, 32 - drawn.length);
  return { publicKey: pair.getPublicKey("base64url"), privateKey: privateKey.toString("base64url") };
}

/**
 * Reads the private key.
 *
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when a key has the wrong length or the two do not
 * belong together.
 */
export function readVapidKeys({ publicKey, privateKey }: VapidKeys): KeyObject {
  const publicBytes = bytesOf(publicKey, "publicKey", 65);
  const privateBytes = bytesOf(privateKey, "privateKey", 32);
  if (!belongTogether(publicBytes, privateBytes)) {
    throw invalidCredential(
      "browser",
      "publicKey and privateKey do not belong together.",
      "Pass both keys of one pair.",
    );
  }
  return createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      d: privateBytes.toString("base64url"),
      x: publicBytes.subarray(1, 33).toString("base64url"),
      y: publicBytes.subarray(33).toString("base64url"),
    },
  });
}

function bytesOf(value: unknown, name: string, length: number): Buffer {
  const bytes = typeof value === "string" && /^[\w-]+={0,2}$/.test(value) ? Buffer.from(value, "base64url") : undefined;
  if (bytes?.length === length) return bytes;
  const reason = `${name} must be ${length} bytes in base64url.`;
  throw invalidCredential("browser", reason, "generateVapidKeys makes a pair.");
}

function belongTogether(publicKey: Buffer, privateKey: Buffer): boolean {
  try {
    const pair = createECDH("prime256v1");
    pair.setPrivateKey(privateKey);
    return pair.getPublicKey().equals(publicKey);
  } catch {
    return false;
  }
}
