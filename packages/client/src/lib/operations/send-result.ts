import type { NotificationOutcome } from "@nh/wire";
import type { HubResponse } from "../transport/hub-response.js";
import { identified } from "./change-result.js";
import { idFromLocation } from "./id-from-location.js";

/** The service accepted the notification. What becomes of it is not known yet. */
export interface EnqueuedResult {
  readonly state: "enqueued";
  /** Key to the outcome, for `getNotificationDetails`. Hubs below the Standard tier return none. */
  readonly notificationId?: string;
  readonly trackingId?: string;
  readonly correlationId?: string;
  /** How many requests it took. */
  readonly attempts: number;
  /** For `devices()`: how many handles were skipped because they appeared earlier in the list. */
  readonly duplicates?: number;
  /** With `split: true`, one result per request. */
  readonly parts?: readonly EnqueuedResult[];
}

/** What a test send returns. */
export interface DetailedResult {
  readonly state: "detailed";
  readonly outcome: NotificationOutcome;
  readonly notificationId?: string;
  readonly trackingId?: string;
  readonly correlationId?: string;
  /** How many requests it took. */
  readonly attempts: number;
}

/** What `send` returns: `enqueued`, or `detailed` for a test send. */
export type SendResult = EnqueuedResult | DetailedResult;

/** The result of any send but a test send. */
export function enqueued(response: HubResponse): EnqueuedResult {
  return named({ state: "enqueued", attempts: response.attempts }, response);
}

/** Adds the id of the notification and the identifiers of the response, where there are any. */
export function named<Result extends SendResult>(result: Result, response: HubResponse): Result {
  const identifiers: { notificationId?: string } = result;
  const notificationId = idFromLocation(response.header("Location"));
  if (notificationId !== undefined) identifiers.notificationId = notificationId;
  return identified(result, response);
}
