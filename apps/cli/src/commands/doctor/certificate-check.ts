import { inspectApnsCertificate, isPlatformError } from "@nh/platforms";
import type { CheckResult } from "./check.js";

/** A certificate that expires sooner draws a warning. Milliseconds. */
const SOON_MS = 30 * 86_400_000;

/** What to do when the password of a certificate file is wrong or missing: the option, by name. */
export const passwordFix = "Pass the password of the file: --password env:NAME.";

/** Whether the password of a certificate is wrong or missing. */
export function isWrongPassword(error: unknown): boolean {
  return isPlatformError(error) && error.reason.startsWith("The passphrase of the certificate");
}

/** Checks that a certificate can be read, fits its private key, and has not expired. */
export function checkCertificate(
  check: string,
  certificate: string | Uint8Array,
  password: string | undefined,
  now: number,
  fixOfPassword: string,
): CheckResult {
  try {
    const { bundleId, expiresAt } = inspectApnsCertificate(certificate, password);
    const day = expiresAt.toISOString().slice(0, 10);
    const fix = "Create a new one in the Apple developer account. Devices keep their tokens.";
    const leftMs = expiresAt.getTime() - now;
    if (leftMs < 0) return { check, state: "broken", says: `it expired on ${day}`, fix };
    const says = `for ${bundleId ?? "no app"}, valid until ${day}, and its private key fits`;
    return leftMs < SOON_MS ? { check, state: "warning", says, fix } : { check, state: "ok", says };
  } catch (error) {
    if (!isPlatformError(error)) throw error;
    const fix = isWrongPassword(error) ? fixOfPassword : error.hint;
    return { check, state: "broken", says: error.reason ?? error.message, ...(fix && { fix }) };
  }
}
