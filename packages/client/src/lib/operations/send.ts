import type { Notification } from "@nh/payloads";
import { headerNames, loadXmlCodecs, type NotificationOutcome } from "@nh/wire";
import type { Audience } from "../audience/audience-types.js";
import { type Recipients, resolveAudience } from "../audience/recipients.js";
import type { HubAnswer, HubContext } from "../context.js";
import { late } from "../late.js";
import { type CallOptions, need } from "../options.js";
import { readAccepted } from "./accepted-response.js";
import { idFromLocation } from "./id-from-location.js";
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
 * @throws {HubConnectionError | HubTimeoutError} when no answer came, or one to a test send that cannot be read; `mayHaveBeenSent` says whether it may
 *   have gone out.
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
  const { test = false, split = false, ...call } = options ?? {};
  need(typeof test === "boolean", "test", "true or false");
  need(typeof split === "boolean", "split", "true or false");
  await ensureSound(notification);
  const target = await resolveAudience(audience);
  if (target.to === "device" || target.to === "devices") {
    const { directSend } = await late(import("./direct-send.js"));
    return enqueued(await directSend(context, notification, sendHeaders(notification), target, test, call));
  }
  if (split)
    return (await late(import("./split-send.js"))).splitSend(context, notification, target, test, call, sendToTags);
  if (!test) return sendToTags(context, notification, target, call);
  // Loaded with the first test send, and before it: an outcome that could not be read would be a send that nobody knows of.
  const { decodeNotificationOutcome } = await late(loadXmlCodecs());
  const answer = await callSend(context, notification, target, "test=true", call);
  const outcome = readAccepted(context, { operation: "send" }, answer, decodeNotificationOutcome);
  return identified({ state: "detailed", outcome, attempts: answer.attempts }, answer);
}

/** One plain send, to tags or to everyone. */
export async function sendToTags(
  context: HubContext,
  notification: Notification,
  target: Recipients,
  options: CallOptions | undefined,
): Promise<EnqueuedResult> {
  return enqueued(await callSend(context, notification, target, undefined, options));
}

async function callSend(
  context: HubContext,
  notification: Notification,
  target: Recipients,
  query: string | undefined,
  options: CallOptions | undefined,
): Promise<HubAnswer> {
  const headers = await tagSendHeaders(context, notification, target);
  return context.call({ operation: "send", query, headers, body: notification.body, repeat: "notNow" }, options);
}

/**
 * The headers of a send to tags or to everyone.
 *
 * @throws {AudienceError} when one request cannot address the target so.
 */
export async function tagSendHeaders(
  context: HubContext,
  notification: Notification,
  target: Recipients,
): Promise<Record<string, string>> {
  const headers = sendHeaders(notification);
  if (target.to === "everyone") return headers;
  // Nearly always there is nothing to refuse and nobody to warn.
  const isPlain = target.to === "expression" && target.anyOf === undefined && context.onEvent === undefined;
  headers[headerNames.tags] = isPlain
    ? target.expression
    : (await late(import("../audience/check-audience.js"))).checkedTags(context, target);
  return headers;
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
