import type { TagExpression } from "@nh/wire";
import { AudienceIndex, type Pool } from "./audience-index.js";
import {
  handleKeyOf,
  handleOf,
  platformOf,
  poolOf,
  type Reachable,
  reachableOf,
  reachablesOf,
  tagsOf,
} from "./reachable.js";
import { SortedList } from "./sorted-list.js";
import { handleKey, type StoredInstallation, type StoredRegistration } from "./stored-device.js";

/**
 * The devices of one hub in memory, with every index over them. It knows nothing of persistence or
 * requests. Each method makes one complete change.
 */
export class HubState {
  readonly name: string;
  readonly installations = new Map<string, StoredInstallation>();
  readonly registrations = new Map<string, StoredRegistration>();
  readonly #index = new AudienceIndex((id) => this.#numbersOfInstallation(id));
  /**
   * Installation ids with capitals, by their lower case: tags are compared without regard to case.
   */
  readonly #mixedCaseIds = new Map<string, Set<string>>();
  /**
   * Reachable registrations by their number in the index. The numbers of removed ones are used
   * again.
   */
  readonly #reachables: (Reachable | undefined)[] = [];
  readonly #freeNumbers: number[] = [];
  readonly #numberByRegistrationId = new Map<string, number>();
  readonly #numbersByHandle = new Map<string, number | Set<number>>();
  readonly #list = new SortedList();
  /** The few things that expire, and when. */
  readonly #expiring = new Map<string, { kind: "installation" | "registration"; id: string; atMs: number }>();
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(name: string) {
    this.name = name;
  }

  putInstallation(stored: StoredInstallation): void {
    const { installationId } = stored.document;
    const previous = this.installations.get(installationId);
    if (previous !== undefined) this.#remove(reachablesOf(previous));
    this.installations.set(installationId, stored);
    this.#rememberCase(installationId);
    for (const reachable of reachablesOf(stored)) this.#add(reachable);
    this.#setExpiry("installation", installationId, stored.expiresAtMs);
  }

  removeInstallation(id: string): void {
    const previous = this.installations.get(id);
    if (previous === undefined) return;
    this.#remove(reachablesOf(previous));
    this.installations.delete(id);
    this.#forgetCase(id);
    this.#setExpiry("installation", id, undefined);
  }

  putRegistration(stored: StoredRegistration): void {
    const { registrationId } = stored.registration;
    const previous = this.registrations.get(registrationId);
    if (previous !== undefined) this.#remove([reachableOf(previous)]);
    this.registrations.set(registrationId, stored);
    this.#add(reachableOf(stored));
    this.#setExpiry("registration", registrationId, stored.expiresAtMs);
  }

  removeRegistration(id: string): void {
    const previous = this.registrations.get(id);
    if (previous === undefined) return;
    this.#remove([reachableOf(previous)]);
    this.registrations.delete(id);
    this.#setExpiry("registration", id, undefined);
  }

  /** How many registrations a send can reach, including those that installations make. */
  get reachableCount(): number {
    return this.#numberByRegistrationId.size;
  }

  poolSize(pool: Pool): number {
    return this.#index.size(pool);
  }

  tagCount(pool: Pool, tag: string): number {
    return this.#index.count(pool, tag);
  }

  /**
   * The registrations that a send reaches, oldest first. Without an expression it reaches the whole
   * pool.
   */
  select(pool: Pool, expression: TagExpression | undefined): Reachable[] {
    return this.#resolve(this.#index.select(pool, expression));
  }

  reachable(registrationId: string): Reachable | undefined {
    const number = this.#numberByRegistrationId.get(registrationId);
    return number === undefined ? undefined : this.#reachables[number];
  }

  /** Every registration with this handle, of any platform. */
  withHandle(handle: string): Reachable[] {
    const numbers = new Set<number>();
    // Handles of APNs are stored in capitals. All others are compared exactly.
    for (const key of new Set([handle, handle.toUpperCase()])) {
      const found = this.#numbersByHandle.get(key);
      if (typeof found === "number") numbers.add(found);
      else for (const number of found ?? []) numbers.add(number);
    }
    const matches = (reachable: Reachable): boolean => {
      const platform = platformOf(reachable);
      return handleKey(platform, handleOf(reachable)) === handleKey(platform, handle);
    };
    return this.#resolve([...numbers].sort((left, right) => left - right)).filter(matches);
  }

