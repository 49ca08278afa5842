import { parseSasToken } from "@nh/auth";
import { type SasKey, type SasRejection, verifySasToken } from "@nh/auth/verify";
import type { Right } from "@nh/wire";
import { isObject, refuseUnknown, type Wording } from "../check-options.js";
import type { Policy } from "../options.js";
import type { RequestAddress } from "./request-address.js";

/** Whether a request may be carried out. */
export type AccessDecision =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 401; readonly detail: string }
  | { readonly ok: false; readonly status: 403 };

/**
 * The sentences of a 401. The one on signatures is recorded. The others follow its form, with the
 * sub-codes that the .NET client lists. Clients renew a token when the sentence says
 * `ExpiredToken`.
 */
const sentences: Readonly<Record<SasRejection, string>> = {
  missing: "MissingToken: The authorization header was not found.",
  malformed: "MalformedToken: The token is malformed.",
  "unknown-key": "InvalidSignature: The token has an invalid signature.",
  signature: "InvalidSignature: The token has an invalid signature.",
  expired: "ExpiredToken: The token is expired.",
  audience: "InvalidAudience: The token is not valid for this address.",
};

const allRights: readonly Right[] = ["Listen", "Send", "Manage"];
const allowed: AccessDecision = Object.freeze({ ok: true });
const policyNames = ["keyName", "rights", "primaryKey", "secondaryKey"];
const policyWording: Wording = { whole: "A policy", part: "policy property", parts: "policy properties" };
const CACHE_SIZE = 1_000;
const SCOPES_SIZE = 100;

/** The shared access policies, and the check of every request against them. */
export class Access {
  readonly #now: () => number;
  #policies: readonly Policy[] = [];
  #keys: readonly SasKey[] = [];
  /** Tokens that were accepted before, so that a client that keeps its token is checked once. */
  readonly #accepted = new Map<string, AcceptedToken>();

  constructor(policies: readonly Policy[], now: () => number) {
    this.#now = now;
    this.set(policies);
  }

  list(): readonly Policy[] {
    return this.#policies;
  }

  /**
   * Replaces all policies from now on. This is how keys are rotated while the hub runs.
   *
   * @throws {TypeError} when a policy is wrong.
   */
  set(policies: readonly Policy[]): void {
    if (!Array.isArray(policies) || policies.length === 0)
      throw new TypeError("policies must contain at least one policy.");
    this.#policies = Object.freeze(policies.map(readPolicy));
    this.#keys = this.#policies.flatMap(({ keyName, primaryKey, secondaryKey }) =>
      [primaryKey, secondaryKey].flatMap((key) => (key === undefined ? [] : [{ keyName, key }])),
    );
    this.#accepted.clear();
  }

  /**
   * Checks the token of a request, and that its policy has the right. A known token is decided at
   * once.
   */
  check(authorization: string | null, url: RequestAddress, right: Right): AccessDecision | Promise<AccessDecision> {
    const known = authorization === null ? undefined : this.#accepted.get(authorization);
    if (known?.scopes.has(scopeOf(url, known.depth)) === true && this.#now() < known.expiresAtMs)
      return this.#allows(known.keyName, right);
    return this.#verify(authorization, url, right);
  }

  async #verify(authorization: string | null, url: RequestAddress, right: Right): Promise<AccessDecision> {
    const keys = this.#keys;
    const verification = await verifySasToken(authorization, {
      requestUrl: `${url.protocol}//${url.host}${url.pathname}`,
      keys,
      now: this.#now,
    });
    if (!verification.ok) return { ok: false, status: 401, detail: sentences[verification.reason] };
    // A key that was rotated away while its token was checked must not be remembered.
    if (authorization !== null && keys === this.#keys) this.#remember(authorization, url, verification.keyName);
    return this.#allows(verification.keyName, right);
  }

  #allows(keyName: string, right: Right): AccessDecision {
    for (const policy of this.#policies) {
      if (policy.keyName === keyName && policy.rights.includes(right)) return allowed;
    }
    return { ok: false, status: 403 };
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

function readPolicy(policy: Policy): Policy {
  if (!isObject(policy)) throw new TypeError("A policy must be an object.");
  refuseUnknown(Object.keys(policy), policyNames, policyWording);
  const { keyName, rights, primaryKey, secondaryKey } = policy;
  if (typeof keyName !== "string" || keyName === "" || /[;\s]/.test(keyName)) {
    throw new TypeError("The keyName of a policy must be a string without spaces and semicolons.");
  }
  if (!Array.isArray(rights) || rights.length === 0 || !rights.every((right) => allRights.includes(right))) {
    throw new TypeError(`The rights of policy ${keyName} must be a list of one or more of ${allRights.join(", ")}.`);
  }
  for (const key of secondaryKey === undefined ? [primaryKey] : [primaryKey, secondaryKey]) {
    if (typeof key !== "string" || key === "" || /[;\s]/.test(key)) {
      throw new TypeError(`The keys of policy ${keyName} must be strings without spaces and semicolons.`);
    }
  }
  // Manage implies the other two, as in the service's default policy, which lists all three.
  const granted = rights.includes("Manage") ? allRights : rights;
  return Object.freeze({
    keyName,
    rights: Object.freeze([...granted]),
    primaryKey,
    ...(secondaryKey === undefined ? {} : { secondaryKey }),
  });
}
