import type { NativePlatform } from "@nh/payloads";
import { normalizeTag } from "@nh/wire";
import { handleKey } from "./target.js";

/** One push that the hub handed to a simulated push platform. */
export interface Delivery {
  /** Counts up; deliveries are ordered by it. */
  readonly id: string;
  /** The hub's own time, ISO 8601. */
  readonly at: string;
  readonly hub: string;
  readonly notificationId: string;
  /** The device's platform as the format header names it, such as `apple`; for a template send, too. */
  readonly platform: NativePlatform;
  /** The whole handle: a browser's endpoint, `userId-channelId` of Baidu. */
  readonly handle: string;
  /** null for a direct send. */
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly tags: readonly string[];
  /** The template's name, empty when it has none; null for a native push. */
  readonly template: string | null;
  /** What the push platform gets as headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The final payload, after a template was filled in. */
  readonly body: string;
  /** `Success` or another name of the service's telemetry, such as `ExpiredChannel`. */
  readonly outcome: string;
}

/** Which deliveries are meant; what is not given matches all. */
export interface DeliveryFilter {
  readonly hub?: string | undefined;
  readonly platform?: string | undefined;
  readonly handle?: string | undefined;
  /** A tag of the device, its automatic ones included. */
  readonly tag?: string | undefined;
  readonly notificationId?: string | undefined;
  readonly installationId?: string | undefined;
  readonly template?: string | undefined;
  readonly outcome?: string | undefined;
}

export interface ListDeliveriesOptions extends DeliveryFilter {
  /** How many at most; 100 by default. */
  readonly limit?: number | undefined;
  /** Only those after the delivery with this id. */
  readonly after?: string | undefined;
  /** `oldest` first (default) or `newest` first. */
  readonly order?: "oldest" | "newest" | undefined;
}

/** The last deliveries, up to a number; older ones are forgotten. */
export class DeliveryLog {
  readonly #capacity: number;
  #kept: Delivery[] = [];
  /** Where the oldest delivery stands in `#kept`: shifting the array for each new delivery would cost its length. */
  #first = 0;
  #sequence = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  nextId(): string {
    return String(++this.#sequence);
  }

  /** Keeps a delivery and answers the one that had to go for it. */
  add(delivery: Delivery): Delivery | undefined {
    this.#kept.push(delivery);
    if (this.#kept.length - this.#first <= this.#capacity) return undefined;
    const evicted = this.#kept[this.#first++];
    if (this.#first > 1024 && this.#first * 2 > this.#kept.length) {
      this.#kept = this.#kept.slice(this.#first);
      this.#first = 0;
    }
    return evicted;
  }

  /** Keeps a delivery of a store or a snapshot, whose id counts as given out. */
  restore(delivery: Delivery): void {
    this.#sequence = Math.max(this.#sequence, Number(delivery.id));
    this.add(delivery);
  }

  /** Those that will be evicted when `count` more are added. */
  evictedBy(count: number): readonly Delivery[] {
    const excess = this.size + count - this.#capacity;
    return excess <= 0 ? [] : this.#kept.slice(this.#first, this.#first + Math.min(excess, this.size));
  }

  get size(): number {
    return this.#kept.length - this.#first;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** Brings the deliveries of a store or a snapshot, which come in any order, into their own. */
  sort(): void {
    this.#kept = this.#kept.slice(this.#first).sort((left, right) => Number(left.id) - Number(right.id));
    this.#first = 0;
  }

  all(): readonly Delivery[] {
    return this.#kept.slice(this.#first);
  }

  list(options: ListDeliveriesOptions = {}): Delivery[] {
    const { limit = 100, after, order = "oldest" } = options;
    const matches = deliveryMatcher(options);
    const found: Delivery[] = [];
    const newestFirst = order === "newest";
    for (let step = 0; step < this.size && found.length < limit; step++) {
      const delivery = this.#kept[newestFirst ? this.#kept.length - 1 - step : this.#first + step];
      if (delivery === undefined) continue;
      if (after !== undefined && Number(delivery.id) <= Number(after)) {
        if (newestFirst) break;
        continue;
      }
      if (matches(delivery)) found.push(delivery);
    }
    return found;
  }

  clear(): void {
    this.#kept = [];
    this.#first = 0;
  }
}

/** A test of deliveries against a filter: hub, platform and tag without regard to case, handles as their platform compares them. */
export function deliveryMatcher(filter: DeliveryFilter): (delivery: Delivery) => boolean {
  const { hub, platform, handle, tag, notificationId, installationId, template, outcome } = filter;
  const wantedTag = tag === undefined ? undefined : normalizeTag(tag);
  return (delivery) =>
    (notificationId === undefined || delivery.notificationId === notificationId) &&
    (hub === undefined || delivery.hub.toLowerCase() === hub.toLowerCase()) &&
    (platform === undefined || delivery.platform === platform.toLowerCase()) &&
    (handle === undefined || handleKey(delivery.platform, delivery.handle) === handleKey(delivery.platform, handle)) &&
    (installationId === undefined || delivery.installationId === installationId) &&
    (template === undefined || delivery.template === template) &&
    (outcome === undefined || delivery.outcome === outcome) &&
    (wantedTag === undefined || delivery.tags.some((candidate) => normalizeTag(candidate) === wantedTag));
}
