import { ArgumentError } from "./argument-error.js";
import { requireClock, requireObject } from "./check-argument.js";
import { hasHmacSha256, importVerificationKey, type VerificationKey } from "./hmac.js";
import { readSasToken } from "./parse-sas-token.js";
import { isSasTokenError } from "./sas-token-error.js";

/**
 * One key of a policy. The primary and the secondary key of a policy are two of these with the same
 * name.
 */
export interface SasKey {
  readonly keyName: string;
  readonly key: string;
}

/** Options of `verifySasToken`: what a token is checked against. */
export interface VerifySasTokenOptions {
  /** The address of the request. The audience must be this address or one above it. */
  readonly requestUrl: string | URL;
  /**
   * The keys that may have signed. When the same objects are passed again, their import is reused.
   */
  readonly keys: Iterable<SasKey>;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** For how many seconds after its expiry a token is still accepted, 0 or more. Default 0. */
  readonly clockSkewSeconds?: number | undefined;
}

/**
 * Why a token was refused: it is missing, it is malformed, its policy is unknown, no key of that
 * policy signed it, it has expired, or it was signed for another address. The checks run in this
 * order, so a forged token does not reveal whether it would have been in time.
 */
export type SasRejection = "missing" | "malformed" | "unknown-key" | "signature" | "expired" | "audience";

/** The result of `verifySasToken`. */
export type SasVerification =
  | { readonly ok: true; readonly keyName: string }
  | { readonly ok: false; readonly reason: SasRejection };

/**
 * Checks a Shared Access Signature token for a request. It accepts every audience that Azure's
 * clients sign: the namespace, the hub, or the full address with or without its query, with any
 * scheme and percent-encoding. It compares the host, and the path segment by segment, and ignores
 * scheme, port, query, trailing slash, and case.
 *
 * @throws {ArgumentError} when an argument has the wrong type, `requestUrl` is not an absolute
 * address, or `clockSkewSeconds` is not a number of 0 or more.
 */
export async function verifySasToken(
  text: string | null | undefined,
  options: VerifySasTokenOptions,
): Promise<SasVerification> {
  if (typeof (text ?? "") !== "string") throw new ArgumentError("text", "The token must be a string.");
  requireObject("options", options, "an object such as { requestUrl, keys }");
  const { requestUrl, keys, now = Date.now, clockSkewSeconds = 0 } = options;
  const request = addressOf(String(requestUrl));
  if (request === undefined) throw new ArgumentError("requestUrl", "requestUrl must be an absolute address.");
  // NaN, as an unset variable becomes, would accept every expired token.
  if (!Number.isFinite(clockSkewSeconds) || clockSkewSeconds < 0) {
    throw new ArgumentError("clockSkewSeconds", "clockSkewSeconds must be a number of seconds, 0 or more.");
  }
  requireClock(now);
  const known = readKeys(keys);
  let token: ReturnType<typeof readSasToken>;
  try {
    token = readSasToken(text ?? "");
  } catch (error) {
    if (isSasTokenError(error)) return refuse(error.reason);
    throw error;
  }
  const candidates = known.filter((key) => key.keyName === token.keyName);
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

function readKeys(keys: Iterable<SasKey>): readonly SasKey[] {
  const isIterable = typeof keys === "object" && keys !== null && Symbol.iterator in keys;
  const list = isIterable ? [...keys] : undefined;
  if (list?.every(isKey)) return list;
  throw new ArgumentError("keys", "keys must be an iterable of { keyName, key }, both non-empty strings.");
}

function isKey(value: SasKey | null | undefined): boolean {
  return [value?.keyName, value?.key].every((part) => typeof part === "string" && part !== "");
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
    // URL does not parse the host and path of "sb:", which is not a web scheme.
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
