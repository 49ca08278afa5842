import { HUB_REQUEST_LIMIT_BYTES, type Notification, utf8ByteLength } from "@nh/payloads";
import { type DeviceHandle, headerNames, writeBatch } from "@nh/wire";
import { AudienceError, tooManyDevices } from "../audience/audience-error.js";
import type { CallSpec } from "../context.js";
import { sendHeaders } from "./tag-send.js";

/**
 * A send to one handle.
 *
 * @throws {AudienceError} when the notification cannot go to this handle.
 */
export function handleSend(notification: Notification, handle: DeviceHandle): CallSpec {
  refuseTemplate("send", notification);
  const isSubscription = typeof handle !== "string";
  if (isSubscription !== (notification.platform === "browser")) {
    throw new AudienceError(
      "send",
      "NH_AUDIENCE_INVALID",
      isSubscription
        ? `A browser's subscription cannot receive a notification for ${notification.platform}.`
        : "A browser is addressed by its subscription: device({ endpoint, p256dh, auth }).",
    );
  }
  const headers = Object.assign(sendHeaders(notification), handleHeaders(handle));
  const { platform, body } = notification;
  return { operation: "send", call: "send", platform, query: "direct=true", headers, body, retryRule: "send" };
}

function handleHeaders(handle: DeviceHandle): Record<string, string> {
  if (typeof handle === "string") return { [headerNames.deviceHandle]: handle };
  return {
    [headerNames.deviceHandle]: handle.endpoint,
    [headerNames.p256dh]: handle.p256dh,
    [headerNames.auth]: handle.auth,
  };
}

/**
 * A send to up to 1,000 handles in one request.
 *
 * @throws {AudienceError} for a template or browser notification, and for more handles than fit
 * into 64 KB.
 */
export function batchSend(notification: Notification, handles: readonly string[]): CallSpec {
  refuseUnbatched("send", notification);
  const batch = writeBatch(notification.contentType, notification.body, handles);
  const bytes = utf8ByteLength(batch.body);
  if (bytes > HUB_REQUEST_LIMIT_BYTES) {
    const size = `${bytes} bytes, at most ${HUB_REQUEST_LIMIT_BYTES}`;
    throw tooManyDevices("send", `this notification to ${handles.length} handles (${size})`);
  }
  const headers = Object.assign(sendHeaders(notification), { "Content-Type": batch.contentType });
  const { platform } = notification;
  return {
    operation: "sendBatch",
    call: "send",
    platform,
    query: "direct=true",
    headers,
    body: batch.body,
    retryRule: "send",
  };
}

/**
 * @param call As its user writes it.
 * @throws {AudienceError} for a template or browser notification: the service has no batches for
 * these.
 */
export function refuseUnbatched(call: string, notification: Notification): void {
  refuseTemplate(call, notification);
  if (notification.platform !== "browser") return;
  throw new AudienceError(
    call,
    "NH_AUDIENCE_INVALID",
    "The service has no batch send to browsers. Send to each with device({ endpoint, p256dh, auth }).",
  );
}

function refuseTemplate(call: string, notification: Notification): void {
  if (notification.platform !== "template") return;
  throw new AudienceError(
    call,
    "NH_AUDIENCE_INVALID",
    "A template notification reaches devices through their registered templates, not by their handles. Send it to tags, user(), installation() or everyone().",
  );
}
