import { X509Certificate } from "node:crypto";
import { Duplex } from "node:stream";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { invalidCredential } from "../platform-error.js";

/** What a certificate says of itself. */
export interface ApnsCertificateFacts {
  /** The bundle ID that the certificate names (`UID` of its subject). */
  readonly bundleId: string | undefined;
  readonly expiresAt: Date;
}

/** A certificate that Apple issued for an app, with its private key. */
export interface ApnsCertificate extends ApnsCertificateFacts {
  readonly secureContext: SecureContext;
}

/**
 * Reads a certificate with its key: a `.p12` file, its base64 (which is how Azure's description of
 * a hub stores it), or PEM.
 *
 * @param ca Certificates to trust instead of those of the system.
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when it cannot be read or has expired.
 */
export function readCertificate(
  certificate: string | Uint8Array,
  passphrase: string | undefined,
  ca: string | Buffer | undefined,
  now: () => number,
): ApnsCertificate {
  const read = openCertificate(certificate, passphrase, ca);
  if (read.expiresAt.getTime() < now()) {
    const date = read.expiresAt.toISOString().slice(0, 10);
    const hint = "Create a new one in the Apple developer account. Devices keep their tokens.";
    throw invalidCredential("apple", `The certificate expired on ${date}.`, hint);
  }
  return read;
}

/**
 * Reads what a certificate for APNs says of itself: a `.p12` file, its base64, or PEM with the
 * certificate and its private key. One that has expired is read, too. Nothing is sent.
 *
 * @param passphrase Decrypts the private key. Default: the key is not encrypted.
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when it cannot be read, or holds no private key
 *   that fits the certificate.
 */
export function inspectApnsCertificate(
  certificate: string | Uint8Array,
  passphrase?: string | undefined,
): ApnsCertificateFacts {
  const { bundleId, expiresAt } = openCertificate(certificate, passphrase, undefined);
  return { bundleId, expiresAt };
}

function openCertificate(
  certificate: string | Uint8Array,
  passphrase: string | undefined,
  ca: string | Buffer | undefined,
): ApnsCertificate {
  const bytes = typeof certificate === "string" ? fromText(certificate) : Buffer.from(certificate);
  const isPem = bytes.includes("-----BEGIN");
  const secret = passphrase === undefined ? {} : { passphrase };
  const trusted = ca === undefined ? {} : { ca };
  let secureContext: SecureContext;
  let subject: { readonly bundleId: string | undefined; readonly validTo: string };
  try {
    secureContext = createSecureContext({
      ...(isPem ? { cert: bytes, key: bytes } : { pfx: bytes }),
      ...secret,
      ...trusted,
    });
    subject = isPem ? subjectOfPem(bytes) : subjectOf(secureContext);
  } catch (error) {
    throw unreadable(error, isPem);
  }
  return { secureContext, bundleId: subject.bundleId, expiresAt: new Date(subject.validTo) };
}

function fromText(text: string): Buffer {
  return text.includes("-----BEGIN") ? Buffer.from(text) : Buffer.from(text, "base64");
}

function subjectOfPem(pem: Buffer): { bundleId: string | undefined; validTo: string } {
  const { subject, validTo } = new X509Certificate(pem);
  return { bundleId: /^UID=(.+)$/m.exec(subject)?.[1], validTo };
}

/**
 * Node reads a `.p12` file only for TLS, so an unconnected socket is used to get the certificate.
 */
function subjectOf(secureContext: SecureContext): { bundleId: string | undefined; validTo: string } {
  const socket = new TLSSocket(new Duplex({ read() {}, write() {} }), { secureContext, isServer: true });
  try {
    const certificate = socket.getCertificate();
    if (certificate === null || !("valid_to" in certificate)) throw new Error("no certificate");
    const subject: Record<string, unknown> = { ...certificate.subject };
    return { bundleId: typeof subject.UID === "string" ? subject.UID : undefined, validTo: certificate.valid_to };
  } finally {
    socket.destroy();
  }
}

function unreadable(error: unknown, isPem: boolean): Error {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (/mac verify failure/i.test(message) || /BAD_DECRYPT|BAD_PASSWORD|INTERRUPTED_OR_CANCELLED/.test(code)) {
    return invalidCredential("apple", "The passphrase of the certificate is wrong or missing.", "Check passphrase.");
  }
  if (code === "ERR_CRYPTO_UNSUPPORTED_OPERATION" || /unsupported/i.test(message)) {
    return invalidCredential(
      "apple",
      "The .p12 file uses an old encryption (RC2) that OpenSSL 3 does not read.",
      "Convert it: openssl pkcs12 -legacy -in old.p12 -nodes -out apns.pem, and pass apns.pem.",
    );
  }
  return invalidCredential(
    "apple",
    "The certificate cannot be read.",
    isPem
      ? "Pass PEM that holds the certificate and its private key."
      : "Pass a .p12 file, its base64, or PEM with the certificate and its private key.",
  );
}
