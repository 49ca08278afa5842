import { HubState } from "../devices/hub-state.js";
import type { StoredInstallation } from "../devices/stored-device.js";
import type { Policy } from "../options.js";
import { DeliveryLog } from "../pushes/delivery-log.js";
import { NotificationLog } from "../pushes/notification-log.js";
import { openReport, PENDING } from "../pushes/push-report.js";
import type { RecordChange } from "../store/record-store.js";
import { Agenda } from "./agenda.js";
import type { HubDefinition } from "./hub-definition.js";
import { isFinished, type JobRecord } from "./job-record.js";
import { Outbox, type OutgoingBatch, type OutgoingPush } from "./outbox.js";
import type { ScheduledSend } from "./scheduled-send.js";
import { UnsettledSends } from "./unsettled-sends.js";

/** How many pending deletions are made at once. */
const DELETIONS_AT_ONCE = 100;

/** How many ids of dead registrations are remembered. */
const KEEP_TOMBSTONES = 100_000;

/** How many notifications are kept for telemetry. */
const KEEP_NOTIFICATIONS = 10_000;

/** How many jobs are remembered, not counting those that still run. */
const KEEP_JOBS = 1_000;

/** A write to an installation that is not yet visible. */
export interface PendingInstallation {
  readonly hub: string;
  readonly id: string;
  readonly stored: StoredInstallation | undefined;
  readonly visibleAtMs: number;
}

/** What falls due: the key of a scheduled send, or of a pending write. */
export interface AgendaItem {
  readonly kind: "scheduled" | "installation";
  readonly key: string;
}

const noPolicies: readonly Policy[] = [];

/**
 * Everything that outlives a request: what a store keeps and a snapshot holds. An import replaces
 * it as a whole.
 */
export class State {
  readonly #hubs = new Map<string, HubState>();
  /** How hubs are described, by their names in lower case. One that was only used has none. */
  readonly #definitions = new Map<string, HubDefinition>();
  readonly scheduled = new Map<string, ScheduledSend>();
  /**
   * Writes to installations that are acknowledged but not yet visible. An undefined `stored` means
   * a deletion.
   */
  readonly pendingInstallations = new Map<string, PendingInstallation>();
  /** When scheduled sends and pending writes are due. */
  readonly agenda = new Agenda<AgendaItem>();
  readonly notifications = new NotificationLog(KEEP_NOTIFICATIONS);
  readonly deliveries: DeliveryLog;
  /** What real push services have still to get. */
  readonly outbox = new Outbox();
  /** What the store had of the outbox, until every report is known. */
  readonly restoredOutbox: OutgoingBatch[] = [];
  /** Pushes that were on their way when the hub ended. */
  readonly interrupted: OutgoingPush[] = [];
  readonly unsettled = new UnsettledSends();
  readonly jobs = new Map<string, JobRecord>();
  /** The keys of the jobs that nobody has read since they were submitted. */
  readonly unreadJobs = new Set<string>();
  /**
   * Registration ids that a push platform has declared dead, as `hub/id`. A PUT to one returns 410.
   * Use {@link addTombstone} to add one.
   */
  readonly tombstones = new Set<string>();

  /**
   * Deletions that the store still has to make, of what newer things have displaced. Making each at
   * once would double the cost of a send, and a restart would displace the same things again.
   */
  #pendingDeletions: RecordChange[] = [];

  constructor(keepDeliveries: number) {
    this.deliveries = new DeliveryLog(keepDeliveries);
  }

