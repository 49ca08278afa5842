import type { BrowserHandle, Notification } from "@nh/payloads";
import type { Delivering, HubContext } from "../context.js";
import type { Recipient } from "../pushes/push.js";
import { openReport, PENDING } from "../pushes/push-report.js";
import { isOfUnknownService, laneOf } from "../state/lane-of.js";
import type { OutgoingPush } from "../state/outbox.js";
import { pushRecord } from "../state/push-record.js";
import type { State } from "../state/state.js";
import { unref } from "../unref.js";
import { ServiceClients } from "./clients.js";
import type { ResolvedDeliverOptions, VapidCredential } from "./deliver-options.js";
import { type Judgment, judgeError, judgeResult } from "./judge.js";
import { Lane } from "./lane.js";
import { type DeliverablePlatform, isDeliverable } from "./push-services.js";
import { isReservedHost } from "./reserved-host.js";
import { Retries } from "./retries.js";
import { announce, putOff, type Settlement, settle } from "./settle.js";
import { type HeldPush, ThrottledDevices } from "./throttled-devices.js";

/** How soon the hub retries what its store refused, in milliseconds. */
const STORE_RETRY_MS = 1_000;

/**
 * Pushes what is in the outbox, in lanes: one for each hub and push service. Before a push leaves,
 * its start is durable, and afterwards what the service said. So a restart pushes what had not
 * left, and never pushes the rest again. A push that surely did not arrive is queued again, until
 * it is no longer worth it.
 */
export class RealDelivery implements Delivering {
  readonly #options: ResolvedDeliverOptions;
  readonly #context: () => HubContext;
  readonly #clients: ServiceClients;
  readonly #lanes = new Map<string, Lane>();
  readonly #abort = new AbortController();
  readonly #active = new Set<Promise<void>>();
  readonly #retries: Retries;
  readonly #throttled = new ThrottledDevices((held) => this.#queueFirst(held));
  /** Settlements that are not recorded yet. Those that come together share a commit. */
  #unrecorded: { readonly state: State; readonly settlement: Settlement }[] = [];
  #recording = false;
  #stopped = false;

  /** @param context Called when the hub is made. */
  constructor(options: ResolvedDeliverOptions, context: () => HubContext) {
    this.#options = options;
    this.#context = context;
    this.#clients = new ServiceClients(options);
    this.#retries = new Retries(() => context().options.random());
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
    for (const lane of this.#lanes.values()) lane.stop();
    this.#retries.stop();
    this.#throttled.stop();
    const timer = setTimeout(() => this.#abort.abort(new Error("The hub was closed.")), graceMs);
    await Promise.allSettled(this.#active);
    clearTimeout(timer);
    this.#record();
    await this.#clients.close();
  }

  #lane(name: string): Lane {
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      const { random } = this.#context().options;
      lane = new Lane(this.#options.concurrency, random, () => this.#fill(name));
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** Begins as many pushes of a lane as may be on their way. */
  #fill(name: string): void {
    const context = this.#context();
    if (this.#stopped || context.closing.isClosed) return;
    const lane = this.#lane(name);
    const { state } = context;
    const pushes = this.#take(state, name, lane.free);
    if (pushes.length === 0) return;
    const report = openReport("pushing", context.clock.now());
    const begun = pushes.map((push) => ({ push, reported: { hub: push.hub, outcome: PENDING, report } }));
    try {
      context.commit(() => begun.map(({ push, reported }) => pushRecord(push.id, reported)));
    } catch {
      state.outbox.putBack(name, pushes);
      lane.pause(STORE_RETRY_MS);
      return;
    }
    for (const { push, reported } of begun) {
      state.deliveries.report(push.id, reported);
      announce(context, push);
      lane.begin();
      const running: Promise<void> = this.#push(context, lane, push)
        .then((settlement) => {
          this.#unrecorded.push({ state, settlement });
          this.#recordSoon();
        })
        .finally(() => {
          this.#active.delete(running);
          this.#fill(name);
        });
      this.#active.add(running);
    }
  }

  /** Takes the next pushes of a lane, past those that must still wait. */
  #take(state: State, name: string, count: number): readonly OutgoingPush[] {
    const taken: OutgoingPush[] = [];
    while (taken.length < count) {
      const next = state.outbox.take(name, count - taken.length);
      if (next.length === 0) break;
      for (const push of next) if (!this.#mustWait(state, push)) taken.push(push);
    }
    return taken;
  }

  /** Whether a service still asks to wait. If so, the push is queued again when that is over. */
  #mustWait(state: State, push: OutgoingPush): boolean {
    const { notBeforeMs = 0, ...due } = push;
    const waitMs = notBeforeMs - this.#context().options.now();
    if (waitMs <= 0) return this.#throttled.holds({ state, push });
    this.#retries.schedule(waitMs, () => this.#queueAgain(state, due));
    return true;
  }

  /** Pushes once. The client retries only what the service surely did not process. */
  async #push(context: HubContext, lane: Lane, push: OutgoingPush): Promise<Settlement> {
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

  /** Ends a push on its lane, and pauses what its failure concerns: its device, or the lane. */
  #ended(lane: Lane, push: OutgoingPush, judgment: Judgment): Settlement {
    const { pause } = judgment;
    const isOfLane = pause?.of === "service" && !isOfUnknownService(push.recipient);
    lane.end(isOfLane, pause?.askedMs);
    if (pause !== undefined && !isOfLane) this.#throttled.pause(push, pause.askedMs ?? this.#retries.backoffMs(push));
    return { push, ...judgment };
  }

  #recordSoon(): void {
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
      const delayMs = retry && this.#retries.delayOf(push, retry.afterMs, context.clock.now());
      if (delayMs === undefined) finals.push(settlement);
      else retried.set(settlement, delayMs);
    }
    settle(context, finals);
    for (const settlement of putOff(context, [...retried.keys()])) {
      const push = { ...settlement.push, retries: settlement.push.retries + 1 };
      if (settlement.pause?.of === "device" && this.#throttled.holds({ state, push })) continue;
      this.#retries.schedule(retried.get(settlement) ?? 0, () => this.#queueAgain(state, push));
    }
  }

  #queueAgain(state: State, push: OutgoingPush): void {
    if (!this.#isOpen({ state, push })) return;
    state.outbox.putLast(push);
    this.#fill(laneOf(push.hub, push.recipient));
  }

  /** Queues the pushes to a device before those to it that still wait in their lane. */
  #queueFirst(held: readonly HeldPush[]): void {
    const pushes = held.filter((one) => this.#isOpen(one)).map(({ push }) => push);
    const [first] = pushes;
    if (first === undefined) return;
    const lane = laneOf(first.hub, first.recipient);
    this.#context().state.outbox.putBack(lane, pushes);
    this.#fill(lane);
  }

  /** A reset, an import or the deletion of its hub may have ended a push meanwhile. */
  #isOpen({ state, push }: HeldPush): boolean {
    return this.#context().state === state && state.outbox.has(push);
  }
}

function handleOf({ handle, keys }: Recipient): string | BrowserHandle {
  return keys === undefined ? handle : { endpoint: handle, ...keys };
}
