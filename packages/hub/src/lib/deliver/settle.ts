import type { HubContext } from "../context.js";
import { groupBy } from "../group-by.js";
import type { NotificationRecord } from "../pushes/notification-log.js";
import { addCounts, type Tally, tally } from "../pushes/outcome-counts.js";
import { interruptedReport, PENDING, retryReport } from "../pushes/push-report.js";
import { expireHandles, type PreparedChange } from "../sends/expire-handles.js";
import { reportFeedback } from "../sends/feedback-blobs.js";
import type { OutgoingPush } from "../state/outbox.js";
import { outboxRemoval } from "../state/outbox-record.js";
import { pushRecord, pushRemoval } from "../state/push-record.js";
import { notificationRecord } from "../state/records.js";
import { runAtOnce } from "../steps.js";
import type { Judgment } from "./judge.js";

/** A push and what came of it. */
export interface Settlement extends Judgment {
  readonly push: OutgoingPush;
}

/**
 * Records what came of pushes: in their deliveries, in telemetry and in feedback. Dead handles are
 * removed as the service removes them. All of it is durable before it is true in memory.
 *
 * @throws whatever the store throws. Nothing has changed then.
 */
export function settle(context: HubContext, all: readonly Settlement[]): void {
  const { state } = context;
  // A hub may have been deleted meanwhile.
  const settlements = all.filter(({ push }) => state.outbox.has(push));
  if (settlements.length === 0) return;
  const pushes = settlements.map(({ push }) => push);
  const notifications = tellNotifications(context, settlements);
  const expiries = expireDead(context, settlements);
  // While its batch is stored, a push keeps its report even when its delivery is no longer kept: a
  // restart would push it again.
  const done = state.outbox.doneWith(pushes);
  const ended = done.flatMap((batch) => batch.pushes);
  const forgotten = ended.filter(({ id }) => state.deliveries.get(id) === undefined);
  const forgottenIds = new Set(forgotten.map(({ id }) => id));
  const reported = settlements.filter(({ push }) => !forgottenIds.has(push.id));
  context.commit(() => [
    ...reported.map(({ push, outcome, report }) => pushRecord(push.id, { hub: push.hub, outcome, report })),
    ...forgotten.map(({ hub, id }) => pushRemoval(hub, id)),
    ...done.map(outboxRemoval),
    ...notifications.map(notificationRecord),
    ...expiries.flatMap((expiry) => expiry.changes()),
  ]);
  state.outbox.settle(pushes);
  for (const { push, outcome, report } of reported) {
    state.deliveries.report(push.id, { hub: push.hub, outcome, report });
    announce(context, push);
  }
  for (const { id } of forgotten) state.deliveries.forgetReport(id);
  for (const notification of notifications) state.notifications.put(notification);
  for (const expiry of expiries) expiry.apply();
  tellFeedback(context, settlements);
  for (const { notificationId } of pushes) state.unsettled.settle(notificationId, 1);
}

/**
 * Records that pushes which surely did not arrive are retried, so that a restart pushes them, too.
 *
 * @returns Those that are still open.
 * @throws whatever the store throws. Nothing has changed then.
 */
export function putOff(context: HubContext, settlements: readonly Settlement[]): readonly Settlement[] {
  const { state } = context;
  const open = settlements.filter(({ push }) => state.outbox.has(push));
  if (open.length === 0) return open;
  // A restart resets the hub's clock, and the service asked to wait by the real one.
  const nowMs = context.options.now();
  const waiting = open.map(({ push, report, retry }) => ({
    push,
    reported: {
      hub: push.hub,
      outcome: PENDING,
      report: retryReport(report),
      retries: push.retries + 1,
      ...(retry?.afterMs === undefined ? {} : { notBeforeMs: nowMs + retry.afterMs }),
    },
  }));
  context.commit(() => waiting.map(({ push, reported }) => pushRecord(push.id, reported)));
  for (const { push, reported } of waiting) {
    state.deliveries.report(push.id, reported);
    announce(context, push);
  }
  return open;
}

/** Settles the pushes that were on their way when the hub ended: nobody knows what came of them. */
export function settleInterrupted(context: HubContext): void {
  const atMs = context.clock.now();
  const interrupted = context.state.interrupted.splice(0);
  const report = interruptedReport(atMs);
  settle(
    context,
    interrupted.map((push) => ({ push, outcome: "UnknownError", handleDead: false, report })),
  );
}

/** The telemetry of the sends with these outcomes added. */
function tellNotifications(context: HubContext, settlements: readonly Settlement[]): NotificationRecord[] {
  const { state } = context;
  const nowMs = context.clock.now();
  const bySend = groupBy(settlements, ({ push }) => push.notificationId);
  return [...bySend].flatMap(([id, own]) => {
    const known = state.notifications.get(own[0]?.push.hub ?? "", id, nowMs);
    if (known === undefined) return [];
    const counts: Tally = {};
    for (const { push, outcome } of own) tally(counts, push.recipient.platform, outcome);
    const isLast = state.unsettled.left(id) === own.length;
    return [
      {
        ...known,
        counts: addCounts(known.counts, counts),
        hasErrors: known.hasErrors === true || own.some(({ outcome }) => outcome !== "Success"),
        ...(isLast ? ({ state: "Completed", endedAtMs: nowMs } as const) : {}),
      },
    ];
  });
}

function expireDead(context: HubContext, settlements: readonly Settlement[]): PreparedChange[] {
  const byHub = groupBy(
    settlements.filter(({ handleDead }) => handleDead),
    ({ push }) => push.hub,
  );
  return Array.from(byHub, ([hub, dead]) =>
    expireHandles(
      context,
      hub,
      dead.map(({ push }) => push.recipient),
    ),
  );
}

function tellFeedback(context: HubContext, settlements: readonly Settlement[]): void {
  const bySend = groupBy(
    settlements.filter(({ outcome, newHandle }) => outcome !== "Success" || newHandle !== undefined),
    ({ push }) => push.notificationId,
  );
  for (const [id, own] of bySend) {
    const lines = own.map(({ push, outcome, newHandle }) => ({ recipient: push.recipient, outcome, newHandle }));
    try {
      runAtOnce(reportFeedback(context, own[0]?.push.hub ?? "", id, lines));
    } catch {
      // The disk is full. What came of the push is recorded.
    }
  }
}

/** Shows a delivery again, now with what the push service said. */
export function announce({ state, waiters, events }: HubContext, { id }: OutgoingPush): void {
  if (!waiters.waiting && !events.observed) return;
  const delivery = state.deliveries.get(id);
  if (delivery === undefined) return;
  waiters.notify(delivery);
  if (events.observed) events.emit({ type: "delivery", delivery });
}
