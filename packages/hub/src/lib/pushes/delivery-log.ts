import type { NativePlatform } from "@nh/payloads";
import { normalizeTag } from "@nh/wire";
import { checkOptions, idRule, limitRule, type OptionRules, textRule } from "../check-options.js";
import { handleKey } from "../devices/reachable.js";
import type { DeliveryBatch } from "./delivery-batch.js";
import { platformRule } from "./platform-rule.js";

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
  readonly platform?: NativePlatform | undefined;
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

export const deliveryFilterRules: OptionRules<DeliveryFilter> = {
  hub: textRule,
  platform: platformRule,
  handle: textRule,
  tag: textRule,
  notificationId: textRule,
  installationId: textRule,
  template: textRule,
  outcome: textRule,
};

const listRules: OptionRules<ListDeliveriesOptions> = {
  ...deliveryFilterRules,
  limit: limitRule,
  after: idRule,
  order: { accepts: (value) => value === "oldest" || value === "newest", form: '"oldest" or "newest"' },
};

/** The last deliveries, up to a number; older ones are forgotten. They are kept as the batches in which they came. */
export class DeliveryLog {
  readonly #capacity: number;
  #batches: DeliveryBatch[] = [];
  /** Where the oldest batch stands in `#batches`: shifting the array for each new one would cost its length. */
  #first = 0;
  /** How many deliveries of the oldest batch are forgotten already. */
  #skipped = 0;
  #size = 0;
  #sequence = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Gives out the ids of so many deliveries and answers the first one. */
  reserve(count: number): number {
    const firstId = this.#sequence + 1;
    this.#sequence += count;
    return firstId;
  }

  /** Keeps a batch and forgets what has to go for it. */
  add(batch: DeliveryBatch): void {
    this.#batches.push(batch);
    this.#size += batch.length;
    this.#trim();
  }

  /** Keeps a batch of a store or a snapshot, whose ids count as given out. Call {@link sort} after the last one. */
  restore(batch: DeliveryBatch): void {
    this.#sequence = Math.max(this.#sequence, batch.firstId + batch.length - 1);
    this.#batches.push(batch);
    this.#size += batch.length;
  }

  /** Brings batches that were restored in any order into their own, and forgets and answers those that are too many. */
  sort(): readonly DeliveryBatch[] {
    this.#batches = this.#batches.slice(this.#first).sort((left, right) => left.firstId - right.firstId);
    this.#first = 0;
    const evicted = this.evictedBy(0);
    this.#trim();
    return evicted;
  }

  /** The batches that will be forgotten as a whole when `count` more deliveries are added. */
  evictedBy(count: number): readonly DeliveryBatch[] {
    const evicted: DeliveryBatch[] = [];
    let excess = this.#size + this.#skipped + count - this.#capacity;
    for (let index = this.#first; index < this.#batches.length; index++) {
      const batch = this.#batches[index];
      if (batch === undefined || batch.length > excess) break;
      excess -= batch.length;
      evicted.push(batch);
    }
    return evicted;
  }

  get size(): number {
    return this.#size;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** The batches of which anything is kept, the oldest first. */
  batches(): readonly DeliveryBatch[] {
    return this.#batches.slice(this.#first);
  }

  /** @throws {TypeError} naming the option that is wrong. */
  list(options: ListDeliveriesOptions = {}): Delivery[] {
    const found: Delivery[] = [];
    for (const delivery of this.scan(options)) if (delivery !== undefined) found.push(delivery);
    return found;
  }

  /** The same one after another, for a search that pauses: undefined stands for each that was looked at in vain. */
  *scan(options: ListDeliveriesOptions = {}): Iterable<Delivery | undefined> {
    checkOptions("The filter", options, listRules);
    const { after, order = "oldest", notificationId } = options;
    let left = options.limit ?? 100;
    const matches = deliveryMatcher(options);
    const from = Math.max(this.#oldestId, after === undefined ? 0 : Number(after) + 1);
    const batches = this.batches();
    const newestFirst = order === "newest";
    for (let step = 0; step < batches.length && left > 0; step++) {
      const batch = batches[newestFirst ? batches.length - 1 - step : step];
      if (batch === undefined || batch.firstId + batch.length <= from) continue;
      if (notificationId !== undefined && batch.notificationId !== notificationId) continue;
      for (let turn = 0; turn < batch.length && left > 0; turn++) {
        const index = newestFirst ? batch.length - 1 - turn : turn;
        if (batch.firstId + index < from) continue;
        const delivery = batch.at(index);
        const found = matches(delivery);
        if (found) left--;
        yield found ? delivery : undefined;
      }
    }
  }

  clear(): void {
    this.#batches = [];
    this.#first = 0;
    this.#skipped = 0;
    this.#size = 0;
  }

  get #oldestId(): number {
    return (this.#batches[this.#first]?.firstId ?? 0) + this.#skipped;
  }

  #trim(): void {
    while (this.#size > this.#capacity) {
      const excess = this.#size - this.#capacity;
      const left = (this.#batches[this.#first]?.length ?? 0) - this.#skipped;
      if (excess < left) {
        this.#skipped += excess;
        this.#size -= excess;
        break;
      }
      this.#first++;
      this.#skipped = 0;
      this.#size -= left;
    }
    if (this.#first > 1024 && this.#first * 2 > this.#batches.length) {
      this.#batches = this.#batches.slice(this.#first);
      this.#first = 0;
    }
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
