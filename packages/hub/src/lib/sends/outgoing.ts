import type { HubContext } from "../context.js";
import type { IncomingNotification } from "../pushes/incoming-notification.js";
import type { Push } from "../pushes/push.js";
import { MixedPushes, type PushList } from "../pushes/push-list.js";
import { PENDING } from "../pushes/push-report.js";
import type { OutgoingBatch, OutgoingPayload, OutgoingPush } from "../state/outbox.js";
import type { Steps } from "../steps.js";
import { endOfLife, retryUntil } from "./retry-until.js";

/**
 * How long a test send and a release wait for the push services, in milliseconds. Clients
 * wait for 30 s. Afterwards nothing of them leaves.
 */
export const LONGEST_AWAIT_MS = 25_000;

/** How many pushes are marked before other work gets its turn. */
const PUSHES_AT_ONCE = 100;

/** How many pushes are kept, stored and dropped as one. */
const BATCH_SIZE = 100;

/** Marks the pushes that a real push service gets. Their outcome is pending until it responds. */
export function* markOutgoing({ deliver }: HubContext, hub: string, pushes: PushList): Steps<PushList> {
  if (deliver === undefined) return pushes;
  const marked: Push[] = [];
  let isAny = false;
  for (let index = 0; index < pushes.length; index++) {
    const push = pushes.at(index);
    const goesOut = push.outcome === "Success" && deliver.covers(hub, push.recipient);
    isAny ||= goesOut;
    if (marked.push(goesOut ? { ...push, outcome: PENDING } : push) % PUSHES_AT_ONCE === 0) yield;
  }
  return isAny ? new MixedPushes(marked) : pushes;
}

/**
 * What of a send a real push service gets.
 *
 * @param send The send.
 * @param pushes All its pushes, of which some are pending.
 * @param firstId The id of the first delivery.
 * @param situation `isAwaited`: whether somebody waits for the outcome. `nowMs`: the real time, in
 *   milliseconds since 1970.
 */
export function outgoingBatches(
  send: {
    readonly hub: string;
    readonly id: string;
    readonly atMs: number;
    readonly notification: IncomingNotification;
  },
  pushes: PushList,
  firstId: number,
  situation: { readonly isAwaited: boolean; readonly nowMs: number },
): OutgoingBatch[] {
  const { isAwaited, nowMs } = situation;
  if (pushes.pending === 0) return [];
  const outgoing: OutgoingPush[] = [];
  let shared: OutgoingPayload | undefined;
  for (let index = 0; index < pushes.length; index++) {
    const { recipient, headers, body, outcome } = pushes.at(index);
    if (outcome !== PENDING) continue;
    if (shared?.headers !== headers || shared.body !== body) {
      const contentType = contentTypeOf(send.notification, body);
      // Whoever waits for the outcome gets it, instead of a push that may come in an hour.
      const { platform } = recipient;
      const retryUntilMs = isAwaited ? nowMs : retryUntil(platform, headers, body, nowMs);
      const expiresAtMs = isAwaited ? nowMs + LONGEST_AWAIT_MS : endOfLife(platform, headers, body, nowMs);
      shared = { contentType, headers, body, retryUntilMs, expiresAtMs, isAwaited };
    }
    outgoing.push({
      id: firstId + index,
      hub: send.hub,
      notificationId: send.id,
      recipient,
      payload: shared,
      retries: 0,
    });
  }
  const batches: OutgoingBatch[] = [];
  for (let from = 0; from < outgoing.length; from += BATCH_SIZE) {
    const batch = outgoing.slice(from, from + BATCH_SIZE);
    batches.push({ hub: send.hub, firstId: batch[0]?.id ?? firstId, atMs: send.atMs, pushes: batch });
  }
  return batches;
}

/** The type of the content. A template send has that of the JSON it was filled in from. */
function contentTypeOf({ platform, contentType }: IncomingNotification, body: string): string {
  if (platform !== "template") return contentType;
  return body.startsWith("<") ? "application/xml" : "application/json";
}
