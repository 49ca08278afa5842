import type { Closing } from "./closing.js";
import type { Identifiers } from "./devices/identifiers.js";
import type { EventBus } from "./events.js";
import type { FaultRules } from "./faults/fault-rules.js";
import type { Access } from "./http/access.js";
import type { RequestLog } from "./http/request-log.js";
import type { ResolvedOptions } from "./options.js";
import type { DeliveryWaiters } from "./pushes/delivery-wait.js";
import type { Recipient } from "./pushes/push.js";
import type { TestSendThrottle } from "./sends/test-send-throttle.js";
import type { HubClock } from "./state/clock.js";
import type { DueTimer } from "./state/due-timer.js";
import type { State } from "./state/state.js";
import type { BlobStore } from "./store/blob-store.js";
import type { RecordChange, RecordReplacement } from "./store/record-store.js";
import type { StoreHealth } from "./store/store-health.js";

/** How programs reach a hub that listens. */
export interface Connection {
  /** A name of a hub to use. */
  readonly hub: string;
  readonly connectionString: string;
  /** Null without HTTPS. */
  readonly tlsConnectionString: string | null;
  /** What clients over TLS must trust. Null without HTTPS. */
  readonly certificatePath: string | null;
}

/** Pushes to real push services. */
export interface Delivering {
  /** Whether a push to this recipient leaves the hub. */
  covers(hub: string, recipient: Recipient): boolean;
  /**
   * The public VAPID key with which a browser subscribes. Undefined when the hub does not push to
   * browsers.
   */
  pushKey(hub: string): string | undefined;
  /** Begins with what waits in the outbox. Called when something was added to it. */
  start(): void;
  /** Ends it. Pushes that are on their way may finish within that time. */
  stop(graceMs: number): Promise<void>;
}

/** What all parts of a hub share. */
export interface HubContext {
  readonly options: ResolvedOptions;
  readonly clock: HubClock;
  readonly ids: Identifiers;
  readonly access: Access;
  readonly faults: FaultRules;
  readonly events: EventBus;
  readonly requests: RequestLog;
  readonly waiters: DeliveryWaiters;
  readonly blobs: BlobStore;
  readonly timer: DueTimer;
  readonly throttle: TestSendThrottle;
  /** Undefined for a hub that only records what it would push. */
  readonly deliver: Delivering | undefined;
  /** Replaced as a whole by `reset` and by an imported snapshot. */
  state: State;
  /** Whether `close` was called, and who waits for that. */
  readonly closing: Closing;
  /** Whether the hub has a store. */
  readonly durable: boolean;
  /** Whether the store takes writes. */
  readonly storeHealth: StoreHealth;
  /** Begins to replace everything in the store. Undefined without one. */
  beginReplacement(): RecordReplacement | undefined;
  /** How programs reach the hub. Undefined where the page is not served. */
  connection(): Connection | undefined;
  /**
   * Writes to the store, if there is one, before memory changes. What it throws leaves memory as it
   * was.
   */
  commit(changes: () => readonly RecordChange[]): void;
}
