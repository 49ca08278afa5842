import type { NotificationState, TagExpression } from "@nh/wire";
import type { HubContext } from "./context.js";
import type { Delivery } from "./deliveries.js";
import { BATCH_SIZE, type BatchOrigin, type DeliveryBatch, PushBatch } from "./delivery-batch.js";
import { type DeadHandle, expireHandles } from "./expire-handles.js";
import { reportFeedback } from "./feedback-blobs.js";
import type { IncomingNotification } from "./incoming-notification.js";
import type { NotificationRecord } from "./notification-log.js";
import type { Counts } from "./outcome-counts.js";
import type { Push, Recipient } from "./push.js";
import type { PushList } from "./push-list.js";
import type { RecordChange } from "./record-store.js";
import { deliveriesRecord, deliveriesRemoval, notificationRecord, notificationRemoval } from "./records.js";
import { targetHandle, targetPlatform } from "./target.js";

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
  /** What the store must know to be done when the send is recorded: the end of its schedule. */
  readonly settles?: RecordChange | undefined;
}

/** What the telemetry of a send says when it has happened. */
export function notificationOf(
  send: Send,
  state: NotificationState,
  counts: Counts,
  hasErrors: boolean,
): NotificationRecord {
  return {
    hub: send.hub,
    id: send.id,
    state,
    platform: send.notification.platform,
    body: send.notification.body,
    tags: send.tags,
    host: send.host,
    apiVersion: send.apiVersion,
    enqueuedAtMs: send.enqueuedAtMs,
    startedAtMs: send.atMs,
    endedAtMs: state === "Processing" ? undefined : send.atMs,
    counts,
    hasErrors,
  };
}

/** Makes everything that a send changes durable at once, and then true in memory. */
export function recordSend(context: HubContext, send: Send, pushes: PushList, notification: NotificationRecord): void {
  const { state, waiters, events } = context;
  const origin: BatchOrigin = { hub: send.hub, notificationId: send.id, atMs: send.atMs };
  const firstId = state.deliveries.reserve(pushes.length);
  const batches = batchesOf(firstId, origin, pushes, state.deliveries.capacity);
  const refused = pushes.allSucceeded ? [] : allPushes(pushes).filter(({ outcome }) => outcome !== "Success");
  const expiry = expireHandles(context, send.hub, deadHandles(context, send.hub, refused));
  const deletions = state.dueDeletions;
  context.commit(() => [
    ...deletions,
    ...(send.settles === undefined ? [] : [send.settles]),
    ...batches.map(deliveriesRecord),
    notificationRecord(notification),
    ...expiry.changes(),
  ]);
  if (deletions.length > 0) state.forgetLapsed();
  if (context.durable) state.lapse(forgottenBy(context, batches, notification));
  state.notifications.put(notification);
  for (const batch of batches) state.deliveries.add(batch);
  if (waiters.waiting || events.observed) {
    const all = new PushBatch(firstId, origin, pushes);
    for (let index = 0; index < all.length; index++) announce(context, all.at(index));
  }
  expiry.apply();
  try {
    reportFeedback(context, send.hub, send.id, refused);
  } catch {
    // The disk refuses the blobs. The send has happened and is recorded; an error would make its client send again.
  }
}

function announce({ waiters, events }: HubContext, delivery: Delivery): void {
  waiters.notify(delivery);
  if (events.observed) events.emit({ type: "delivery", delivery });
}

/** Of more deliveries than are kept only the last ones make batches. */
function batchesOf(firstId: number, origin: BatchOrigin, pushes: PushList, capacity: number): DeliveryBatch[] {
  const { length } = pushes;
  if (length <= Math.min(BATCH_SIZE, capacity)) return length === 0 ? [] : [new PushBatch(firstId, origin, pushes)];
  const batches: DeliveryBatch[] = [];
  for (let from = Math.max(0, length - capacity); from < length; from += BATCH_SIZE) {
    batches.push(new PushBatch(firstId + from, origin, pushes.slice(from, Math.min(length, from + BATCH_SIZE))));
  }
  return batches;
}

/** What is forgotten for these records. */
function forgottenBy(
  { state }: HubContext,
  batches: readonly DeliveryBatch[],
  notification: NotificationRecord,
): RecordChange[] {
  const added = batches.reduce((sum, batch) => sum + batch.length, 0);
  return [
    ...state.deliveries.evictedBy(added).map(deliveriesRemoval),
    ...state.notifications.evictedBy(notification).map(notificationRemoval),
  ];
}

function allPushes(pushes: PushList): Push[] {
  return Array.from({ length: pushes.length }, (_, index) => pushes.at(index));
}

/** A handle that is dead is so for every registration that has it, however the push to it was addressed. */
function deadHandles({ state }: HubContext, hubName: string, refused: readonly Push[]): DeadHandle[] {
  const hub = state.find(hubName);
  const dead: DeadHandle[] = [];
  for (const { handleDead, recipient } of refused) {
    if (!handleDead) continue;
    for (const target of hub?.targetsWithHandle(recipient.handle) ?? []) {
      if (targetPlatform(target) === recipient.platform) dead.push({ target, handle: targetHandle(target) });
    }
  }
  return dead;
}
