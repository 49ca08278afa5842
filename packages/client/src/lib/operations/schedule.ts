import { formatScheduleTime, headerNames } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import type { Audience } from "../audience/audience.js";
import { resolveAudience } from "../audience/recipients.js";
import { checkOptions } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import { type CallOptions, callRules } from "../options.js";
import { type ChangeResult, changed } from "./change-result.js";
import { checkNotification, type SendableNotification } from "./check-notification.js";
import { encodeArgument } from "./encode-argument.js";
import { type NotificationReference, notificationIdOf } from "./notification-reference.js";
import { type EnqueuedResult, enqueued } from "./send-result.js";
import { tagSendHeaders } from "./tag-send.js";
import { warnOfPayload } from "./warn-of-payload.js";

const EARLIEST_MS = 5 * 60_000;
const LATEST_MS = 7 * 24 * 60 * 60_000;
/** The header carries whole seconds, and the call itself takes time. */
const GRACE_MS = 1000;

/**
 * Schedules a notification: the service sends it later. Needs the Standard tier. Pass the result to
 * `cancelScheduled` to cancel it.
 *
 * @param at Between 5 minutes and 7 days from now, from Microsoft's pages on scheduled
 * notifications; whole seconds count.
 * @throws {ArgumentError} when `at` is earlier or later.
 * @throws {AudienceError} when the audience names nobody, or device handles: those cannot be
 * scheduled.
 * @throws {HubResponseError | HubConnectionError | HubTimeoutError} as `send` does; it is retried
 * as little as a send.
 */
export function schedule(
  context: HubContext,
  notification: SendableNotification,
  audience: Audience,
  at: Date,
  options?: CallOptions,
): HubPromise<EnqueuedResult> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkOptions("schedule", options, callRules);
    const checked = checkNotification("schedule", notification);
    warnOfPayload(connection.onEvent, checked);
    const headers = tagSendHeaders("schedule", connection, checked, resolveAudience("schedule", audience));
    headers[headerNames.scheduleTime] = encodeArgument("schedule", "at", () => formatScheduleTime(at));
    const aheadMs = at.getTime() - connection.now();
    if (aheadMs < EARLIEST_MS - GRACE_MS || aheadMs > LATEST_MS + GRACE_MS) {
      const sentence = `A notification can be scheduled 5 minutes to 7 days ahead, not for ${at.toISOString()}.`;
      throw new ArgumentError("schedule", "at", { sentence });
    }
    const { platform, body } = checked;
    const spec = { operation: "schedule", call: "schedule", platform, headers, body, retryRule: "send" } as const;
    return enqueued(await connection.call(spec, options));
  });
}

/**
 * Cancels a scheduled notification. It also succeeds when a retry finds it gone after an attempt
 * whose response was lost.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no such notification, or it has been sent.
 */
export function cancelScheduled(
  context: HubContext,
  notification: NotificationReference,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "cancelScheduled";
    const operation = "cancelScheduled";
    const parameter = notificationIdOf(call, operation, notification);
    return changed(await connection.call({ operation, call, parameter, retryRule: "removal" }, options));
  });
}
