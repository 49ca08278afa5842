import { loadXmlCodecs, type NotificationDetails, type NotificationState } from "@nh/wire";
import type { HubContext } from "../context.js";
import { late } from "../late.js";
import type { CallOptions } from "../options.js";
import { callIfThere } from "./call-if-found.js";
import { type NotificationReference, notificationIdOf } from "./notification-reference.js";
import { pollUntilDone, type WaitOptions } from "./poll.js";

/** The service gives a notification up after 30 minutes, so by then its state is final. Microsoft's page on per-message telemetry. */
const PROCESSING_WINDOW_MS = 30 * 60_000;

/** States that a notification does not leave. */
const finalStates: ReadonlySet<NotificationState> = /* @__PURE__ */ new Set<NotificationState>([
  "Abandoned",
  "Cancelled",
  "Completed",
  "DetailedStateAvailable",
  "NoTargetFound",
]);

/**
 * Reads how far a notification has come and what became of it on each platform. Needs the Standard tier.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no such notification, or nothing is known about it yet.
 * @throws {WireFormatError} when the answer is something else.
 */
export async function getNotificationDetails(
  context: HubContext,
  notification: NotificationReference,
  options?: CallOptions,
): Promise<NotificationDetails> {
  const parameter = notificationIdOf(notification);
  const spec = { operation: "getNotificationDetails", parameter, repeat: "always" } as const;
  const answer = await context.call(spec, options);
  const { decodeNotificationDetails } = await late(loadXmlCodecs());
  return decodeNotificationDetails(answer.text);
}

/**
 * Waits until a notification has reached its final state: Completed, NoTargetFound, Abandoned or Cancelled. A 404 counts as "not known
 * yet", and so does a failure that may pass. `timeoutMs` is that of the whole wait; default 1,800,000, after which the service itself gives up.
 *
 * @throws {HubTimeoutError} when the time is up; the message names the last state.
 * @throws {HubResponseError} when the service refuses, such as NH_FORBIDDEN below the Standard tier, or NH_NOT_FOUND when the hub is not there.
 */
export async function waitForOutcome(
  context: HubContext,
  notification: NotificationReference,
  options: WaitOptions = {},
): Promise<NotificationDetails> {
  const operation = "getNotificationDetails";
  const parameter = notificationIdOf(notification);
  const awaited = { operation, parameter, what: "the outcome of notification" } as const;
  return pollUntilDone(context, awaited, options, PROCESSING_WINDOW_MS, async (call) => {
    const answer = await callIfThere(context, { operation, parameter, repeat: "always" }, call);
    if (answer === undefined) return { done: false, last: "the service knew nothing about it yet" };
    const { decodeNotificationDetails } = await late(loadXmlCodecs());
    const details = decodeNotificationDetails(answer.text);
    if (finalStates.has(details.state)) return { done: true, value: details };
    return { done: false, last: `its last state was ${details.state}` };
  });
}
