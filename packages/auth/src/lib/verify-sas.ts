import { hasHmacSha256, importVerificationKey, type VerificationKey } from "./hmac.js";
import { readSasToken } from "./parse-sas-token.js";
import { isSasTokenError } from "./sas-token-error.js";

/** One key of a policy. A policy with a primary and a secondary key is two of these under the same name. */
export interface SasKey {
  readonly keyName: string;
  readonly key: string;
}

/** What a token is checked against. */
export interface VerifySasTokenOptions {
  /** The address of the request: the audience must be this or something above it. */
  readonly requestUrl: string | URL;
  /** The keys that may have signed. Passing the same objects again spares their import. */
  readonly keys: Iterable<SasKey>;
  /** The clock, in milliseconds since 1970; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** How many seconds after its expiry a token is still accepted; 0 by default. */
  readonly clockSkewSeconds?: number | undefined;
}

/**
 * Why a token was refused: there is none; it is unreadable; its policy is not among the keys; no key of that policy signed
 * it; it is too old; or it was signed for another address. The checks are made in this order, so a forged token never
 * learns whether it would have been in time.
 */
export type SasRejection = "missing" | "malformed" | "unknown-key" | "signature" | "expired" | "audience";

/** The answer of `verifySasToken`. */
export type SasVerification =
  | { readonly ok: true; readonly keyName: string }
  | { readonly ok: false; readonly reason: SasRejection };

/**
 * Checks a Shared Access Signature token for a request. Every audience that Azure's clients sign is accepted: the namespace,
 * the hub, the full address with or without its query, in either scheme and either case of percent escapes. Host and path
 * are compared, the path segment by segment, ignoring scheme, port, query, trailing slash and case.
 *
 * @throws {TypeError} when `requestUrl` is not an absolute address.
 */
export async function verifySasToken(
  text: string | null | undefined,
  options: VerifySasTokenOptions,
): Promise<SasVerification> {
  const { requestUrl, keys, now = Date.now, clockSkewSeconds = 0 } = options;
  const request = addressOf(String(requestUrl));
  if (request === undefined) throw new TypeError("requestUrl must be an absolute address.");
  let token: ReturnType<typeof readSasToken>;
  try {
    token = readSasToken(text ?? "");
  } catch (error) {
    if (isSasTokenError(error)) return refuse(error.reason);
    throw error;
  }
  const candidates = [...keys].filter((key) => key.keyName === token.keyName);
  if (candidates.length === 0) return refuse("unknown-key");
  const matches = await Promise.all(
    candidates.map(async (key) => hasHmacSha256(await importedKey(key), token.signedText, token.signature)),
  );
  if (!matches.includes(true)) return refuse("signature");
  if (now() >= (token.expiresAtSeconds + clockSkewSeconds) * 1000) return refuse("expired");
  const audience = addressOf(token.resourceUri);
  if (audience === undefined || !covers(audience, request)) return refuse("audience");
  return Object.freeze({ ok: true, keyName: token.keyName });
}

function refuse(reason: SasRejection): SasVerification {
  return Object.freeze({ ok: false, reason });
}

interface Address {
  readonly host: string;
  readonly segments: readonly string[];
}

function addressOf(text: string): Address | undefined {
  let url: URL;
  try {
    // "sb" is not a web scheme: URL would leave its host and path as they are.
    url = new URL(text.replace(/^sb:/i, "https:"));
  } catch {
    return undefined;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  return { host: url.hostname, segments: url.pathname.split("/").filter(Boolean).map(normalizeSegment) };
}

function normalizeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).toLowerCase();
  } catch {
    return segment.toLowerCase();
  }
}

function covers(audience: Address, request: Address): boolean {
  return (
    audience.host === request.host && audience.segments.every((segment, index) => segment === request.segments[index])
  );
}

const importedKeys = new WeakMap<SasKey, { readonly key: string; readonly imported: Promise<VerificationKey> }>();

function importedKey(key: SasKey): Promise<VerificationKey> {
  const known = importedKeys.get(key);
  if (known?.key === key.key) return known.imported;
  const imported = importVerificationKey(key.key);
  importedKeys.set(key, { key: key.key, imported });
  return imported;
}
