import type { Notification } from "@nh/payloads";
import type { NotificationOutcome } from "@nh/wire";
import { headerNames, tagLimits } from "@nh/wire/http";
import { AudienceError } from "../audience-error.js";
import type { Audience } from "../audience-types.js";
import type { HubAnswer, HubContext } from "../context.js";
import { idFromLocation } from "../location.js";
import type { CallOptions } from "../options.js";
import { resolveAudience, type Target } from "../target.js";
import { sendHeaders } from "./send-headers.js";
import { ensureSound } from "./sound-notification.js";

/** Options of `send`. */
export interface SendOptions extends CallOptions {
  /**
   * A test send goes to at most 10 of the devices and answers what became of it on each. The service allows 10 a minute.
   * Not for `device()` and `devices()`. Default false.
   */
  readonly test?: boolean | undefined;
  /**
   * Sends to more than 20 tags in several requests, one after the other. A device with tags in two of them gets two pushes.
   * For "any of" audiences; not together with `test`. Default false.
   */
  readonly split?: boolean | undefined;
}

/** The service took the notification. What becomes of it is not known yet. */
export interface EnqueuedResult {
  readonly state: "enqueued";
  /** Key to the outcome, for `getNotificationDetails`. Hubs below the Standard tier give none. */
  readonly notificationId?: string;
  readonly trackingId?: string;
  readonly correlationId?: string;
  /** Requests that it took. */
  readonly attempts: number;
  /** With `split: true`, one result per request. */
  readonly parts?: readonly EnqueuedResult[];
}

/** What a test send answers. */
export interface DetailedResult {
  readonly state: "detailed";
  readonly outcome: NotificationOutcome;
  readonly notificationId?: string;
  readonly trackingId?: string;
  readonly correlationId?: string;
  /** Requests that it took. */
  readonly attempts: number;
}

/** What `send` answers: `enqueued`, or `detailed` for a test send. */
export type SendResult = EnqueuedResult | DetailedResult;

/**
 * Sends a notification. It is repeated only when the service said that it did nothing; see `RetryOptions.ambiguousSends`.
 *
 * @throws {AudienceError} when nobody, or nobody who can be addressed, is named.
 * @throws {TagExpressionError} when the audience is not a tag expression.
 * @throws {HubResponseError} when the service refuses; a test send that fails is never reported as an outcome.
 * @throws {HubConnectionError | HubTimeoutError} when no answer came; `mayHaveBeenSent` says whether it may have gone out.
 * @throws {SplitSendError} when a split send stops after its first part.
 */
export function send(
  context: HubContext,
  notification: Notification,
  audience: Audience,
  options: SendOptions & { readonly test: true },
): Promise<DetailedResult>;
export function send(
  context: HubContext,
  notification: Notification,
  audience: Audience,
  options?: SendOptions & { readonly test?: false | undefined },
): Promise<EnqueuedResult>;
export function send(
  context: HubContext,
  notification: Notification,
  audience: Audience,
  options?: SendOptions,
): Promise<SendResult>;
export async function send(
  context: HubContext,
  notification: Notification,
  audience: Audience,
  options?: SendOptions,
): Promise<SendResult> {
  const { test = false, split = false } = options ?? {};
  if (typeof test !== "boolean") throw new TypeError("The option test must be true or false.");
  if (typeof split !== "boolean") throw new TypeError("The option split must be true or false.");
  if (test && split) throw new TypeError("The options test and split cannot be combined: a test send is one request.");
  await ensureSound(notification);
  const target = await resolveAudience(audience);
  if (target.to === "device" || target.to === "devices") {
    if (test) {
      throw new TypeError(
        "The option test works with tags and everyone() only; the service has no test send to device handles.",
      );
    }
    const { sendBatch, sendToHandle } = await import("./direct-send.js");
    return enqueued(
      target.to === "device"
        ? await sendToHandle(context, notification, target.handle, options)
        : await sendBatch(context, notification, target.handles, options),
    );
  }
  if (split) return (await import("./split-send.js")).splitSend(context, notification, target, options, sendToTags);
  if (!test) return sendToTags(context, notification, target, options);
  const answer = await callSend(context, notification, target, "test=true", options);
  // The XML reader is loaded with the first test send; programs that only send never need it.
  const { decodeNotificationOutcome } = await import("../notification-outcome.js");
  const outcome = decodeNotificationOutcome(answer.text);
  return identified({ state: "detailed", outcome, attempts: answer.attempts }, answer);
}

/** One plain send, to tags or to everyone. */
export async function sendToTags(
  context: HubContext,
  notification: Notification,
  target: Target,
  options: CallOptions | undefined,
): Promise<EnqueuedResult> {
  return enqueued(await callSend(context, notification, target, undefined, options));
}

function callSend(
  context: HubContext,
  notification: Notification,
  target: Target,
  query: string | undefined,
  options: CallOptions | undefined,
): Promise<HubAnswer> {
  const headers = sendHeaders(notification);
  const expression = expressionOf(context, target);
  if (expression !== undefined) headers[headerNames.tags] = expression;
  return context.call({ operation: "send", query, headers, body: notification.body, repeat: "notNow" }, options);
}

/** The expression of a tag send, or `undefined` for a broadcast. Warns of personal data. */
export function expressionOf(context: HubContext, target: Target): string | undefined {
  if (target.to === "everyone") return undefined;
  if (target.to !== "expression") {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      "device() and devices() work with send only; use tags or everyone() here.",
    );
  }
  if (target.anyOf !== undefined && target.anyOf.length > tagLimits.orOnly) {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      `One request names at most ${tagLimits.orOnly} tags, and these are ${target.anyOf.length}. Pass { split: true } to send several; a device with tags in two of them then gets two pushes.`,
    );
  }
  warnOfPersonalData(context, target.expression);
  return target.expression;
}

function warnOfPersonalData(context: HubContext, expression: string): void {
  if (context.onEvent === undefined || !/[\w.-]@[\w-]+\.[a-z]{2}/i.test(expression)) return;
  context.onEvent({
    type: "warning",
    code: "personalDataInTag",
    message:
      "A tag looks like an e-mail address. Tags are stored and shown in clear; use an id that says nothing by itself.",
  });
}

/** Turns the answer to any send into its result. */
export function enqueued(answer: HubAnswer): EnqueuedResult {
  return identified({ state: "enqueued", attempts: answer.attempts }, answer);
}

/** Adds the identifiers that the answer has. */
function identified<Result extends SendResult>(result: Result, answer: HubAnswer): Result {
  const identifiers: { notificationId?: string; trackingId?: string; correlationId?: string } = result;
  const notificationId = idFromLocation(answer.header("Location"));
  if (notificationId !== undefined) identifiers.notificationId = notificationId;
  if (answer.trackingId !== undefined) identifiers.trackingId = answer.trackingId;
  if (answer.correlationId !== undefined) identifiers.correlationId = answer.correlationId;
  return result;
}
