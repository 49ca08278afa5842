import type { BrowserHandle, Notification } from "@nh/payloads";
import type { Delivering, HubContext } from "../context.js";
import type { Recipient } from "../pushes/push.js";
import { droppedReport, openReport, PENDING } from "../pushes/push-report.js";
import { laneOf } from "../state/lane-of.js";
import type { OutgoingPush } from "../state/outbox.js";
import { pushRecord } from "../state/push-record.js";
import type { State } from "../state/state.js";
import { unref } from "../unref.js";
import { ServiceClients } from "./clients.js";
import type { ResolvedDeliverOptions, VapidCredential } from "./deliver-options.js";
import { type Judgment, judgeError, judgeResult } from "./judge.js";
import { Lane } from "./lane.js";
import { Lanes } from "./lanes.js";
import { type DeliverablePlatform, isDeliverable } from "./push-services.js";
import { isReservedHost } from "./reserved-host.js";
import { Retries } from "./retries.js";
import { announce, putOff, type Settlement, settle } from "./settle.js";

/** How soon the hub retries what its store refused, in milliseconds. */
const STORE_RETRY_MS = 1_000;
/** The longest time that a device waits, in milliseconds. */
const LONGEST_DEVICE_PAUSE_MS = 3_600_000;

/**
 * Pushes what is in the outbox, in lanes: one for each hub and push service. Before a push leaves,
 * its start is durable, and afterwards what the service said. So a restart pushes what had not
 * left, and never pushes the rest again. A push that surely did not arrive is queued again, until
 * it is no longer worth it. Until then, later pushes to its device wait.
 */
export class RealDelivery implements Delivering {
  readonly #options: ResolvedDeliverOptions;
  readonly #context: () => HubContext;
  readonly #clients: ServiceClients;
  readonly #lanes: Lanes;
  readonly #abort = new AbortController();
  readonly #active = new Set<Promise<void>>();
  readonly #retries: Retries;
  /** Settlements that are not recorded yet. Those that come together share a commit. */
  #unrecorded: { readonly state: State; readonly settlement: Settlement }[] = [];
  #recording = false;
  /** Whether the store has just refused a start. Nothing begins then, until the next try. */
  #isStoreRefusing = false;
  #stopped = false;

  /** @param context Called when the hub is made. */
  constructor(options: ResolvedDeliverOptions, context: () => HubContext) {
    this.#options = options;
    this.#context = context;
    this.#clients = new ServiceClients(options);
    const random = () => context().options.random();
    this.#retries = new Retries(random);
    this.#lanes = new Lanes((name) => new Lane(options.concurrency, random, () => this.#resume(name)));
  }

  covers(hub: string, { platform, handle }: Recipient): boolean {
    return (
      isDeliverable(platform) &&
      this.#options.platforms.includes(platform) &&
      !(platform === "browser" && isReservedHost(handle)) &&
      this.#clients.credentialOf(this.#context(), hub, platform) !== undefined
    );
  }

  pushKey(hub: string): string | undefined {
    if (!this.#options.platforms.includes("browser")) return undefined;
    const credential = this.#clients.credentialOf(this.#context(), hub, "browser");
    return (credential as VapidCredential | undefined)?.publicKey;
  }

  start(): void {
    const { outbox } = this.#context().state;
    for (const name of outbox.lanes()) this.#fill(name);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#lanes.stop();
    this.#retries.stop();
    const timer = setTimeout(() => this.#abort.abort(new Error("The hub was closed.")), graceMs);
    await Promise.allSettled(this.#active);
    clearTimeout(timer);
    this.#record();
    await this.#clients.close();
  }

  /** Goes on with a lane whose pause is over. */
  #resume(name: string): void {
    this.#context().state.outbox.holdUp(name);
    this.#fill(name);
  }

  /** Begins as many pushes of a lane as may be on their way, and gives others their turn. */
  #fill(name: string): void {
    if (this.#context().state.outbox.isWaiting(name)) this.#begin(name, this.#lanes.free(name));
    for (let turn = this.#lanes.next(); turn !== undefined; turn = this.#lanes.next())
      this.#begin(turn.name, turn.free);
  }

  /** Begins up to that many pushes of a lane. */
  #begin(name: string, free: number): void {
    const context = this.#context();
    if (this.#stopped || this.#isStoreRefusing || context.closing.isClosed) return;
    const { state } = context;
    const pushes = this.#take(state, name, free);
    if (pushes.length === 0) return;
    const report = openReport("pushing", context.clock.now());
    const begun = pushes.map((push) => ({ push, reported: { hub: push.hub, outcome: PENDING, report } }));
    try {
      context.commit(() => begun.map(({ push, reported }) => pushRecord(push.id, reported)));
    } catch {
      for (const push of pushes.toReversed()) state.outbox.putBack(push);
      this.#isStoreRefusing = true;
      this.#retries.schedule(STORE_RETRY_MS, () => {
        this.#isStoreRefusing = false;
        this.start();
      });
      return;
    }
    this.#lanes.begin(name, begun.length);
    for (const { push, reported } of begun) {
      state.deliveries.report(push.id, reported);
      announce(context, push);
      const running: Promise<void> = this.#push(context, name, push)
        .then((settlement) => this.#settled(state, settlement))
        .finally(() => {
          this.#active.delete(running);
          this.#fill(name);
        });
      this.#active.add(running);
    }
  }

  /**
   * Takes the next pushes of a lane, without those for which a service still asks to wait, and
   * those whose time is over.
   */
  #take(state: State, name: string, count: number): readonly OutgoingPush[] {
    const taken: OutgoingPush[] = [];
    while (taken.length < count) {
      const next = state.outbox.take(name, count - taken.length);
      if (next.length === 0) break;
      for (const push of next) if (!this.#isOver(state, push) && !this.#mustWait(state, push)) taken.push(push);
    }
    return taken;
  }

  /** Whether the time of a push ended while it was held up. If so, it is settled as dropped. */
  #isOver(state: State, push: OutgoingPush): boolean {
    const { isAwaited = false, expiresAtMs = Number.POSITIVE_INFINITY } = push.payload;
    const { options, clock } = this.#context();
    if (!(isAwaited || push.wasHeldUp) || options.now() < expiresAtMs) return false;
    const report = droppedReport(isAwaited, clock.now());
    this.#settled(state, { push, outcome: "Dropped", handleDead: false, report });
    return true;
  }

  /** Whether a push must still wait. If so, it is queued again when that is over. */
  #mustWait(state: State, push: OutgoingPush): boolean {
    const { notBeforeMs = 0, ...due } = push;
    const waitMs = notBeforeMs - this.#context().options.now();
    if (waitMs <= 0) return false;
    this.#retries.schedule(waitMs, () => this.#queueAgain(state, due));
    return true;
  }

