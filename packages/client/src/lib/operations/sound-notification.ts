import type { Notification } from "@nh/payloads";
import { late } from "../late.js";

/** Names that a notification may well have; whatever is left out here is looked at by `checkNotification`. */
const plainName = /^(?:apns-[a-z-]+|x-[a-z-]+)$/i;
const plainValue = /^[\t\x20-\x7e]*$/;
const plainType = /^[\w.+-]+\/[\w.+-]+(?:; ?charset=[\w-]+)?$/;
const platform = /^(?:apple|fcmv1|gcm|windows|windowsphone|adm|baidu|xiaomi|browser|template)$/;
/** No platform refuses so short a body, whatever bytes its characters take. */
const SHORT_BODY = 1000;

const checked = new WeakSet<Notification>();

/**
 * Makes sure that a notification can be sent: it may have been written by hand. What is plain passes at a glance; anything else meets the
 * rules of @nh/payloads, which are loaded for it. One that is frozen is looked at once.
 *
 * @throws {PayloadError} for headers or a body that cannot be sent.
 * @throws {TypeError} when it is no notification, or sets a header of the request.
 */
export async function ensureSound(notification: Notification): Promise<void> {
  if (checked.has(notification)) return;
  if (!isPlain(notification)) (await late(import("./check-notification.js"))).checkNotification(notification);
  if (Object.isFrozen(notification) && Object.isFrozen(notification.headers)) checked.add(notification);
}

function isPlain(notification: Notification): boolean {
  if (typeof notification !== "object" || notification === null) return false;
  const { body, contentType, headers } = notification;
  if (typeof body !== "string" || body.length > SHORT_BODY || !plainType.test(contentType)) return false;
  if (!platform.test(notification.platform) || typeof headers !== "object" || headers === null) return false;
  const names = Object.keys(headers);
  const different = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  return different && names.every((name) => plainName.test(name) && isPlainValue(headers[name]));
}

function isPlainValue(value: unknown): boolean {
  return typeof value === "string" && plainValue.test(value);
}
