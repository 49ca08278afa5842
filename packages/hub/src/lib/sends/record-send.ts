import type { NotificationState, TagExpression } from "@nh/wire";
import type { HubContext } from "../context.js";
import { BATCH_SIZE, type BatchOrigin, type DeliveryBatch, PushBatch, storedBatch } from "../pushes/delivery-batch.js";
import type { IncomingNotification } from "../pushes/incoming-notification.js";
import type { NotificationRecord } from "../pushes/notification-log.js";
import type { Counts } from "../pushes/outcome-counts.js";
import type { Push, Recipient } from "../pushes/push.js";
import type { PushList } from "../pushes/push-list.js";
import { PENDING } from "../pushes/push-report.js";
import { outboxRecord } from "../state/outbox-record.js";
import { reportsRemoval } from "../state/push-record.js";
import { deliveriesRecord, deliveriesRemoval, notificationRecord, notificationRemoval } from "../state/records.js";
import type { Steps } from "../steps.js";
import type { RecordChange } from "../store/record-store.js";
import { expireHandles, HANDLES_AT_ONCE } from "./expire-handles.js";
import { reportFeedback } from "./feedback-blobs.js";
import { hubLifetime } from "./hub-lifetime.js";
import { markOutgoing, outgoingBatches } from "./outgoing.js";

/** One send, ready to be carried out. */
export interface Send {
  readonly hub: string;
  readonly id: string;
  readonly notification: IncomingNotification;
  /** The recipients of a direct send. Otherwise `expression` finds the audience. */
  readonly direct?: readonly Recipient[] | undefined;
  /** Undefined for a broadcast. */
  readonly expression?: TagExpression | undefined;
  /** The expression as it was sent. */
  readonly tags?: string | undefined;
  /** A test send reaches at most ten devices, chosen at random. */
  readonly test?: boolean | undefined;
  /** Somebody pushes one recorded delivery to a device. Default false. */
  readonly isRelease?: boolean | undefined;
  readonly host: string;
  readonly apiVersion: string;
  readonly enqueuedAtMs: number;
  /** When it happens by the hub's clock: now, or when a scheduled send was due. */
  readonly atMs: number;
  /** A change that belongs into the same commit: the removal of the schedule. */
  readonly settles?: RecordChange | undefined;
}

/** The telemetry of a send that has happened. */
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

/** A part of a send's deliveries, without their ids. */
interface PreparedBatch {
  /** The index of its first push. */
  readonly from: number;
  readonly pushes: PushList;
  /** What a store keeps of it. Undefined without a store. */
  readonly stored: string | undefined;
}

/** The pushes of a send, ready to be recorded. */
export interface PreparedPushes {
  readonly all: PushList;
  readonly batches: readonly PreparedBatch[];
}

/**
 * Prepares the record of a send. Marks what a real push service gets. When there are more
 * deliveries than are kept, only the last ones become batches.
 */
export function* preparePushes(context: HubContext, send: Send, composed: PushList): Steps<PreparedPushes> {
  const pushes = yield* markOutgoing(context, send.hub, composed);
  const { length } = pushes;
  const { capacity } = context.state.deliveries;
  const whole = length <= Math.min(BATCH_SIZE, capacity);
  const batches: PreparedBatch[] = [];
  for (let from = Math.max(0, length - capacity); from < length; from += BATCH_SIZE) {
    const part = whole ? pushes : pushes.slice(from, Math.min(length, from + BATCH_SIZE));
    const stored = context.durable ? JSON.stringify(storedBatch(new PushBatch(from, originOf(send), part))) : undefined;
    batches.push({ from, pushes: part, stored });
    yield;
  }
  return { all: pushes, batches };
}

function originOf({ hub, id, atMs }: Send): BatchOrigin {
  return { hub, notificationId: id, atMs };
}

/**
 * Makes a send durable and then true in memory, all of it before the first pause. What follows from
 * a send to very many comes in steps: the announcements, the dead handles beyond the first two
 * hundred, and the feedback.
 */
