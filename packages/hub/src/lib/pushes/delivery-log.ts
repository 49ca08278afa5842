import { checkOptions, filterWording, idRule, limitRule, type OptionRules } from "../check-options.js";
import type { Delivery } from "./delivery.js";
import type { DeliveryBatch } from "./delivery-batch.js";
import { type DeliveryFilter, deliveryFilterRules, deliveryMatcher } from "./delivery-filter.js";
import { isSettled, type PushReport } from "./push-report.js";

/** What came of a push after its delivery was recorded. */
export interface Reported {
  readonly hub: string;
  readonly report: PushReport;
  /** Takes the place of the outcome of the delivery. */
  readonly outcome: string;
  /** How often the push was retried. Set while it waits for its next retry. */
  readonly retries?: number | undefined;
  /** Until when the service asks to wait, in real time. Milliseconds since 1970. */
  readonly notBeforeMs?: number | undefined;
}

export interface ListDeliveriesOptions extends DeliveryFilter {
  /** The maximum number. Default 100. */
  readonly limit?: number | undefined;
  /** Only deliveries after the one with this id. */
  readonly after?: string | undefined;
  /** Whether the `oldest` or the `newest` comes first. Default `oldest`. */
  readonly order?: "oldest" | "newest" | undefined;
}

const listRules: OptionRules<ListDeliveriesOptions> = {
  ...deliveryFilterRules,
  limit: limitRule,
  after: idRule,
  order: { accepts: (value) => value === "oldest" || value === "newest", form: '"oldest" or "newest"' },
};

/** The last deliveries, up to a number. They are kept as the batches in which they came. */
export class DeliveryLog {
  readonly #capacity: number;
  #batches: DeliveryBatch[] = [];
  /** The index of the oldest batch. Shifting the array for each new one would cost its length. */
  #first = 0;
  /** How many deliveries of the oldest batch are already dropped. */
  #skipped = 0;
  #size = 0;
  #sequence = 0;
  /** What push services said about single deliveries, by id. */
  readonly #reports = new Map<number, Reported>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Reserves the ids of that many deliveries and returns the first one. */
  reserve(count: number): number {
    const firstId = this.#sequence + 1;
    this.#sequence += count;
    return firstId;
  }

  /** Notes what came of a push. */
  report(id: number, reported: Reported): void {
    this.#reports.set(id, reported);
  }

  reportOf(id: number): Reported | undefined {
    return this.#reports.get(id);
  }

  /** Every report, by the id of its delivery. */
  reports(): Iterable<readonly [number, Reported]> {
    return this.#reports;
  }

  /** Forgets what was said about a delivery. */
  forgetReport(id: number): void {
    this.#reports.delete(id);
  }

  /** The ids in a batch about which a report is kept. */
  reportedIn({ firstId, length }: DeliveryBatch): number[] {
    if (this.#reports.size === 0) return [];
    return Array.from({ length }, (_, index) => firstId + index).filter((id) => this.#reports.has(id));
  }

  /** A delivery by its id. Undefined when it is no longer kept. */
  get(id: number): Delivery | undefined {
    const batch = this.#batches.findLast(({ firstId }, index) => index >= this.#first && firstId <= id);
    if (batch === undefined || id < this.#oldestId || id >= batch.firstId + batch.length) return undefined;
    return this.#reported(batch, id - batch.firstId);
  }

  /** Keeps a batch and drops what exceeds the limit. */
  add(batch: DeliveryBatch): void {
    this.#batches.push(batch);
    this.#size += batch.length;
    this.#trim();
  }

  /**
   * Keeps a batch from a store or a snapshot, and reserves its ids. Call {@link sort} after the
   * last one.
   */
  restore(batch: DeliveryBatch): void {
    this.#sequence = Math.max(this.#sequence, batch.firstId + batch.length - 1);
    this.#batches.push(batch);
    this.#size += batch.length;
  }

  /**
   * Sorts batches that were restored in any order. Drops and returns those that exceed the limit.
   */
  sort(): readonly DeliveryBatch[] {
    this.#batches = this.#batches.slice(this.#first).sort((left, right) => left.firstId - right.firstId);
    this.#first = 0;
    const evicted = this.evictedBy(0);
    this.#trim();
    return evicted;
  }

  /** The batches that will be dropped entirely when `count` more deliveries are added. */
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

  /** @throws {ArgumentError} when an option is wrong. The message names it. */
  list(options: ListDeliveriesOptions = {}): Delivery[] {
    const found: Delivery[] = [];
    for (const delivery of this.scan(options)) if (delivery !== undefined) found.push(delivery);
    return found;
  }

  /**
   * The same, one by one, for a search that pauses. Yields undefined for a delivery that does
   * not match.
   */
  *scan(options: ListDeliveriesOptions = {}): Iterable<Delivery | undefined> {
    checkOptions(options, listRules, filterWording);
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
        const delivery = this.#reported(batch, index);
        const found = matches(delivery);
        if (found) left--;
        yield found ? delivery : undefined;
      }
    }
  }

  /** Removes the deliveries of a hub. */
  removeHub(hub: string): void {
    const batches = this.batches();
    const name = hub.toLowerCase();
    const kept = batches.filter((batch) => batch.hub.toLowerCase() !== name);
    if (kept[0] !== batches[0]) this.#skipped = 0;
    this.#batches = kept;
    this.#first = 0;
    this.#size = kept.reduce((size, { length }) => size + length, -this.#skipped);
    for (const [id, reported] of this.#reports) if (reported.hub.toLowerCase() === name) this.#reports.delete(id);
  }

  clear(): void {
    this.#batches = [];
    this.#first = 0;
    this.#skipped = 0;
    this.#size = 0;
    for (const [id, { report }] of this.#reports) if (isSettled(report)) this.#reports.delete(id);
  }

  #reported(batch: DeliveryBatch, index: number): Delivery {
    const delivery = batch.at(index);
    const reported = this.#reports.get(batch.firstId + index);
    return reported === undefined ? delivery : { ...delivery, outcome: reported.outcome, push: reported.report };
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
      const dropped = this.#batches[this.#first];
      for (const id of dropped === undefined ? [] : this.reportedIn(dropped)) this.#reports.delete(id);
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
