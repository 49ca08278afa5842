import { loadXmlCodecs, type NotificationDetails, type NotificationState } from "@nh/wire";
import { checkOptions } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import type { CallOptions } from "../options.js";
import { callIfFound } from "./call-if-found.js";
import { type NotificationReference, notificationIdOf } from "./notification-reference.js";
import { pollUntilDone, type WaitOptions, waitRules } from "./poll.js";
import { readResponse } from "./read-response.js";

/**
 * The service gives a notification up after 30 minutes, so by then its state is final. Microsoft's
 * page on per-message telemetry.
 */
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
 * Reads how far a notification has come and what became of it on each platform. Needs the Standard
 * tier.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no such notification, or nothing is known
 * about it yet.
 * @throws {WireFormatError} when the response cannot be read.
 */
export function getNotificationDetails(
  context: HubContext,
  notification: NotificationReference,
  options?: CallOptions,
): HubPromise<NotificationDetails> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "getNotificationDetails";
    const operation = "getNotificationDetails";
    const parameter = notificationIdOf(call, operation, notification);
    const response = await connection.call({ operation, call, parameter, retryRule: "idempotent" }, options);
    const { decodeNotificationDetails } = await loadPart(loadXmlCodecs());
    return readResponse(call, response, decodeNotificationDetails);
  });
}

/**
 * Waits until a notification has reached its final state: Completed, NoTargetFound, Abandoned or
 * Cancelled. A 404 counts as "not known yet", and so does a temporary failure. `timeoutMs` limits
 * the whole wait; default 1,800,000, after which the service itself gives up.
 *
 * @throws {HubTimeoutError} when the time is over; the message names the last state.
 * @throws {HubResponseError} when the service refuses, such as NH_FORBIDDEN below the Standard
 *   tier, or NH_NOT_FOUND when the hub does not exist.
 * @throws {ArgumentError} when an option is wrong.
 */
export function waitForOutcome(
  context: HubContext,
  notification: NotificationReference,
  options: WaitOptions = {},
): HubPromise<NotificationDetails> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkOptions("waitForOutcome", options, waitRules);
    const operation = "getNotificationDetails";
    const parameter = notificationIdOf("waitForOutcome", operation, notification);
    const spec = { operation, call: "waitForOutcome", parameter, retryRule: "idempotent" } as const;
    const awaited = { operation, parameter, what: "the outcome of notification" } as const;
    return pollUntilDone(connection, awaited, options, PROCESSING_WINDOW_MS, async (call) => {
      const response = await callIfFound(connection, spec, call);
      if (response === undefined) return { done: false, last: "the service has not reported it yet" };
      const { decodeNotificationDetails } = await loadPart(loadXmlCodecs());
      const details = readResponse(spec.call, response, decodeNotificationDetails);
      if (finalStates.has(details.state)) return { done: true, value: details };
      return { done: false, last: `its last state was ${details.state}` };
    });
  });
}
