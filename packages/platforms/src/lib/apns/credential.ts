import type { SecureContext } from "node:tls";
import { need } from "../argument-error.js";
import { isP256, readPrivateKey } from "../jwt/read-private-key.js";
import { invalidCredential } from "../platform-error.js";
import { readCertificate } from "./certificate.js";
import { ProviderToken } from "./provider-token.js";

/** A key, which pushes to all apps of a team. Apple recommends it. */
export interface ApnsTokenCredential {
  /** The `.p8` file, or the base64 in it. */
  readonly key: string | Uint8Array;
  /** 10 characters. The Apple developer account shows it with the key. */
  readonly keyId: string;
  /** 10 characters. The Apple developer account shows it under "Membership". */
  readonly teamId: string;
  /** The bundle ID of the app, such as `com.example.shop`. */
  readonly bundleId: string;
}

/** A certificate of one app. */
export interface ApnsCertificateCredential {
  /** A `.p12` file, its base64, or PEM with the certificate and its private key. */
  readonly certificate: string | Uint8Array;
  /** Decrypts the private key. Default: the key is not encrypted. */
  readonly passphrase?: string | undefined;
  /** The bundle ID of the app. Default: the one in the certificate. */
  readonly bundleId?: string | undefined;
}

/** A credential, ready for requests. */
export interface ApnsCredential {
  readonly bundleId: string;
  /** Proves the team in each request. Undefined with a certificate. */
  readonly token: ProviderToken | undefined;
  /** Proves the app in the handshake. Undefined with a token. */
  readonly secureContext: SecureContext | undefined;
}

/**
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when a part cannot be read or is not one of
 * Apple's.
 * @throws {ArgumentError} when a part has the wrong type, or parts of both kinds are given.
 */
export function readCredential(
  given: ApnsTokenCredential | ApnsCertificateCredential,
  ca: string | Buffer | undefined,
  now: () => number,
): ApnsCredential {
  const hasCertificate = "certificate" in given && given.certificate !== undefined;
  const hasKey = "key" in given && given.key !== undefined;
  need(!(hasKey && hasCertificate), "options", "either a key or a certificate, not both");
  return hasCertificate ? certificateCredential(given, ca, now) : tokenCredential(given as ApnsTokenCredential, now);
}

function tokenCredential({ key, keyId, teamId, bundleId }: ApnsTokenCredential, now: () => number): ApnsCredential {
  need(typeof key === "string" || key instanceof Uint8Array, "key", "the .p8 file of Apple as a string or bytes");
  needId(keyId, "keyId");
  needId(teamId, "teamId");
  const read = readPrivateKey(key);
  if (read === undefined) {
    throw invalidCredential(
      "apple",
      "The key cannot be read.",
      "Pass the whole .p8 file from the Apple developer account.",
    );
  }
  if (!isP256(read)) {
    throw invalidCredential("apple", "The key is not an EC key on P-256.", "Pass the .p8 file of an APNs key.");
  }
  return {
    bundleId: needBundleId(bundleId),
    token: new ProviderToken(read, keyId, teamId, now),
    secureContext: undefined,
  };
}

function certificateCredential(
  { certificate, passphrase, bundleId }: ApnsCertificateCredential,
  ca: string | Buffer | undefined,
  now: () => number,
): ApnsCredential {
  const isRight = typeof certificate === "string" || certificate instanceof Uint8Array;
  need(isRight, "certificate", "a .p12 file as bytes, its base64, or PEM");
  need(passphrase === undefined || typeof passphrase === "string", "passphrase", "a string");
  const read = readCertificate(certificate, passphrase, ca, now);
  const app = bundleId ?? read.bundleId;
  if (app === undefined) {
    throw invalidCredential(
      "apple",
      "The certificate does not name an app.",
      "Pass bundleId, or a certificate for push notifications.",
    );
  }
  return { bundleId: needBundleId(app), token: undefined, secureContext: read.secureContext };
}

function needId(id: unknown, name: string): void {
  if (typeof id === "string" && /^[A-Z0-9]{10}$/.test(id)) return;
  const hint = "Copy it from the Apple developer account.";
  throw invalidCredential("apple", `${name} must have 10 characters, capital letters and digits.`, hint);
}

function needBundleId(bundleId: unknown): string {
  if (typeof bundleId === "string" && /^[\w.-]+$/.test(bundleId)) return bundleId;
  throw invalidCredential(
    "apple",
    "bundleId must be the bundle ID of the app, such as com.example.shop.",
    "Copy it from the Apple developer account.",
  );
}
