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
export const TELEMETRY_LIFETIME_MS = 30 * 24 * 3600 * 1000;

/** The last notifications of all hubs, up to a number. */
export class NotificationLog {
  readonly #capacity: number;
  readonly #records = new Map<string, NotificationRecord>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Keeps or replaces a record and answers the one that had to go for it. */
  put(record: NotificationRecord): NotificationRecord | undefined {
    this.#records.set(key(record.hub, record.id), record);
    if (this.#records.size <= this.#capacity) return undefined;
    const oldest = this.oldest();
    if (oldest !== undefined) this.#records.delete(key(oldest.hub, oldest.id));
    return oldest;
  }

  /** The record that goes next when the log is full. */
  evictedByNext(): NotificationRecord | undefined {
    return this.#records.size >= this.#capacity ? this.oldest() : undefined;
  }

  get(hub: string, id: string, nowMs: number): NotificationRecord | undefined {
    const record = this.#records.get(key(hub, id));
    return record === undefined || record.enqueuedAtMs + TELEMETRY_LIFETIME_MS <= nowMs ? undefined : record;
  }

  all(): Iterable<NotificationRecord> {
    return this.#records.values();
  }

  private oldest(): NotificationRecord | undefined {
    const first = this.#records.values().next();
    return first.done === true ? undefined : first.value;
  }
}

function key(hub: string, id: string): string {
  return `${hub.toLowerCase()}/${id}`;
}
