import type { Platform } from "@nh/payloads";
import type { NotificationState } from "@nh/wire";
import type { Counts } from "./outcome-counts.js";

/** What the hub remembers of one send, for the service's telemetry. All times are milliseconds since 1970. */
export interface NotificationRecord {
  readonly hub: string;
  readonly id: string;
  readonly state: NotificationState;
  readonly platform: Platform;
  readonly body: string;
  /** The expression as it was sent; undefined for everybody and for direct sends. */
  readonly tags: string | undefined;
  /** The host and query of the send, for the telemetry's `Location`. */
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

/** How long telemetry can be asked for. The service's documentation gives no number; a month of its days covers any test. */
const TELEMETRY_LIFETIME_MS = 30 * 24 * 3600 * 1000;

/** Ten thousand payloads may have 64 KB each: beyond this many characters the oldest go early. */
const BODY_BUDGET = 64 * 1024 * 1024;

/** The last notifications of all hubs, up to a number. */
export class NotificationLog {
  readonly #capacity: number;
  readonly #records = new Map<string, NotificationRecord>();
  #bodyLength = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Keeps or replaces a record and forgets those that have to go for it. */
  put(record: NotificationRecord): void {
    for (const old of this.evictedBy(record)) this.#remove(key(old.hub, old.id));
    this.#remove(key(record.hub, record.id));
    this.#records.set(key(record.hub, record.id), record);
    this.#bodyLength += record.body.length;
  }

  /** The records, oldest first, that have to go when this one is put. */
  evictedBy(record: NotificationRecord): readonly NotificationRecord[] {
    const replaced = this.#records.get(key(record.hub, record.id));
    let count = this.#records.size + (replaced === undefined ? 1 : 0);
    let length = this.#bodyLength + record.body.length - (replaced?.body.length ?? 0);
    const evicted: NotificationRecord[] = [];
    if (count <= this.#capacity && length <= BODY_BUDGET) return evicted;
    for (const old of this.#records.values()) {
      if (count <= this.#capacity && length <= BODY_BUDGET) break;
      if (old === replaced) continue;
      evicted.push(old);
      count--;
      length -= old.body.length;
    }
    return evicted;
  }

  get(hub: string, id: string, nowMs: number): NotificationRecord | undefined {
    const record = this.#records.get(key(hub, id));
    return record === undefined || record.enqueuedAtMs + TELEMETRY_LIFETIME_MS <= nowMs ? undefined : record;
  }

  all(): Iterable<NotificationRecord> {
    return this.#records.values();
  }

  #remove(id: string): void {
    this.#bodyLength -= this.#records.get(id)?.body.length ?? 0;
    this.#records.delete(id);
  }
}

function key(hub: string, id: string): string {
  return `${hub.toLowerCase()}/${id}`;
}
