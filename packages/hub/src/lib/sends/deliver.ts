import type { NativePlatform } from "@nh/payloads";
import type { HubContext } from "../context.js";
import { handleKeyOf, platformOf, type Reachable, templateOf } from "../devices/reachable.js";
import { groupBy } from "../group-by.js";
import { closedRefusal } from "../http/refusal.js";
import type { IncomingNotification } from "../pushes/incoming-notification.js";
import { addCounts } from "../pushes/outcome-counts.js";
import { platformOutcome } from "../pushes/platform-outcomes.js";
import { nativeHeaders, type Push, type Recipient, readProperties, templatePush } from "../pushes/push.js";
import { MixedPushes, NativePushes, type PushList } from "../pushes/push-list.js";
import { runAtOnce, runInSlices, type Steps } from "../steps.js";
import { unref } from "../unref.js";
import { hubLifetime } from "./hub-lifetime.js";
import { notificationOf, preparePushes, recordSend, type Send } from "./record-send.js";

/** The results of one send. */
export interface SendReport {
  readonly results: PushList;
  /** The platforms of registrations whose handle already got a push. */
  readonly skipped: readonly NativePlatform[];
  /** How many registrations the audience matched. A test send pushes to some of them only. */
  readonly matched: number;
}

/** How many devices a test send reaches (Azure, "Diagnose dropped notifications"). */
const TEST_SEND_DEVICES = 10;

/** How many pushes are handled before other work gets its turn. */
const PUSHES_AT_ONCE = 100;

/**
 * Carries out a send: finds the audience, composes each push, applies faults, and records all of
 * it.
 */
export function deliver(context: HubContext, send: Send): SendReport {
  return runAtOnce(deliverySteps(context, send));
}

/**
 * The same in slices, for a send that nothing waits for. Other work gets its turn while it goes to
 * a large audience.
 */
export function deliverInSlices(context: HubContext, send: Send): SendReport | Promise<SendReport> {
  return runInSlices(deliverySteps(context, send));
}

function* deliverySteps(context: HubContext, send: Send): Steps<SendReport> {
  const isAlive = hubLifetime(context, send.hub);
  const { pushes, skipped, matched } = yield* compose(context, send);
  const { results, now, late } = context.faults.mayActOnPushes
    ? yield* applyFaults(context, send, pushes)
    : { results: pushes, now: pushes, late: [] };
  const prepared = yield* preparePushes(context, send, now);
  const { all } = prepared;
  const report = { results: late.length === 0 ? all : results, skipped, matched };
  if (context.closing.isClosed) throw closedRefusal();
  // The send was meanwhile dropped together with everything before it.
  if (!isAlive()) return report;
  const isOpen = late.length > 0 || all.pending > 0;
  const progress = results.length === 0 ? "NoTargetFound" : isOpen ? "Processing" : "Completed";
  yield* recordSend(context, send, prepared, notificationOf(send, progress, all.counts(skipped), !all.allSucceeded));
  if (isAlive()) recordLater(context, send, late);
  return report;
}

interface Audience {
  readonly reachables: readonly Reachable[];
  readonly skipped: readonly NativePlatform[];
  readonly matched: number;
}

/** The registrations at one moment, one for each push. */
function* findReachables(context: HubContext, send: Send): Steps<Audience> {
  const seen = new Set<string>();
  const reachables: Reachable[] = [];
  const skipped: NativePlatform[] = [];
  for (const reachable of context.state.find(send.hub)?.select(send.notification.platform, send.expression) ?? []) {
    const { size } = seen.add(pushKey(reachable));
    if (size > reachables.length) reachables.push(reachable);
    else skipped.push(platformOf(reachable));
    if ((reachables.length + skipped.length) % PUSHES_AT_ONCE === 0) yield;
  }
  const matched = reachables.length + skipped.length;
  return { reachables: send.test === true ? sample(reachables, context.ids.random) : reachables, skipped, matched };
}

/**
 * Registrations that share a handle get one push per send. Those with different templates get one
 * per template.
 */
export function pushKey(reachable: Reachable): string {
  const handle = handleKeyOf(reachable);
  const template = templateOf(reachable);
  // A native send reaches one platform only, so its keys need not name it.
  return template === undefined
    ? handle
    : `${platformOf(reachable)}\n${handle}\n${template.name ?? ""}\n${template.body}`;
}

