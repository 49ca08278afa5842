import type { Right } from "@nh/wire";
import { createSecretMask } from "@nh/wire/server";
import { ArgumentError } from "../argument-error.js";
import type { Policy } from "../options.js";
import { type AccessVerdict, PolicySet } from "./policy-set.js";
import { readPolicy } from "./read-policy.js";
import type { RequestAddress } from "./request-address.js";

/**
 * The check of every request against the policies of the namespace, and against those of the hub
 * that it addresses.
 */
export class Access {
  readonly #now: () => number;
  #namespace: PolicySet;
  /** A hub's policies are replaced as a whole, so the list itself tells whether they changed. */
  readonly #ofHubs = new WeakMap<readonly Policy[], PolicySet>();
  /** Every key that there was. A rotated one is still a secret where it comes from. */
  readonly #secrets = new Set<string>();
  #mask: ((text: string) => string) | undefined;

  constructor(policies: readonly Policy[], now: () => number) {
    this.#now = now;
    this.#namespace = this.#read(policies);
  }

  /** The policies of the namespace. */
  list(): readonly Policy[] {
    return this.#namespace.policies;
  }

  /**
   * Replaces all policies of the namespace from now on. This is how keys are rotated while the hub
   * runs.
   *
   * @throws {ArgumentError} when a policy is wrong.
   */
  set(policies: readonly Policy[]): void {
    this.#namespace = this.#read(policies);
  }

  /** Masks the keys of all policies, present and past, and other secrets in a string. */
  mask(text: string): string {
    this.#mask ??= createSecretMask(this.#secrets);
    return this.#mask(text);
  }

  /**
   * Checks the token of a request, and that its policy has the right. A known token is decided at
   * once.
   *
   * @param ofHub The policies of the addressed hub. Empty for what only the namespace's may do.
   */
  check(
    authorization: string | null,
    url: RequestAddress,
    right: Right,
    ofHub: readonly Policy[],
  ): AccessVerdict | Promise<AccessVerdict> {
    const sets = ofHub.length === 0 ? [this.#namespace] : [this.#namespace, this.#setOf(ofHub)];
    for (const set of sets) if (set.recall(authorization, url, right) === "allowed") return "allowed";
    return verifyWith(sets, authorization, url, right);
  }

  #setOf(policies: readonly Policy[]): PolicySet {
    const known = this.#ofHubs.get(policies) ?? this.#learn(new PolicySet(policies, this.#now));
    this.#ofHubs.set(policies, known);
    return known;
  }

  #read(policies: readonly Policy[]): PolicySet {
    if (!Array.isArray(policies) || policies.length === 0)
      throw new ArgumentError("policies", "policies must contain at least one policy.");
    const read = policies.map((policy, index) => readPolicy(policy, `policies[${index}]`));
    return this.#learn(new PolicySet(Object.freeze(read), this.#now));
  }

  #learn(set: PolicySet): PolicySet {
    for (const { primaryKey, secondaryKey } of set.policies) {
      this.#secrets.add(primaryKey);
      if (secondaryKey !== undefined) this.#secrets.add(secondaryKey);
    }
    this.#mask = undefined;
    return set;
  }
}

/** The most telling verdict: one set may not know a key that the other one does. */
async function verifyWith(
  sets: readonly PolicySet[],
  authorization: string | null,
  url: RequestAddress,
  right: Right,
): Promise<AccessVerdict> {
  const verdicts: AccessVerdict[] = [];
  for (const set of sets) {
    const verdict = await set.verify(authorization, url, right);
    if (verdict === "allowed") return verdict;
    verdicts.push(verdict);
  }
  const isTelling = (verdict: AccessVerdict) => verdict !== "unknown-key" && verdict !== "signature";
  const unsigned = verdicts.includes("signature") ? "signature" : "unknown-key";
  return verdicts.find((verdict) => verdict === "forbidden") ?? verdicts.find(isTelling) ?? unsigned;
}
