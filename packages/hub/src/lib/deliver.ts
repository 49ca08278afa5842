import type { NativePlatform } from "@nh/payloads";
import type { TagExpression } from "@nh/wire";
import type { HubContext } from "./context.js";
import type { Delivery } from "./deliveries.js";
import { type DeadHandle, expireHandles } from "./expire-handles.js";
import { reportFeedback } from "./feedback-blobs.js";
import type { IncomingNotification } from "./incoming-notification.js";
import type { NotificationRecord } from "./notification-log.js";
import { addCounts, type Counts, type Tally, tally } from "./outcome-counts.js";
import { platformAnswer } from "./platform-answers.js";
import { nativePushes, type Push, type Recipient, readProperties, recipientOf, templatePush } from "./push.js";
import type { RecordChange } from "./record-store.js";
import { deliveryRecord, notificationRecord, removal } from "./records.js";
import { unref } from "./schedule.js";
import { handleKey, keepTags, type Target, targetHandle, targetPlatform, targetTemplate } from "./target.js";

/** One send, ready to be carried out. */
export interface Send {
  readonly hub: string;
  readonly id: string;
  readonly notification: IncomingNotification;
  /** The recipients of a direct send; otherwise the audience is found by `expression`. */
  readonly direct?: readonly Recipient[] | undefined;
  /** undefined for everybody. */
  readonly expression?: TagExpression | undefined;
  /** The expression as it was sent. */
  readonly tags?: string | undefined;
  /** A test send reaches ten devices at most, chosen at random. */
  readonly test?: boolean | undefined;
  readonly host: string;
  readonly apiVersion: string;
  readonly enqueuedAtMs: number;
  /** When it happens by the hub's clock: now, or when a scheduled send was due. */
  readonly atMs: number;
}

/** What became of the pushes of one send. */
export interface SendReport {
  readonly results: readonly Push[];
}

/** How many devices a test send reaches (Azure, "Diagnose dropped notifications"). */
const TEST_SEND_DEVICES = 10;

/** Up to so many devices share their tags among their deliveries; keeping those of a whole broadcast would cost too much memory. */
const SMALL_AUDIENCE = 1000;

/** Carries out a send: finds the audience, composes each push, asks the simulated platforms, and records all of it. */
export function deliver(context: HubContext, send: Send): SendReport {
  const { pushes, skipped } = compose(context, send);
  const results = context.faults.touchPushes ? pushes.map((push) => answerByFault(context, send, push)) : pushes;
  const late = results.filter(({ delayMs }) => delayMs > 0);
  const now = late.length === 0 ? results : results.filter(({ delayMs }) => delayMs === 0);
  record(context, send, now, {
    ...baseRecord(send),
    state: results.length === 0 ? "NoTargetFound" : late.length > 0 ? "Processing" : "Completed",
    startedAtMs: send.atMs,
    ...(late.length > 0 ? {} : { endedAtMs: send.atMs }),
    counts: countsOf(now, skipped),
    hasErrors: now.some(({ outcome }) => outcome !== "Success"),
  });
  recordLater(context, send, late);
  return { results };
}

/** What the telemetry of a send says before anything has happened to it. */
function baseRecord(send: Send): NotificationRecord {
  return {
    hub: send.hub,
    id: send.id,
    state: "Enqueued",
    platform: send.notification.platform,
    body: send.notification.body,
    tags: send.tags,
    host: send.host,
    apiVersion: send.apiVersion,
    enqueuedAtMs: send.enqueuedAtMs,
    counts: {},
  };
}

function findTargets(
  context: HubContext,
  send: Send,
): { targets: readonly Target[]; skipped: readonly NativePlatform[] } {
  const seen = new Set<string>();
  const targets: Target[] = [];
  const skipped: NativePlatform[] = [];
  for (const target of context.state.find(send.hub)?.select(send.notification.platform, send.expression) ?? []) {
    const key = pushKey(target);
    if (seen.has(key)) {
      skipped.push(targetPlatform(target));
      continue;
    }
    seen.add(key);
    targets.push(target);
  }
  if (targets.length <= SMALL_AUDIENCE) for (const target of targets) keepTags(target);
  return { targets: send.test === true ? sample(targets, context.ids.random) : targets, skipped };
}

/** Registrations that share a handle get one push per send; those of different templates get one per template. */
export function pushKey(target: Target): string {
  const platform = targetPlatform(target);
  const handle = handleKey(platform, targetHandle(target));
  const template = targetTemplate(target);
  // A native send reaches one platform only, so that its handles need not name it.
  return template === undefined ? handle : `${platform}\n${handle}\n${template.name ?? ""}\n${template.body}`;
}

function sample(targets: readonly Target[], random: () => number): readonly Target[] {
  if (targets.length <= TEST_SEND_DEVICES) return targets;
  const remaining = [...targets];
  return Array.from({ length: TEST_SEND_DEVICES }, () => {
    const [chosen] = remaining.splice(Math.floor(random() * remaining.length), 1);
    return chosen;
  }).filter((target) => target !== undefined);
}