  /** Every registration, in no particular order. */
  all(): Reachable[] {
    return this.#reachables.filter((reachable) => reachable !== undefined);
  }

  /**
   * Every registration, or those with a tag, in the order of the service's lists: as they are at
   * this moment, though a long list is sorted in slices.
   */
  listed(tag: string | undefined): readonly Reachable[] | Promise<readonly Reachable[]> {
    return this.#list.sorted(tag, () => (tag === undefined ? this.all() : this.#resolve(this.#index.withTag(tag))));
  }

  /** The earliest moment at which a device expires. Infinite when none does. */
  get nextExpiryMs(): number {
    return this.#nextExpiryMs;
  }

  /** What has expired by now. The caller removes it, also from the store if there is one. */
  expired(nowMs: number): { kind: "installation" | "registration"; id: string }[] {
    if (nowMs < this.#nextExpiryMs) return [];
    const expired: { kind: "installation" | "registration"; id: string }[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const { kind, id, atMs } of this.#expiring.values()) {
      if (atMs <= nowMs) expired.push({ kind, id });
      else if (atMs < next) next = atMs;
    }
    this.#nextExpiryMs = next;
    return expired;
  }

  #setExpiry(kind: "installation" | "registration", id: string, atMs: number | undefined): void {
    const key = `${kind}/${id}`;
    if (atMs === undefined) {
      // The next expiry may now be too early. That costs one needless look.
      this.#expiring.delete(key);
      return;
    }
    this.#expiring.set(key, { kind, id, atMs });
    if (atMs < this.#nextExpiryMs) this.#nextExpiryMs = atMs;
  }

  *#numbersOfInstallation(lowerCaseId: string): Iterable<number> {
    for (const id of [lowerCaseId, ...(this.#mixedCaseIds.get(lowerCaseId) ?? [])]) {
      const stored = this.installations.get(id);
      for (const { registrationId } of stored === undefined ? [] : reachablesOf(stored)) {
        const number = this.#numberByRegistrationId.get(registrationId);
        if (number !== undefined) yield number;
      }
    }
  }

  #rememberCase(id: string): void {
    const lowerCase = id.toLowerCase();
    if (lowerCase === id) return;
    const known = this.#mixedCaseIds.get(lowerCase);
    if (known === undefined) this.#mixedCaseIds.set(lowerCase, new Set([id]));
    else known.add(id);
  }

  #forgetCase(id: string): void {
    const lowerCase = id.toLowerCase();
    const known = this.#mixedCaseIds.get(lowerCase);
    if (known?.delete(id) === true && known.size === 0) this.#mixedCaseIds.delete(lowerCase);
  }

  #resolve(numbers: readonly number[]): Reachable[] {
    const reachables: Reachable[] = [];
    for (const number of numbers) {
      const reachable = this.#reachables[number];
      if (reachable !== undefined) reachables.push(reachable);
    }
    return reachables;
  }

  #add(reachable: Reachable): void {
    this.#list.add(reachable);
    const number = this.#freeNumbers.pop() ?? this.#reachables.length;
    this.#reachables[number] = reachable;
    this.#numberByRegistrationId.set(reachable.registrationId, number);
    this.#index.add(number, poolOf(reachable), tagsOf(reachable));
    const key = handleKeyOf(reachable);
    const known = this.#numbersByHandle.get(key);
    if (known === undefined) this.#numbersByHandle.set(key, number);
    else if (typeof known === "number") this.#numbersByHandle.set(key, new Set([known, number]));
    else known.add(number);
  }

  #remove(reachables: readonly Reachable[]): void {
    for (const reachable of reachables) {
      const number = this.#numberByRegistrationId.get(reachable.registrationId);
      const member = number === undefined ? undefined : this.#reachables[number];
      if (number === undefined || member === undefined) continue;
      this.#list.remove(member);
      this.#index.remove(number, poolOf(reachable), tagsOf(reachable));
      this.#numberByRegistrationId.delete(reachable.registrationId);
      this.#reachables[number] = undefined;
      this.#freeNumbers.push(number);
      const key = handleKeyOf(reachable);
      const known = this.#numbersByHandle.get(key);
      if (typeof known === "number") this.#numbersByHandle.delete(key);
      else if (known?.delete(number) === true && known.size === 0) this.#numbersByHandle.delete(key);
    }
  }
}
