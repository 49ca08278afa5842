import type { Operation } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkId } from "./check-id.js";

/**
 * A notification, by its id or by the result of the send, which has the id on the Standard tier.
 */
export type NotificationReference = string | { readonly notificationId?: string | undefined };

/**
 * The id of a notification.
 *
 * @throws {ArgumentError} when the reference has none.
 */
export function notificationIdOf(call: string, operation: Operation, notification: NotificationReference): string {
  const id = typeof notification === "string" ? notification : notification?.notificationId;
  if (typeof id === "string" && id !== "") return checkId(call, "notification", operation, id);
  throw new ArgumentError(
    call,
    "notification",
    "must be a notificationId, or the result of a send that has one. Hubs below the Standard tier return none",
  );
}