function compose(context: HubContext, send: Send): { pushes: readonly Push[]; skipped: readonly NativePlatform[] } {
  const { notification, direct } = send;
  if (direct !== undefined) return { pushes: nativePushes(notification, direct), skipped: [] };
  const { targets, skipped } = findTargets(context, send);
  if (notification.platform !== "template")
    return { pushes: nativePushes(notification, targets.map(recipientOf)), skipped };
  const properties = readProperties(notification);
  return { pushes: targets.map((target) => templatePush(notification, target, properties)), skipped };
}

function answerByFault(context: HubContext, send: Send, push: Push): Push {
  if (push.failure !== undefined) return push;
  const { platform, handle, tags, installationId } = push.recipient;
  const fault = context.faults.forPush({ hub: send.hub, platform, handle, tags, installationId });
  if (fault === undefined) return push;
  const { delayMs = 0, reason } = fault;
  return { ...push, ...(reason === undefined ? {} : platformAnswer(platform, reason)), delayMs };
}

function recordLater(context: HubContext, send: Send, late: readonly Push[]): void {
  const { state } = context;
  let waiting = late.length;
  for (const push of late) {
    const timer = setTimeout(() => {
      // A reset or an imported snapshot meanwhile has made the push meaningless.
      if (context.closed() || context.state !== state) return;
      waiting--;
      const atMs = context.clock.now();
      const known = state.notifications.get(send.hub, send.id, atMs) ?? baseRecord(send);
      record(context, { ...send, atMs }, [push], {
        ...known,
        ...(waiting > 0 ? {} : { state: "Completed", endedAtMs: atMs }),
        counts: addCounts(known.counts, countsOf([push], [])),
        hasErrors: known.hasErrors === true || push.outcome !== "Success",
      });
    }, push.delayMs);
    unref(timer);
  }
}

/** Makes everything that a send changes durable at once, and then true in memory. */
function record(context: HubContext, send: Send, pushes: readonly Push[], notification: NotificationRecord): void {
  const { state } = context;
  const at = new Date(send.atMs).toISOString();
  const deliveries = pushes.map((push) => toDelivery(context, send, push, at));
  const dead: DeadHandle[] = [];
  for (const { handleDead, recipient } of pushes) {
    if (handleDead && recipient.target !== undefined) dead.push({ target: recipient.target, handle: recipient.handle });
  }
  const expiry = expireHandles(context, send.hub, dead);
  context.commit(() => [...recordChanges(context, deliveries, notification), ...expiry.changes()]);
  state.notifications.put(notification);
  for (const delivery of deliveries) {
    state.deliveries.add(delivery);
    context.waiters.notify(delivery);
    if (context.events.observed) context.events.emit({ type: "delivery", delivery });
  }
  expiry.apply();
  if (notification.hasErrors === true) reportErrors(context, send, pushes);
}

function recordChanges(
  context: HubContext,
  deliveries: readonly Delivery[],
  notification: NotificationRecord,
): RecordChange[] {
  const { state } = context;
  // Of more deliveries than are kept only the last ones will still be there.
  const kept = deliveries.slice(-Math.max(state.deliveries.capacity, 1));
  const evicted = state.deliveries
    .evictedBy(deliveries.length)
    .map((delivery) => removal(delivery.hub, "delivery", delivery.id));
  const forgotten = state.notifications.evictedBy(notification);
  return [
    ...evicted,
    ...(state.deliveries.capacity === 0 ? [] : kept.map(deliveryRecord)),
    ...forgotten.map(({ hub, id }) => removal(hub, "notification", id)),
    notificationRecord(notification),
  ];
}

function toDelivery(context: HubContext, send: Send, push: Push, at: string): Delivery {
  const { recipient } = push;
  return {
    id: context.state.deliveries.nextId(),
    at,
    hub: send.hub,
    notificationId: send.id,
    platform: recipient.platform,
    handle: recipient.handle,
    registrationId: recipient.registrationId,
    installationId: recipient.installationId,
    tags: recipient.tags,
    template: push.template,
    headers: push.headers,
    body: push.body,
    outcome: push.outcome,
  };
}

function countsOf(pushes: readonly Push[], skipped: readonly NativePlatform[]): Counts {
  const counts: Tally = {};
  for (const { recipient, outcome } of pushes) tally(counts, recipient.platform, outcome);
  for (const platform of skipped) tally(counts, platform, "Skipped");
  return counts;
}

function reportErrors(context: HubContext, { hub, id }: Send, pushes: readonly Push[]): void {
  for (const { recipient, outcome } of pushes) {
    if (outcome !== "Success") reportFeedback(context, { hub, notificationId: id, recipient, outcome });
  }
}
