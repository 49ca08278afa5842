import type { Notification } from "@nh/payloads";
import { formatScheduleTime, headerNames } from "@nh/wire";
import type { Audience } from "../audience/audience-types.js";
import { resolveAudience } from "../audience/recipients.js";
import type { HubContext } from "../context.js";
import type { CallOptions } from "../options.js";
import { type NotificationReference, notificationIdOf } from "./notification-reference.js";
import { type EnqueuedResult, enqueued, tagSendHeaders } from "./send.js";
import { ensureSound } from "./sound-notification.js";

const EARLIEST_MS = 5 * 60_000;
const LATEST_MS = 7 * 24 * 60 * 60_000;

/**
 * Has the service send a notification later. Needs the Standard tier. `notificationId` of the result cancels it.
 *
 * @param at Between 5 minutes and 7 days from now, from Microsoft's pages on scheduled notifications; whole seconds count.
 * @throws {RangeError} when `at` lies outside of that.
 * @throws {AudienceError} when nobody is named, or device handles are: those cannot be scheduled.
 * @throws {HubResponseError | HubConnectionError | HubTimeoutError} as `send` does; it is repeated as little as a send.
 */
export async function schedule(
  context: HubContext,
  notification: Notification,
  audience: Audience,
  at: Date,
  options?: CallOptions,
): Promise<EnqueuedResult> {
  await ensureSound(notification);
  const headers = await tagSendHeaders(context, notification, await resolveAudience(audience));
  headers[headerNames.scheduleTime] = formatScheduleTime(at);
  const aheadMs = at.getTime() - context.now();
  // A second of grace on either side: the header carries whole seconds, and the call itself takes time.
  if (aheadMs < EARLIEST_MS - 1000 || aheadMs > LATEST_MS + 1000) {
    throw new RangeError(
      `A notification can be scheduled from 5 minutes to 7 days ahead; ${at.toISOString()} is outside of that.`,
    );
  }
  const spec = { operation: "schedule", headers, body: notification.body, repeat: "notNow" } as const;
  return enqueued(await context.call(spec, options));
}

/**
 * Takes back a scheduled notification. Succeeds as well when a repeated attempt finds it gone after one whose answer was lost.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is none of this id, or it has been sent.
 */
export async function cancelScheduled(
  context: HubContext,
  notification: NotificationReference,
  options?: CallOptions,
): Promise<void> {
  const parameter = notificationIdOf(notification);
  await context.call({ operation: "cancelScheduled", parameter, repeat: "removal" }, options);
}
