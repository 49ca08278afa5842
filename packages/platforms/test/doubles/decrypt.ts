import { webcrypto } from "node:crypto";

const { subtle } = webcrypto;
const curve = { name: "ECDH", namedCurve: "P-256" } as const;

/** The keys of a browser, with which it reads what was encrypted for it. */
export interface BrowserKeys {
  readonly p256dh: string;
  readonly auth: string;
  readonly privateKey: webcrypto.CryptoKey;
}

/** Makes the keys that a browser makes when it subscribes. */
export async function createBrowserKeys(): Promise<BrowserKeys> {
  const pair = await subtle.generateKey(curve, false, ["deriveBits"]);
  const p256dh = Buffer.from(await subtle.exportKey("raw", pair.publicKey)).toString("base64url");
  const auth = Buffer.from(webcrypto.getRandomValues(new Uint8Array(16))).toString("base64url");
  return { p256dh, auth, privateKey: pair.privateKey };
}

/**
 * Decrypts an `aes128gcm` message as a browser does (RFC 8291), with WebCrypto, which has no code
 * in common with what encrypted it. Rejects when anything is not as the standard has it.
 */
export async function decrypt(message: Buffer, { p256dh, auth, privateKey }: BrowserKeys): Promise<string> {
  const salt = message.subarray(0, 16);
  const recordSize = message.readUInt32BE(16);
  const keyLength = message.readUInt8(20);
  const senderKey = message.subarray(21, 21 + keyLength);
  const record = message.subarray(21 + keyLength);
  if (keyLength !== 65 || record.length > recordSize || message.length > 4096) throw new Error("not one record");

  const sender = await subtle.importKey("raw", senderKey, curve, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: sender }, privateKey, 256);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), Buffer.from(p256dh, "base64url"), senderKey]);
  const keyingMaterial = await hkdf(shared, Buffer.from(auth, "base64url"), info, 32);
  const contentKey = await hkdf(keyingMaterial, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = await hkdf(keyingMaterial, salt, Buffer.from("Content-Encoding: nonce\0"), 12);

  const key = await subtle.importKey("raw", contentKey, "AES-GCM", false, ["decrypt"]);
  const padded = Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, record));
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error("no delimiter of a last record");
  return padded.subarray(0, end).toString();
}

async function hkdf(secret: ArrayBuffer, salt: Buffer, info: Buffer, bytes: number): Promise<ArrayBuffer> {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bytes * 8);
}
