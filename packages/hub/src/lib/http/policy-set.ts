import { parseSasToken } from "@nh/auth";
import { type SasKey, type SasRejection, verifySasToken } from "@nh/auth/verify";
import type { Right } from "@nh/wire";
import type { Policy } from "../options.js";
import type { RequestAddress } from "./request-address.js";

/**
 * What policies say about a request: yes, a right is missing, or why the token is wrong. A
 * `foreign` value is something else than a token, such as a key or a connection string.
 */
export type AccessVerdict = "allowed" | "forbidden" | "foreign" | SasRejection;

/** Every verdict; the compiler finds a missing one. */
export const accessVerdicts: readonly AccessVerdict[] = Object.keys({
  allowed: true,
  forbidden: true,
  foreign: true,
  missing: true,
  malformed: true,
  "unknown-key": true,
  signature: true,
  expired: true,
  audience: true,
} satisfies Record<AccessVerdict, true>) as AccessVerdict[];

const CACHE_SIZE = 1_000;
const SCOPES_SIZE = 100;

/** Shared access policies that never change, and the check of tokens against them. */
export class PolicySet {
  readonly policies: readonly Policy[];
  readonly #now: () => number;
  readonly #keys: readonly SasKey[];
  /** Tokens that were accepted before, so that a client that keeps its token is checked once. */
  readonly #accepted = new Map<string, AcceptedToken>();

  constructor(policies: readonly Policy[], now: () => number) {
    this.policies = policies;
    this.#now = now;
    this.#keys = policies.flatMap(({ keyName, primaryKey, secondaryKey }) =>
      [primaryKey, secondaryKey].flatMap((key) => (key === undefined ? [] : [{ keyName, key }])),
    );
  }

  /** The verdict on a token that was accepted before. Undefined for any other. */
  recall(authorization: string | null, url: RequestAddress, right: Right): AccessVerdict | undefined {
    const known = authorization === null ? undefined : this.#accepted.get(authorization);
    const holds = known?.scopes.has(scopeOf(url, known.depth)) === true && this.#now() < known.expiresAtMs;
    return holds ? this.#verdictOn(known.keyName, right) : undefined;
  }

  async verify(authorization: string | null, url: RequestAddress, right: Right): Promise<AccessVerdict> {
    const verification = await verifySasToken(authorization, {
      requestUrl: `${url.protocol}//${url.host}${url.pathname}`,
      keys: this.#keys,
      now: this.#now,
    });
    if (!verification.ok) {
      const { reason } = verification;
      return reason === "malformed" && !/^\s*SharedAccessSignature\s/i.test(authorization ?? "") ? "foreign" : reason;
    }
    if (authorization !== null) this.#remember(authorization, url, verification.keyName);
    return this.#verdictOn(verification.keyName, right);
  }

  #verdictOn(keyName: string, right: Right): AccessVerdict {
    const grants = (policy: Policy) => policy.keyName === keyName && policy.rights.includes(right);
    return this.policies.some(grants) ? "allowed" : "forbidden";
  }

  #remember(authorization: string, url: RequestAddress, keyName: string): void {
    let known = this.#accepted.get(authorization);
    if (known === undefined) {
      const { resourceUri, expiresAtSeconds } = parseSasToken(authorization);
      known = { keyName, expiresAtMs: expiresAtSeconds * 1000, depth: depthOf(resourceUri), scopes: new Set() };
      if (this.#accepted.size >= CACHE_SIZE) this.#accepted.clear();
      this.#accepted.set(authorization, known);
    }
    if (known.scopes.size >= SCOPES_SIZE) known.scopes.clear();
    known.scopes.add(scopeOf(url, known.depth));
  }
}

/** What is remembered of an accepted token. */
interface AcceptedToken {
  readonly keyName: string;
  readonly expiresAtMs: number;
  /** How many path segments its audience names. Only these decide whether it covers a request. */
  readonly depth: number;
  /** The hosts for which it was accepted, each with that many path segments. */
  readonly scopes: Set<string>;
}

/** How many path segments an audience has, counted as the comparison counts them. */
function depthOf(resourceUri: string): number {
  return new URL(resourceUri.replace(/^sb:/i, "https:")).pathname.split("/").filter(Boolean).length;
}

/**
 * The host and the first segments of a path, as written. Of a path with empty segments: the whole
 * path.
 */
function scopeOf({ hostname, pathname }: RequestAddress, depth: number): string {
  if (depth === 0) return hostname;
  if (pathname.includes("//")) return hostname + pathname;
  let end = 0;
  for (let count = 0; count < depth && end >= 0; count++) end = pathname.indexOf("/", end + 1);
  return hostname + (end < 0 ? pathname : pathname.slice(0, end));
}