function sample(reachables: readonly Reachable[], random: () => number): readonly Reachable[] {
  if (reachables.length <= TEST_SEND_DEVICES) return reachables;
  const remaining = [...reachables];
  return Array.from({ length: TEST_SEND_DEVICES }, () => {
    const [chosen] = remaining.splice(Math.floor(random() * remaining.length), 1);
    return chosen;
  }).filter((reachable) => reachable !== undefined);
}

function* compose(
  context: HubContext,
  send: Send,
): Steps<Omit<Audience, "reachables"> & { readonly pushes: PushList }> {
  const { notification, direct } = send;
  if (direct !== undefined) return { pushes: nativePushes(notification, direct), skipped: [], matched: direct.length };
  const { reachables, skipped, matched } = yield* findReachables(context, send);
  if (notification.platform !== "template") return { pushes: nativePushes(notification, reachables), skipped, matched };
  const properties = readProperties(notification);
  const pushes: Push[] = [];
  for (const reachable of reachables) {
    if (pushes.push(templatePush(notification, reachable, properties)) % PUSHES_AT_ONCE === 0) yield;
  }
  return { pushes: new MixedPushes(pushes), skipped, matched };
}

function nativePushes(notification: IncomingNotification, recipients: readonly (Reachable | Recipient)[]): PushList {
  const { platform, body } = notification;
  if (platform === "template") throw new TypeError("A template send has no native pushes.");
  return new NativePushes(platform, nativeHeaders(platform, notification), body, recipients);
}

/** Applies the faults that reject or delay pushes. */
function* applyFaults(
  context: HubContext,
  send: Send,
  pushes: PushList,
): Steps<{ results: PushList; now: PushList; late: readonly Push[] }> {
  const all: Push[] = [];
  const prompt: Push[] = [];
  const late: Push[] = [];
  for (let index = 0; index < pushes.length; index++) {
    const push = applyFault(context, send, pushes.at(index));
    all.push(push);
    (push.delayMs > 0 ? late : prompt).push(push);
    if (all.length % PUSHES_AT_ONCE === 0) yield;
  }
  const results = new MixedPushes(all);
  return { results, now: late.length === 0 ? results : new MixedPushes(prompt), late };
}

function applyFault(context: HubContext, send: Send, push: Push): Push {
  if (push.outcome !== "Success") return push;
  const { platform, handle, tags, installationId } = push.recipient;
  const fault = context.faults.forPush({ hub: send.hub, platform, handle, tags, installationId });
  if (fault === undefined) return push;
  const { delayMs = 0, reason } = fault;
  return { ...push, ...(reason === undefined ? {} : platformOutcome(platform, reason)), delayMs };
}

function recordLater(context: HubContext, send: Send, late: readonly Push[]): void {
  const isAlive = hubLifetime(context, send.hub);
  // Pushes with the same delay share a timer and a record. One for each of a hundred thousand would
  // hold up everything else.
  const groups = groupBy(late, ({ delayMs }) => delayMs);
  context.state.unsettled.add(send.id, groups.size);
  for (const [delayMs, pushes] of groups) {
    const timer = setTimeout(async () => {
      if (context.closing.isClosed || !isAlive()) return;
      try {
        const sent = { ...send, atMs: context.clock.now(), settles: undefined };
        await runInSlices(recordLate(context, sent, new MixedPushes(pushes)));
      } catch {
        // The store refused them: the pushes did not happen, and the send's telemetry does not
        // count them.
      }
    }, delayMs);
    unref(timer);
  }
}

function* recordLate(context: HubContext, send: Send, pushes: PushList): Steps<void> {
  const { state } = context;
  const isAlive = hubLifetime(context, send.hub);
  const prepared = yield* preparePushes(context, send, pushes);
  if (context.closing.isClosed || !isAlive()) return;
  let known = state.notifications.get(send.hub, send.id, send.atMs);
  if (known === undefined) {
    known = notificationOf(send, "Processing", {}, false);
    state.cancelDeletion("notification", send.id);
  }
  const { all } = prepared;
  state.unsettled.settle(send.id, 1);
  const isLast = state.unsettled.left(send.id) === 0 && all.pending === 0;
  yield* recordSend(context, send, prepared, {
    ...known,
    ...(isLast ? { state: "Completed", endedAtMs: send.atMs } : {}),
    counts: addCounts(known.counts, all.counts([])),
    hasErrors: known.hasErrors === true || !all.allSucceeded,
  });
}
