import type { Recipient } from "../pushes/push.js";
import type { PushReport } from "../pushes/push-report.js";
import { laneOf } from "./lane-of.js";
import { Queue } from "./queue.js";

/** What one push sends. The pushes of a native send share one. */
export interface OutgoingPayload {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Until when it is worth a retry, in real time. Milliseconds since 1970. */
  readonly retryUntilMs: number;
  /**
   * When its time to live ends, or the wait for its outcome, in real time. Milliseconds since 1970.
   * Undefined when neither does.
   */
  readonly expiresAtMs?: number | undefined;
  /** Whether somebody waits for its outcome. Then it does not wait for its device. */
  readonly isAwaited?: boolean | undefined;
}

/** A push that a push service has not settled. */
export interface OutgoingPush {
  /** The id of its delivery. */
  readonly id: number;
  readonly hub: string;
  readonly notificationId: string;
  readonly recipient: Recipient;
  readonly payload: OutgoingPayload;
  /** How often it was retried. */
  readonly retries: number;
  /**
   * Until when the service asked to wait before the hub ended, in real time. Milliseconds since
   * 1970.
   */
  readonly notBeforeMs?: number | undefined;
  /**
   * Whether it had to wait for its device or its service, for a retry or for a restart. Then it
   * must not leave after its time. One that only waits for its turn among very many may.
   */
  readonly wasHeldUp?: boolean | undefined;
}

/** Pushes of one send that are kept, stored and dropped as one. */
export interface OutgoingBatch {
  readonly hub: string;
  /** The id of its first push. It identifies the batch. */
  readonly firstId: number;
  /** When they were accepted, by the hub's clock. */
  readonly atMs: number;
  readonly pushes: readonly OutgoingPush[];
}

interface KnownBatch {
  readonly batch: OutgoingBatch;
  readonly unsettled: Set<number>;
}

/** A device that has its turn, and the later pushes to it. */
interface BusyDevice {
  /** The id of the push that has the turn. */
  current: number;
  readonly waiting: Queue<OutgoingPush>;
}

/** What is known of a stored push. */
interface KnownPush {
  readonly report: PushReport;
  readonly retries?: number | undefined;
  readonly notBeforeMs?: number | undefined;
}

/**
 * The pushes that wait for a push service or are on their way, in lanes: one for each hub and push
 * service. A device gets its pushes one after another in the order of their sends, since the newest
 * is shown last. While one is on its way or will be retried, the later ones wait for it, except
 * those whose outcome somebody waits for.
 */
export class Outbox {
  readonly #batches = new Map<number, KnownBatch>();
  readonly #batchOf = new Map<number, KnownBatch>();
  readonly #lanes = new Map<string, Queue<OutgoingPush>>();
  readonly #busy = new Map<string, BusyDevice>();