  /** Pushes once. The client retries only what the service surely did not process. */
  async #push(context: HubContext, lane: string, push: OutgoingPush): Promise<Settlement> {
    const { hub, recipient, payload } = push;
    const { platform } = recipient;
    const { contentType, headers, body } = payload;
    const notification: Notification = { platform, contentType, headers, body };
    try {
      const client = this.#clients.get(context, hub, platform as DeliverablePlatform);
      const result = await client.push(notification, handleOf(recipient), { signal: this.#abort.signal });
      return this.#ended(lane, push, judgeResult(platform, result, context.clock.now()));
    } catch (error) {
      return this.#ended(lane, push, judgeError(error, context.clock.now()));
    }
  }

  /** Ends a push on its lane, and pauses the lane when the next push would fail in the same way. */
  #ended(lane: string, push: OutgoingPush, judgment: Judgment): Settlement {
    const { pause } = judgment;
    this.#lanes.end(lane, pause?.of === "service", pause?.askedMs);
    return { push, ...judgment };
  }

  #settled(state: State, settlement: Settlement): void {
    this.#unrecorded.push({ state, settlement });
    if (this.#recording) return;
    this.#recording = true;
    setTimeout(() => this.#record(), 0);
  }

  #record(): void {
    this.#recording = false;
    const context = this.#context();
    const all = this.#unrecorded.splice(0);
    if (context.closing.isClosed) return;
    // A reset or an imported snapshot has dropped what belongs to another state.
    const own = all.filter(({ state }) => state === context.state);
    try {
      this.#settleOrRetry(
        context,
        own.map(({ settlement }) => settlement),
      );
    } catch {
      this.#unrecorded = [...own, ...this.#unrecorded];
      this.#recording = true;
      unref(setTimeout(() => this.#record(), STORE_RETRY_MS));
    }
  }

  /** @throws whatever the store throws. What is recorded by then is not recorded again. */
  #settleOrRetry(context: HubContext, settlements: readonly Settlement[]): void {
    const { state } = context;
    const finals: Settlement[] = [];
    const retried = new Map<Settlement, number>();
    for (const settlement of settlements) {
      const { push, retry } = settlement;
      const delayMs = retry && this.#retries.delayOf(push, retry.afterMs, context.options.now());
      if (delayMs === undefined) finals.push(settlement);
      else retried.set(settlement, delayMs);
    }
    settle(context, finals);
    for (const settlement of finals) this.#endTurn(state, settlement);
    for (const settlement of putOff(context, [...retried.keys()])) {
      const push = { ...settlement.push, retries: settlement.push.retries + 1, wasHeldUp: true };
      this.#retries.schedule(retried.get(settlement) ?? 0, () => this.#queueAgain(state, push));
    }
  }

  /** Lets the next push to a device come, after a pause when its service asks for one. */
  #endTurn(state: State, { push, pause }: Settlement): void {
    const next = () => {
      state.outbox.endTurn(push);
      if (this.#context().state === state) this.#fill(laneOf(push.hub, push.recipient));
    };
    if (pause?.of !== "device") next();
    else
      this.#retries.schedule(Math.min(pause.askedMs ?? this.#retries.backoffMs(push), LONGEST_DEVICE_PAUSE_MS), next);
  }

  #queueAgain(state: State, push: OutgoingPush): void {
    // A reset, an import or the deletion of its hub may have ended the push meanwhile.
    if (this.#context().state !== state || !state.outbox.has(push)) return;
    state.outbox.putBack(push);
    this.#fill(laneOf(push.hub, push.recipient));
  }
}

function handleOf({ handle, keys }: Recipient): string | BrowserHandle {
  return keys === undefined ? handle : { endpoint: handle, ...keys };
}
