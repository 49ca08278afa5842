import type { Platform } from "@nh/payloads";
import type { NotificationState } from "@nh/wire";
import type { Counts } from "./outcome-counts.js";

/**
 * What the hub remembers of one send for the service's telemetry. All times are milliseconds since
 * 1970.
 */
export interface NotificationRecord {
  readonly hub: string;
  readonly id: string;
  readonly state: NotificationState;
  readonly platform: Platform;
  readonly body: string;
  /** The expression as it was sent. Undefined for a broadcast and for a direct send. */
  readonly tags: string | undefined;
  /** The host and the version of the send, for the telemetry's `Location`. */
  readonly host: string;
  readonly apiVersion: string;
  readonly enqueuedAtMs: number;
  readonly startedAtMs?: number | undefined;
  readonly endedAtMs?: number | undefined;
  /** How often each outcome occurred, by platform. */
  readonly counts: Counts;
  /** Whether a blob lists the handles that a platform refused. */
  readonly hasErrors?: boolean | undefined;
}

/**
 * How long telemetry is available. The service's documentation gives no number. Thirty days cover
 * any test.
 */
const TELEMETRY_LIFETIME_MS = 30 * 24 * 3600 * 1000;

/**
 * Ten thousand payloads may have 64 KB each. When they exceed this many characters together, the
 * oldest are dropped early.
 */
const BODY_BUDGET = 64 * 1024 * 1024;

/** The last notifications of all hubs, up to a number. */
export class NotificationLog {
  readonly #capacity: number;
  /** By id alone: ids of the service are unique across hubs. */
  readonly #records = new Map<string, NotificationRecord>();
  /**
   * The ids in the order in which they came. Finding the first entry of a map that keeps losing its
   * first entries is slow.
   */
  #order: string[] = [];
  #first = 0;
  #bodyLength = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Keeps or replaces a record and drops those that exceed the limits. */
  put(record: NotificationRecord): void {
    this.restore(record);
    this.#trim(this.#excess(this.#records.size, this.#bodyLength).length);
  }

  /** Keeps a record from a store or a snapshot. Call {@link sort} after the last one. */
  restore(record: NotificationRecord): void {
    const { id } = record;
    const replaced = this.#records.get(id);
    this.#records.set(id, record);
    this.#bodyLength += record.body.length - (replaced?.body.length ?? 0);
    if (replaced === undefined) this.#order.push(id);
  }

  /**
   * Sorts records that were restored in any order by time. Drops and returns those that exceed the
   * limits.
   */
  sort(): readonly NotificationRecord[] {
    const enqueuedAtMs = (id: string): number => this.#records.get(id)?.enqueuedAtMs ?? 0;
    this.#order = this.#order.slice(this.#first).sort((left, right) => enqueuedAtMs(left) - enqueuedAtMs(right));
    this.#first = 0;
    const evicted = this.#excess(this.#records.size, this.#bodyLength);
    this.#trim(evicted.length);
    return evicted;
  }

  /** The records, oldest first, that must go when this one is put. */
  evictedBy(record: NotificationRecord): readonly NotificationRecord[] {
    const replaced = this.#records.get(record.id);
    const count = this.#records.size + (replaced === undefined ? 1 : 0);
    return this.#excess(count, this.#bodyLength + record.body.length - (replaced?.body.length ?? 0));
  }

  /** The oldest records that must go when there are this many, with bodies of this total length. */
  #excess(count: number, bodyLength: number): readonly NotificationRecord[] {
    const evicted: NotificationRecord[] = [];
    let [left, length] = [count, bodyLength];
    for (let index = this.#first; left > this.#capacity || length > BODY_BUDGET; index++) {
      const oldest = this.#records.get(this.#order[index] ?? "");
      if (oldest === undefined) break;
      evicted.push(oldest);
      left--;
      length -= oldest.body.length;
    }
    return evicted;
  }

  #trim(count: number): void {
    for (let turn = 0; turn < count; turn++) {
      const oldest = this.#order[this.#first++] ?? "";
      this.#bodyLength -= this.#records.get(oldest)?.body.length ?? 0;
      this.#records.delete(oldest);
    }
    if (this.#first > 1024 && this.#first * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Removes the notifications of a hub. */
  removeHub(hub: string): void {
    const name = hub.toLowerCase();
    for (const record of this.#records.values()) {
      if (record.hub.toLowerCase() !== name) continue;
      this.#records.delete(record.id);
      this.#bodyLength -= record.body.length;
    }
    this.#order = this.#order.slice(this.#first).filter((id) => this.#records.has(id));
    this.#first = 0;
  }

  get(hub: string, id: string, nowMs: number): NotificationRecord | undefined {
    const record = this.#records.get(id);
    if (record === undefined || record.hub.toLowerCase() !== hub.toLowerCase()) return undefined;
    return record.enqueuedAtMs + TELEMETRY_LIFETIME_MS <= nowMs ? undefined : record;
  }

  all(): Iterable<NotificationRecord> {
    return this.#records.values();
  }
}
