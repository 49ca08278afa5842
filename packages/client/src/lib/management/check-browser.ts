import type { BrowserCredential } from "@nh/wire";
import { fromBase64, toBase64 } from "./base64.js";
import { invalid, need } from "./need.js";

const path = "credentials.browser";

/** RFC 8292: an uncompressed point and a number on the curve P-256. */
const PUBLIC_KEY_BYTES = 65;
const PRIVATE_KEY_BYTES = 32;

/**
 * Checks the VAPID keys of a hub, and that they are one pair.
 *
 * @throws {ArgumentError} naming the member that is wrong.
 */
export async function checkBrowser(credential: BrowserCredential): Promise<BrowserCredential> {
  const { subject, publicKey, privateKey } = credential;
  const isSubject = typeof subject === "string" && /^(mailto:|https:\/\/)\S+$/.test(subject);
  need(isSubject, `${path}.subject`, "a mailto: or https: address");
  const point = bytesOf(publicKey, "publicKey", PUBLIC_KEY_BYTES);
  need(point[0] === 4, `${path}.publicKey`, "an uncompressed point on the curve P-256");
  const secret = bytesOf(privateKey, "privateKey", PRIVATE_KEY_BYTES);
  if (await areOnePair(point, secret)) return credential;
  throw invalid(`${path}.privateKey`, `does not belong to ${path}.publicKey. Pass both keys of one pair.`);
}

function bytesOf(value: unknown, member: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = typeof value === "string" ? fromBase64(value) : undefined;
  need(bytes?.length === length, `${path}.${member}`, `${length} bytes in base64url`);
  return bytes;
}

/** Whether the public key verifies what the private key signs. */
async function areOnePair(point: Uint8Array<ArrayBuffer>, secret: Uint8Array): Promise<boolean> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const [x, y, d] = [toBase64Url(point.subarray(1, 33)), toBase64Url(point.subarray(33)), toBase64Url(secret)];
  try {
    const jwk = { kty: "EC", crv: "P-256", x, y, d };
    const signing = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]);
    const verifying = await crypto.subtle.importKey("raw", point, algorithm, false, ["verify"]);
    const signature = await crypto.subtle.sign(algorithm, signing, point);
    return await crypto.subtle.verify(algorithm, verifying, signature, point);
  } catch {
    return false;
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