  /** Puts pushes at the end of their lanes. */
  add(batch: OutgoingBatch): void {
    for (const push of this.#keep(batch, batch.pushes)) this.#queue(push).add(push);
  }

  /**
   * Puts a stored batch back. Pushes with a report are not pushed again. Returns those that were on
   * their way when the hub ended.
   */
  restore(batch: OutgoingBatch, knownOf: (id: number) => KnownPush | undefined): readonly OutgoingPush[] {
    const unsettled: OutgoingPush[] = [];
    const interrupted: OutgoingPush[] = [];
    const waiting: OutgoingPush[] = [];
    for (const push of batch.pushes) {
      const known = knownOf(push.id);
      const state = known?.report.state ?? "waiting";
      if (state !== "waiting" && state !== "pushing") continue;
      unsettled.push(push);
      if (state === "pushing") interrupted.push(push);
      else waiting.push({ ...push, retries: known?.retries ?? 0, notBeforeMs: known?.notBeforeMs, wasHeldUp: true });
    }
    this.#keep(batch, unsettled);
    for (const push of waiting) this.#queue(push).add(push);
    return interrupted;
  }

  /** The names of the lanes in which pushes wait. */
  lanes(): string[] {
    return [...this.#lanes.keys()];
  }

  /** Whether pushes wait in a lane. */
  isWaiting(lane: string): boolean {
    return this.#lanes.has(lane);
  }

  /**
   * Takes the next pushes of a lane, each to another device. It is the turn of these devices until
   * {@link endTurn}.
   */
  take(lane: string, count: number): readonly OutgoingPush[] {
    const taken: OutgoingPush[] = [];
    const queue = this.#lanes.get(lane);
    if (queue === undefined) return taken;
    while (taken.length < count) {
      const push = queue.take();
      if (push === undefined) break;
      if (this.#beginTurn(push)) taken.push(push);
    }
    if (queue.isEmpty) this.#lanes.delete(lane);
    return taken;
  }

  /** Marks what waits in a lane as held up. */
  holdUp(lane: string): void {
    this.#lanes.get(lane)?.change((push) => ({ ...push, wasHeldUp: true }));
  }

  /** Puts a push that was taken to the front of its lane. It keeps the turn of its device. */
  putBack(push: OutgoingPush): void {
    this.#queue(push).addFirst(push);
  }

  /**
   * Ends the turn of a push that is settled. The next push to its device is put to the front of its
   * lane.
   */
  endTurn(push: OutgoingPush): void {
    const device = deviceOf(push);
    const busy = this.#busy.get(device);
    if (busy?.current !== push.id) return;
    const next = busy.waiting.take();
    if (next === undefined) {
      this.#busy.delete(device);
      return;
    }
    busy.current = next.id;
    this.putBack({ ...next, wasHeldUp: true });
  }

  /** Whether a push is still open. The deletion of its hub ends that. */
  has(push: OutgoingPush): boolean {
    return this.#batchOf.get(push.id)?.unsettled.has(push.id) === true;
  }

  /** Whether the batch of a push is still kept, though the push itself may be settled. */
  keepsBatchOf(id: number): boolean {
    return this.#batchOf.has(id);
  }

  /** The batches that are done once these pushes are settled. */
  doneWith(pushes: readonly OutgoingPush[]): readonly OutgoingBatch[] {
    const settledOf = new Map<KnownBatch, number>();
    for (const { id } of pushes) {
      const known = this.#batchOf.get(id);
      if (known !== undefined) settledOf.set(known, (settledOf.get(known) ?? 0) + 1);
    }
    return [...settledOf].filter(([{ unsettled }, count]) => unsettled.size === count).map(([{ batch }]) => batch);
  }

  /** Drops pushes that are settled. */
  settle(pushes: readonly OutgoingPush[]): void {
    for (const { id } of pushes) {
      const known = this.#batchOf.get(id);
      known?.unsettled.delete(id);
      if (known?.unsettled.size !== 0) continue;
      this.#batches.delete(known.batch.firstId);
      for (const push of known.batch.pushes) this.#batchOf.delete(push.id);
    }
  }

  /** Every push that is not settled. */
  *unsettled(): Iterable<OutgoingPush> {
    for (const { batch, unsettled } of this.#batches.values()) {
      for (const push of batch.pushes) if (unsettled.has(push.id)) yield push;
    }
  }

  /** Those of one hub. */
  unsettledOf(hub: string): OutgoingPush[] {
    const name = hub.toLowerCase();
    return [...this.unsettled()].filter((push) => push.hub.toLowerCase() === name);
  }

  /** The batches of a hub. */
  batchesOf(hub: string): OutgoingBatch[] {
    const name = hub.toLowerCase();
    return Array.from(this.#batches.values(), ({ batch }) => batch).filter((batch) => batch.hub.toLowerCase() === name);
  }

  /** Drops the pushes of a hub. */
  removeHub(hub: string): void {
    for (const batch of this.batchesOf(hub)) {
      for (const { id } of batch.pushes) this.#batchOf.delete(id);
      this.#batches.delete(batch.firstId);
    }
    for (const keyed of [this.#lanes, this.#busy])
      for (const key of keyed.keys()) if (key.startsWith(`${hub.toLowerCase()}/`)) keyed.delete(key);
  }

  #keep(batch: OutgoingBatch, open: readonly OutgoingPush[]): readonly OutgoingPush[] {
    if (open.length === 0) return open;
    const known = { batch, unsettled: new Set(open.map(({ id }) => id)) };
    this.#batches.set(batch.firstId, known);
    for (const { id } of batch.pushes) this.#batchOf.set(id, known);
    return open;
  }

  /** Whether a push may leave now. Otherwise it waits for those before it to its device. */
  #beginTurn(push: OutgoingPush): boolean {
    const device = deviceOf(push);
    const busy = this.#busy.get(device);
    if (busy === undefined) this.#busy.set(device, { current: push.id, waiting: new Queue() });
    else if (busy.current !== push.id && push.payload.isAwaited !== true) {
      busy.waiting.add(push);
      return false;
    }
    return true;
  }

  #queue(push: OutgoingPush): Queue<OutgoingPush> {
    const lane = laneOf(push.hub, push.recipient);
    let queue = this.#lanes.get(lane);
    if (queue === undefined) {
      queue = new Queue();
      this.#lanes.set(lane, queue);
    }
    return queue;
  }
}

function deviceOf({ hub, recipient }: OutgoingPush): string {
  return `${hub.toLowerCase()}/${recipient.platform} ${recipient.handle}`;
}
