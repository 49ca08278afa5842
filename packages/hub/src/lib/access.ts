import { type SasKey, type SasRejection, verifySasToken } from "@nh/auth/verify";
import type { Right } from "@nh/wire";
import type { Policy } from "./options.js";
import type { RequestAddress } from "./request-address.js";

/** Whether a request may be carried out. */
export type AccessDecision =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 401; readonly detail: string }
  | { readonly ok: false; readonly status: 403 };

/**
 * The sentences of a 401. The one on signatures is recorded; the others follow its form with the sub-codes that the .NET
 * client lists. Clients renew a token when the sentence says `ExpiredToken`.
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
const CACHE_SIZE = 1_000;

/** The shared access policies, and the check of every request against them. */
export class Access {
  readonly #now: () => number;
  #policies: readonly Policy[] = [];
  #keys: readonly SasKey[] = [];
  /** Tokens that were found good, by token and address, so that a client that keeps its token is checked once. */
  readonly #accepted = new Map<string, { readonly keyName: string; readonly expiresAtMs: number }>();

  constructor(policies: readonly Policy[], now: () => number) {
    this.#now = now;
    this.set(policies);
  }

  list(): readonly Policy[] {
    return this.#policies;
  }

  /**
   * Replaces all policies from now on: this is how keys are rotated while the hub runs.
   *
   * @throws {TypeError} naming what is wrong with a policy.
   */
  set(policies: readonly Policy[]): void {
    if (!Array.isArray(policies) || policies.length === 0)
      throw new TypeError("policies must hold at least one policy.");
    this.#policies = Object.freeze(policies.map(readPolicy));
    this.#keys = this.#policies.flatMap(({ keyName, primaryKey, secondaryKey }) =>
      [primaryKey, secondaryKey].flatMap((key) => (key === undefined ? [] : [{ keyName, key }])),
    );
    this.#accepted.clear();
  }

  /** Checks the token of a request, and that its policy has the right. A token that is known needs no waiting for. */
  check(authorization: string | null, url: RequestAddress, right: Right): AccessDecision | Promise<AccessDecision> {
    const cacheKey = authorization === null ? undefined : `${authorization}\n${url.hostname}${url.pathname}`;
    const known = cacheKey === undefined ? undefined : this.#accepted.get(cacheKey);
    if (known !== undefined && this.#now() < known.expiresAtMs) return this.#allows(known.keyName, right);
    return this.#verify(authorization, url, right, cacheKey);
  }

  async #verify(
    authorization: string | null,
    url: RequestAddress,
    right: Right,
    cacheKey: string | undefined,
  ): Promise<AccessDecision> {
    const verification = await verifySasToken(authorization, {
      requestUrl: `${url.protocol}//${url.host}${url.pathname}`,
      keys: this.#keys,
      now: this.#now,
    });
    if (!verification.ok) return { ok: false, status: 401, detail: sentences[verification.reason] };
    if (cacheKey !== undefined) this.#remember(cacheKey, verification.keyName);
    return this.#allows(verification.keyName, right);
  }

  #allows(keyName: string, right: Right): AccessDecision {
    const granted = this.#policies.some((policy) => policy.keyName === keyName && policy.rights.includes(right));
    return granted ? { ok: true } : { ok: false, status: 403 };
  }

  #remember(cacheKey: string, keyName: string): void {
    const expiry = /[\s&]se=(\d+)/.exec(cacheKey)?.[1];
    if (expiry === undefined) return;
    if (this.#accepted.size >= CACHE_SIZE) {
      const oldest = this.#accepted.keys().next();
      if (!oldest.done) this.#accepted.delete(oldest.value);
    }
    this.#accepted.set(cacheKey, { keyName, expiresAtMs: Number(expiry) * 1000 });
  }
}

function readPolicy(policy: Policy): Policy {
  const { keyName, rights, primaryKey, secondaryKey } = policy;
  if (typeof keyName !== "string" || keyName === "" || /[;\s]/.test(keyName)) {
    throw new TypeError("A policy's keyName must be text without blanks and semicolons.");
  }
  if (!Array.isArray(rights) || rights.length === 0 || !rights.every((right) => allRights.includes(right))) {
    throw new TypeError(`The rights of policy ${keyName} must be some of ${allRights.join(", ")}.`);
  }
  for (const key of secondaryKey === undefined ? [primaryKey] : [primaryKey, secondaryKey]) {
    if (typeof key !== "string" || key === "" || /[;\s]/.test(key)) {
      throw new TypeError(`The keys of policy ${keyName} must be text without blanks and semicolons.`);
    }
  }
  // Manage implies the other two, as in the service's default rule, which lists all three.
  const granted = rights.includes("Manage") ? allRights : rights;
  return Object.freeze({
    keyName,
    rights: Object.freeze([...granted]),
    primaryKey,
    ...(secondaryKey === undefined ? {} : { secondaryKey }),
  });
}
