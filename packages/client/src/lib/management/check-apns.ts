import type { ApnsCertificateCredential, ApnsTokenCredential } from "@nh/wire";
import { fromBase64 } from "./base64.js";
import { invalid, need, needText } from "./need.js";
import { checkPrivateKey } from "./private-key.js";

type Apns = ApnsTokenCredential | ApnsCertificateCredential;

const path = "credentials.apns";

/**
 * The endpoints to which the service delivers. It accepts others as well, such as
 * `https://api.sandbox.push.apple.com` without port and path, and then delivers nothing.
 */
const workingEndpoints = [
  "gateway.push.apple.com",
  "gateway.sandbox.push.apple.com",
  "https://api.push.apple.com:443/3/device",
  "https://api.development.push.apple.com:443/3/device",
  "https://api.sandbox.push.apple.com:443/3/device",
];

/**
 * Checks a credential for APNs, and takes the frame off its key.
 *
 * @throws {ArgumentError} naming the member that is wrong.
 */
export async function checkApns(credential: Apns): Promise<Apns> {
  checkTarget(credential);
  const { key, certificate } = credential as Partial<ApnsTokenCredential & ApnsCertificateCredential>;
  if (key !== undefined && certificate !== undefined) {
    throw invalid(path, "takes either key, keyId, teamId and bundleId, or a certificate, not both.");
  }
  if (key === undefined && certificate === undefined) {
    throw invalid(path, "needs key, keyId, teamId and bundleId, or certificate and certificatePassword.");
  }
  return "certificate" in credential && certificate !== undefined
    ? checkCertificate(credential)
    : await checkToken(credential as ApnsTokenCredential);
}

function checkTarget({ environment, endpoint }: Apns): void {
  if (environment !== undefined) {
    const known = environment === "production" || environment === "sandbox";
    need(known, `${path}.environment`, '"production" or "sandbox"');
    need(endpoint === undefined, `${path}.endpoint`, "absent, since environment chooses it");
    return;
  }
  need(endpoint !== undefined, `${path}.environment`, '"production" or "sandbox"');
  if (workingEndpoints.includes(endpoint)) return;
  throw invalid(
    `${path}.endpoint`,
    "is not an endpoint to which the service delivers. " +
      `Set environment instead, or use one of: ${workingEndpoints.join(", ")}.`,
  );
}

async function checkToken(credential: ApnsTokenCredential): Promise<ApnsTokenCredential> {
  const { key, keyId, teamId, bundleId } = credential;
  for (const [name, id] of Object.entries({ keyId, teamId })) {
    const right = typeof id === "string" && /^[A-Z0-9]{10}$/.test(id);
    need(right, `${path}.${name}`, "10 characters, capital letters and digits, as Apple's developer account shows it");
  }
  const isId = typeof bundleId === "string" && /^[\w.-]+$/.test(bundleId);
  need(isId, `${path}.bundleId`, "the bundle ID of the app, such as com.example.shop");
  needText(key, `${path}.key`);
  const origin = "Pass the .p8 file of an APNs key from Apple's developer account.";
  return { ...credential, key: await checkPrivateKey(key, "P-256", `${path}.key`, origin) };
}

function checkCertificate(credential: ApnsCertificateCredential): ApnsCertificateCredential {
  const { certificate, certificatePassword } = credential;
  checkPfx(certificate, `${path}.certificate`);
  needText(certificatePassword, `${path}.certificatePassword`);
  return credential;
}

/**
 * Checks that a string is the base64 of a .p12 or .pfx file. The content is encrypted, so only its
 * beginning is checked.
 *
 * @throws {ArgumentError} when it is not.
 */
export function checkPfx(certificate: unknown, argument: string): void {
  needText(certificate, argument);
  if (certificate.includes("-----BEGIN")) {
    throw invalid(
      argument,
      "is PEM, but must be the base64 of a .p12 file. " +
        "To convert a certificate: openssl pkcs12 -export -in certificate.pem -out certificate.p12.",
    );
  }
  const bytes = fromBase64(certificate);
  // DER: a sequence that begins with the version, which is 3 (RFC 7292).
  const isPfx = bytes?.[0] === 0x30 && bytes.subarray(2, 9).join().includes("2,1,3");
  need(isPfx, argument, "the base64 of a .p12 file");
}
