import { createCipheriv, createECDH, createHmac, type ECDH, randomBytes } from "node:crypto";

/** The keys in a browser's subscription. */
export interface ReceiverKeys {
  /** The public key of the browser: 65 bytes, a point on P-256. */
  readonly p256dh: Buffer;
  /** The authentication secret of the browser: 16 bytes. */
  readonly auth: Buffer;
}

/** The random part of a message. Pass it only to reproduce a known message. */
export interface MessageSecrets {
  readonly keyPair: ECDH;
  readonly salt: Buffer;
}

/**
 * The greatest size of a message, which is one record (RFC 8188, 2.1). Push services need not
 * accept more (RFC 8030, 7.2).
 */
const RECORD_SIZE = 4096;
/** The header: salt, record size, length of the public key, public key (RFC 8188, 2.1). */
const HEADER_BYTES = 16 + 4 + 1 + 65;
/** The end of the last record (RFC 8188, 2). */
const delimiter = Buffer.from([2]);
const TAG_BYTES = 16;

/** The greatest payload of one record: 3,993 bytes (RFC 8291, 4). */
export const LARGEST_PAYLOAD_BYTES = RECORD_SIZE - HEADER_BYTES - TAG_BYTES - delimiter.length;

const keyInfo = Buffer.from("WebPush: info\0");
const contentKeyInfo = Buffer.from("Content-Encoding: aes128gcm\0");
const nonceInfo = Buffer.from("Content-Encoding: nonce\0");
/** The counter of HKDF. No key here is longer than one block (RFC 5869, 2.3). */
const firstBlock = Buffer.from([1]);

/**
 * Encrypts a message for one browser with `aes128gcm` (RFC 8291 and RFC 8188), in one record
 * without padding.
 *
 * @throws When `p256dh` is not a point on the curve.
 */
export function encrypt(payload: Buffer, receiver: ReceiverKeys, secrets = drawSecrets()): Buffer {
  const { keyPair, salt } = secrets;
  const senderKey = keyPair.getPublicKey();
  const shared = keyPair.computeSecret(receiver.p256dh);

  const keyingMaterial = hkdf(receiver.auth, shared, keyInfo, receiver.p256dh, senderKey);
  const pseudoRandomKey = hmac(salt, keyingMaterial);
  const contentKey = hmac(pseudoRandomKey, contentKeyInfo, firstBlock).subarray(0, 16);
  const nonce = hmac(pseudoRandomKey, nonceInfo, firstBlock).subarray(0, 12);

  const header = Buffer.allocUnsafe(HEADER_BYTES);
  salt.copy(header, 0);
  header.writeUInt32BE(RECORD_SIZE, 16);
  header.writeUInt8(senderKey.length, 20);
  senderKey.copy(header, 21);

  const cipher = createCipheriv("aes-128-gcm", contentKey, nonce);
  const text = cipher.update(payload);
  const end = cipher.update(delimiter);
  cipher.final();
  return Buffer.concat([header, text, end, cipher.getAuthTag()]);
}

function drawSecrets(): MessageSecrets {
  const keyPair = createECDH("prime256v1");
  keyPair.generateKeys();
  return { keyPair, salt: randomBytes(16) };
}

/** HKDF with SHA-256 for one block (RFC 5869). */
function hkdf(salt: Buffer, secret: Buffer, ...info: Buffer[]): Buffer {
  return hmac(hmac(salt, secret), ...info, firstBlock);
}

function hmac(key: Buffer, ...data: Buffer[]): Buffer {
  const hash = createHmac("sha256", key);
  for (const part of data) hash.update(part);
  return hash.digest();
}
