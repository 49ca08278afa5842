import { inspectApnsCertificate, isPlatformError } from "@nh/platforms";
import type { CheckResult } from "./check.js";

/** A certificate that expires sooner draws a warning. Milliseconds. */
const SOON_MS = 30 * 86_400_000;

/** Checks that a certificate can be read, fits its private key, and has not expired. */
export function checkCertificate(
  check: string,
  certificate: string | Uint8Array,
  password: string | undefined,
  now: number,
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
    return { check, state: "broken", says: error.reason ?? error.message, ...(error.hint && { fix: error.hint }) };
  }
}
