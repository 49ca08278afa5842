import { fromBase64 } from "./base64.js";
import { invalid } from "./need.js";

/** The keys that push services take. */
type Algorithm = "P-256" | "RSA";

const algorithms = {
  "P-256": { name: "ECDSA", namedCurve: "P-256" },
  RSA: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

/** A frame of PEM: its label and the base64 in it. */
const frame = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/;

/**
 * Checks a private key in PKCS#8, as PEM or as the base64 of a PEM file without its frame.
 *
 * @param argument The member that holds it, for the error. The key itself is never shown.
 * @param origin Where a right key comes from, as a sentence.
 * @returns The base64 without frame and line breaks.
 * @throws {ArgumentError} when it is another key or cannot be read.
 */
export async function checkPrivateKey(
  key: string,
  algorithm: Algorithm,
  argument: string,
  origin: string,
): Promise<string> {
  const [, label = "PRIVATE KEY", framed] = frame.exec(key) ?? [];
  const fault = (problem: string) => invalid(argument, `${problem} ${origin}`);
  if (framed === undefined && key.includes("-----")) throw fault("is PEM without a complete frame.");
  if (label !== "PRIVATE KEY") {
    throw fault(
      `is PEM with the label "${label}", but must be a private key in PKCS#8 ("PRIVATE KEY"). ` +
        "To convert a key: openssl pkcs8 -topk8 -nocrypt -in key.pem.",
    );
  }
  const base64 = (framed ?? key).replace(/\s/g, "");
  const bytes = fromBase64(base64);
  if (bytes === undefined) throw fault("must be the base64 of a private key.");
  try {
    await crypto.subtle.importKey("pkcs8", bytes, algorithms[algorithm], false, ["sign"]);
  } catch {
    throw fault(
      `must be ${algorithm === "RSA" ? "an RSA private key" : "a private key on the curve P-256"} in PKCS#8.`,
    );
  }
  return base64;
}
