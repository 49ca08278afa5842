import { checkNotification as checkPayload, isPlatform, type Notification } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { isObject } from "../check-options.js";
import { quoteNonPlatform } from "../options.js";

/**
 * Headers that belong to the connection or to a direct send. On a notification they could only
 * mislead the server about where a request ends or to whom it goes.
 */
const foreignHeaders = new Set([
  "auth",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "p256dh",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * What a call sends: what a builder of `@nh/payloads` returns, or an object of the same form. The
 * headers may be missing, so the notifications that `@azure/notification-hubs` makes can be sent as
 * they are.
 */
export interface SendableNotification extends Omit<Notification, "headers"> {
  /** Headers for the platform, as strings. Default: none. */
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

/** Notifications that cannot change any more, and were found right. */
const checked = new WeakSet<SendableNotification>();

/**
 * Makes sure that a notification can be sent: it may have been written by hand. A frozen one is
 * looked at once.
 *
 * @param call As its user writes it.
 * @returns the same, with its headers
 * @throws {PayloadError} for headers or a body that cannot be sent.
 * @throws {ArgumentError} when it is not a notification, or sets a header of the request.
 */
export function checkNotification(call: string, notification: SendableNotification): Notification {
  if (checked.has(notification)) return notification as Notification;
  if (!isObject(notification) || !isPlatform(notification.platform)) {
    throw new ArgumentError(
      call,
      "notification",
      `must come from a builder of @nh/payloads, such as apple() or rawNotification()${quoteNonPlatform(notification?.platform)}`,
    );
  }
  const { contentType, headers } = notification;
  if (headers === undefined) return checkNotification(call, { ...notification, headers: {} });
  if (typeof contentType !== "string" || !isObject(headers)) {
    throw new ArgumentError(
      call,
      "notification",
      "must have a contentType, and its headers must be an object. rawNotification({ platform, body }) adds both",
    );
  }
  checkPayload(notification as Notification);
  for (const name of Object.keys(headers)) {
    if (!foreignHeaders.has(name.toLowerCase())) continue;
    throw new ArgumentError(call, "notification", `cannot set the header ${name}: it belongs to the request`);
  }
  if (Object.isFrozen(notification) && Object.isFrozen(headers)) checked.add(notification);
  return notification as Notification;
}