  /**
   * The earliest moment at which a scheduled send, a pending write or the expiry of a device is
   * due.
   */
  get nextDueAtMs(): number {
    let next = this.agenda.nextAtMs;
    for (const hub of this.#hubs.values()) next = Math.min(next, hub.nextExpiryMs);
    return next;
  }

  /**
   * Adds to {@link tombstones}. Drops and returns the oldest when there are too many: a platform
   * may reject handles for weeks.
   */
  addTombstone(hub: string, id: string): string[] {
    this.tombstones.add(hubKey(hub, id));
    // Many at once, because a set that keeps losing its first entry finds it slowly.
    if (this.tombstones.size <= KEEP_TOMBSTONES) return [];
    const forgotten: string[] = [];
    for (const oldest of this.tombstones) {
      if (this.tombstones.size <= KEEP_TOMBSTONES * 0.9) break;
      this.tombstones.delete(oldest);
      forgotten.push(oldest);
    }
    return forgotten;
  }

  /** Puts what the store had back into the outbox. Call it when every report is restored. */
  finishOutbox(): void {
    // A store returns its records in any order, and devices get their pushes in that of their
    // sends.
    for (const batch of this.restoredOutbox.splice(0).sort((left, right) => left.firstId - right.firstId)) {
      const interrupted = this.outbox.restore(batch, (id) => this.deliveries.reportOf(id));
      this.interrupted.push(...interrupted);
      const report = openReport("waiting", batch.atMs);
      for (const { id, hub } of batch.pushes)
        if (this.deliveries.reportOf(id) === undefined) this.deliveries.report(id, { hub, outcome: PENDING, report });
    }
    for (const { notificationId } of this.outbox.unsettled()) this.unsettled.add(notificationId, 1);
  }

  /** Accepts pushes for a real push service. */
  addOutgoing(batch: OutgoingBatch): void {
    const { hub, atMs, pushes } = batch;
    const report = openReport("waiting", atMs);
    this.outbox.add(batch);
    for (const { id, notificationId } of pushes) {
      this.deliveries.report(id, { hub, outcome: PENDING, report });
      this.unsettled.add(notificationId, 1);
    }
  }

  /** The finished jobs that must go when another one comes, the oldest first. */
  get outdatedJobs(): readonly JobRecord[] {
    const excess = this.jobs.size + 1 - KEEP_JOBS;
    if (excess <= 0) return [];
    const finished = Array.from(this.jobs.values()).filter(isFinished);
    return finished.sort((left, right) => left.createdAtMs - right.createdAtMs).slice(0, excess);
  }

  /** Remembers deletions that may wait. */
  deleteLater(changes: readonly RecordChange[]): void {
    this.#pendingDeletions.push(...changes);
  }

  /**
   * The deletions to make now. Empty until enough have come together to be cheap. Call {@link
   * deletionsMade} when they are made.
   */
  get dueDeletions(): readonly RecordChange[] {
    return this.#pendingDeletions.length < DELETIONS_AT_ONCE ? [] : this.#pendingDeletions;
  }

  /** All deletions that still have to be made. */
  get pendingDeletions(): readonly RecordChange[] {
    return this.#pendingDeletions;
  }

  /** Drops the pending deletion of a record that is written again. */
  cancelDeletion(kind: string, id: string): void {
    this.#pendingDeletions = this.#pendingDeletions.filter((change) => change.kind !== kind || change.id !== id);
  }

  deletionsMade(): void {
    this.#pendingDeletions = [];
  }

  /** A hub by its name, without regard to case. Undefined when nothing was written to it yet. */
  find(name: string): HubState | undefined {
    return this.#hubs.get(name.toLowerCase());
  }

  /** A hub to write to. A new one is created. */
  open(name: string): HubState {
    const key = name.toLowerCase();
    let hub = this.#hubs.get(key);
    if (hub === undefined) {
      hub = new HubState(name);
      this.#hubs.set(key, hub);
    }
    return hub;
  }

  /** How a hub is described. Undefined when it was only used, or does not exist. */
  definition(name: string): HubDefinition | undefined {
    return this.#definitions.get(name.toLowerCase());
  }

  /** The policies of a hub's own. Empty when it has none. */
  policiesOf(name: string): readonly Policy[] {
    return this.definition(name)?.policies ?? noPolicies;
  }

  /** Describes a hub. A new one is created. */
  define(name: string, definition: HubDefinition): HubState {
    this.#definitions.set(name.toLowerCase(), definition);
    return this.open(name);
  }

  /** Removes a hub with all that is in it. */
  remove(name: string): void {
    const key = name.toLowerCase();
    this.#hubs.delete(key);
    this.#definitions.delete(key);
    for (const keyed of [this.scheduled, this.pendingInstallations, this.jobs, this.unreadJobs, this.tombstones]) {
      for (const known of keyed.keys()) if (known.startsWith(`${key}/`)) keyed.delete(known);
    }
    for (const { notificationId } of this.outbox.unsettledOf(name)) this.unsettled.settle(notificationId, 1);
    this.outbox.removeHub(name);
    this.deliveries.removeHub(name);
    this.notifications.removeHub(name);
  }

  hubs(): Iterable<HubState> {
    return this.#hubs.values();
  }
}

/** The key of something that belongs to a hub. */
export function hubKey(hub: string, id: string): string {
  return `${hub.toLowerCase()}/${id}`;
}
