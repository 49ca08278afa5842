import type { NativePlatform } from "@nh/payloads";
import type { Reachable } from "../devices/reachable.js";
import { type Counts, type Tally, tally } from "./outcome-counts.js";
import { nativePush, type Push, type Recipient, recipientOf } from "./push.js";
import { PENDING } from "./push-report.js";

/** What a push hands to its platform. */
export type PushPayload = Pick<Push, "headers" | "body"> & { readonly platform: NativePlatform };

/** The pushes of one send, in the order in which the audience was found. */
export interface PushList {
  readonly length: number;
  /** @throws {RangeError} when the list has no such push. */
  at(index: number): Push;
  slice(from: number, to: number): PushList;
  /** What the first pushes hand to their platforms where they succeed, each payload once. */
  payloads(count: number): readonly PushPayload[];
  /** Whether no platform has refused its push. */
  readonly allSucceeded: boolean;
  /** How many pushes a real push service has still to settle. */
  readonly pending: number;
  /**
   * How often each outcome occurred. Pending pushes have none. `skipped` lists the platforms of
   * registrations whose handle already got a push.
   */
  counts(skipped: readonly NativePlatform[]): Counts;
}

/** Pushes that may differ in everything. */
export class MixedPushes implements PushList {
  readonly #pushes: readonly Push[];

  constructor(pushes: readonly Push[]) {
    this.#pushes = pushes;
  }

  get length(): number {
    return this.#pushes.length;
  }

  get allSucceeded(): boolean {
    return this.#pushes.every(({ outcome }) => outcome === "Success" || outcome === PENDING);
  }

  get pending(): number {
    return this.#pushes.filter(({ outcome }) => outcome === PENDING).length;
  }

  at(index: number): Push {
    return element(this.#pushes, index);
  }

  payloads(count: number): readonly PushPayload[] {
    const distinct = new Map<string, PushPayload>();
    for (const { recipient, headers, body, outcome } of this.#pushes.slice(0, count)) {
      const { platform } = recipient;
      if (outcome === "Success") distinct.set(JSON.stringify([platform, headers, body]), { platform, headers, body });
    }
    return [...distinct.values()];
  }

  slice(from: number, to: number): PushList {
    return new MixedPushes(this.#pushes.slice(from, to));
  }

  counts(skipped: readonly NativePlatform[]): Counts {
    const counts: Tally = {};
    for (const { recipient, outcome } of this.#pushes)
      if (outcome !== PENDING) tally(counts, recipient.platform, outcome);
    for (const platform of skipped) tally(counts, platform, "Skipped");
    return counts;
  }
}

/**
 * The pushes of a native send that every platform accepts. They differ only in their recipient, so
 * each one is made when somebody looks at it: a send to thousands costs little more than finding
 * them.
 */
export class NativePushes implements PushList {
  readonly allSucceeded = true;
  readonly pending = 0;
  readonly #platform: NativePlatform;
  readonly #headers: Push["headers"];
  readonly #body: string;
  readonly #recipients: readonly (Reachable | Recipient)[];

  constructor(
    platform: NativePlatform,
    headers: Push["headers"],
    body: string,
    recipients: readonly (Reachable | Recipient)[],
  ) {
    this.#platform = platform;
    this.#headers = headers;
    this.#body = body;
    this.#recipients = recipients;
  }

  get length(): number {
    return this.#recipients.length;
  }

  at(index: number): Push {
    const recipient = element(this.#recipients, index);
    return nativePush("handle" in recipient ? recipient : recipientOf(recipient), this.#headers, this.#body);
  }

  payloads(count: number): readonly PushPayload[] {
    const isEmpty = Math.min(count, this.length) === 0;
    return isEmpty ? [] : [{ platform: this.#platform, headers: this.#headers, body: this.#body }];
  }

  slice(from: number, to: number): PushList {
    return new NativePushes(this.#platform, this.#headers, this.#body, this.#recipients.slice(from, to));
  }

  counts(skipped: readonly NativePlatform[]): Counts {
    const counts: Tally = {};
    if (this.length > 0) counts[this.#platform] = { Success: this.length };
    for (const platform of skipped) tally(counts, platform, "Skipped");
    return counts;
  }
}

function element<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`The list of ${items.length} pushes has no push ${index}.`);
  return item;
}