export function* recordSend(
  context: HubContext,
  send: Send,
  { all, batches: prepared }: PreparedPushes,
  notification: NotificationRecord,
): Steps<void> {
  const { state } = context;
  const isAlive = hubLifetime(context, send.hub);
  const firstId = state.deliveries.reserve(all.length);
  const batches = prepared.map(({ from, pushes }) => new PushBatch(firstId + from, originOf(send), pushes));
  const isAwaited = send.test === true || send.isRelease === true;
  const outgoing = outgoingBatches(send, all, firstId, { isAwaited, nowMs: context.options.now() });
  const refused = all.allSucceeded
    ? []
    : allPushes(all).filter(({ outcome }) => outcome !== "Success" && outcome !== PENDING);
  const dead = refused.filter(({ handleDead }) => handleDead).map(({ recipient }) => recipient);
  const expiry = expireHandles(context, send.hub, dead.slice(0, HANDLES_AT_ONCE));
  const deletions = state.dueDeletions;
  context.commit(() => [
    ...deletions,
    ...(send.settles === undefined ? [] : [send.settles]),
    ...batches.map((batch, index) => deliveriesRecord(batch, prepared[index]?.stored)),
    notificationRecord(notification),
    ...outgoing.map(outboxRecord),
    ...expiry.changes(),
  ]);
  if (deletions.length > 0) state.deletionsMade();
  if (context.durable) state.deleteLater(forgottenBy(context, batches, notification));
  state.notifications.put(notification);
  for (const batch of outgoing) state.addOutgoing(batch);
  for (const batch of batches) state.deliveries.add(batch);
  if (outgoing.length > 0) context.deliver?.start();
  expiry.apply();
  try {
    for (const _pause of followUp(context, send, new PushBatch(firstId, originOf(send), all), { refused, dead })) {
      yield;
      if (context.closing.isClosed || !isAlive()) return;
    }
  } catch {
    // The disk is full. The send has happened and is recorded; an error would make its client send
    // again.
  }
}

/** What follows from a send once it is recorded. */
function* followUp(
  context: HubContext,
  send: Send,
  deliveries: DeliveryBatch,
  { refused, dead }: { readonly refused: readonly Push[]; readonly dead: readonly Recipient[] },
): Steps<void> {
  yield* announce(context, deliveries);
  yield* expireRest(context, send.hub, dead);
  yield* reportFeedback(context, send.hub, send.id, refused);
}

/** Shows the deliveries of a send to those who wait or listen. */
function* announce({ waiters, events }: HubContext, deliveries: DeliveryBatch): Steps<void> {
  for (let index = 0; index < deliveries.length && (waiters.waiting || events.observed); index++) {
    const delivery = deliveries.at(index);
    waiters.notify(delivery);
    if (events.observed) events.emit({ type: "delivery", delivery });
    if ((index + 1) % BATCH_SIZE === 0) yield;
  }
}

/**
 * Handles the dead handles beyond the first transaction, for whatever registrations have them at
 * that moment.
 */
function* expireRest(context: HubContext, hub: string, dead: readonly Recipient[]): Steps<void> {
  for (let from = HANDLES_AT_ONCE; from < dead.length; from += HANDLES_AT_ONCE) {
    yield;
    const expiry = expireHandles(context, hub, dead.slice(from, from + HANDLES_AT_ONCE));
    context.commit(expiry.changes);
    expiry.apply();
  }
}

/** The deletions of what these records displace. */
function forgottenBy(
  { state }: HubContext,
  batches: readonly DeliveryBatch[],
  notification: NotificationRecord,
): RecordChange[] {
  const added = batches.reduce((sum, batch) => sum + batch.length, 0);
  const evicted = state.deliveries.evictedBy(added);
  return [
    ...evicted.map(deliveriesRemoval),
    ...evicted.flatMap((batch) => reportsRemoval(state, batch)),
    ...state.notifications.evictedBy(notification).map(notificationRemoval),
  ];
}

function allPushes(pushes: PushList): Push[] {
  return Array.from({ length: pushes.length }, (_, index) => pushes.at(index));
}
