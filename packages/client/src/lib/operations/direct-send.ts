import { HUB_REQUEST_LIMIT_BYTES, type Notification, utf8ByteLength } from "@nh/payloads";
import { type BrowserHandle, type DeviceHandle, headerNames, writeBatch } from "@nh/wire";
import { AudienceError, tooManyDevices } from "../audience/audience-error.js";
import type { Recipients } from "../audience/recipients.js";
import type { HubAnswer, HubContext } from "../context.js";
import type { CallOptions } from "../options.js";
import type { Repeat } from "../transport/exchange.js";

/**
 * A direct send: to one handle, or to up to 1,000 in one request.
 *
 * @param headers Those of every kind of send. They are passed, not imported, so that a bundler leaves them with a plain send.
 */
export async function directSend(
  context: HubContext,
  notification: Notification,
  headers: Readonly<Record<string, string>>,
  target: Extract<Recipients, { to: "device" | "devices" }>,
  test: boolean,
  options: CallOptions,
): Promise<HubAnswer> {
  if (test) {
    throw new TypeError(
      "The option test works with tags and everyone() only; the service has no test send to device handles.",
    );
  }
  return target.to === "device"
    ? sendToHandle(context, notification, headers, target.handle, options)
    : sendBatch(context, notification, headers, target.handles, options);
}

function sendToHandle(
  context: HubContext,
  notification: Notification,
  common: Readonly<Record<string, string>>,
  handle: DeviceHandle,
  options: CallOptions | undefined,
): Promise<HubAnswer> {
  refuseTemplate(notification);
  const isSubscription = typeof handle !== "string";
  if (isSubscription !== (notification.platform === "browser")) {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      isSubscription
        ? `A browser's subscription cannot receive a notification for ${notification.platform}.`
        : "A browser is addressed by its subscription: device({ endpoint, p256dh, auth }).",
    );
  }
  const headers = {
    ...common,
    ...(isSubscription ? browserHeaders(handle) : { [headerNames.deviceHandle]: handle }),
  };
  return context.call(
    { operation: "send", query: "direct=true", headers, body: notification.body, repeat: "notNow" },
    options,
  );
}

function browserHeaders(handle: BrowserHandle): Record<string, string> {
  return {
    [headerNames.deviceHandle]: handle.endpoint,
    [headerNames.p256dh]: handle.p256dh,
    [headerNames.auth]: handle.auth,
  };
}

/** A direct send to up to 1,000 handles in one request. */
export function sendBatch(
  context: HubContext,
  notification: Notification,
  common: Readonly<Record<string, string>>,
  handles: readonly string[],
  options: CallOptions | undefined,
  repeat: Repeat = "notNow",
): Promise<HubAnswer> {
  refuseUnbatched(notification);
  const batch = writeBatch(notification.contentType, notification.body, handles);
  const bytes = utf8ByteLength(batch.body);
  if (bytes > HUB_REQUEST_LIMIT_BYTES)
    throw tooManyDevices(
      `${bytes} bytes, which these ${handles.length} handles make (at most ${HUB_REQUEST_LIMIT_BYTES})`,
    );
  const headers = { ...common, "Content-Type": batch.contentType };
  return context.call({ operation: "sendBatch", query: "direct=true", headers, body: batch.body, repeat }, options);
}

/** @throws {AudienceError} for a template or browser notification: the service has no batches for these. */
export function refuseUnbatched(notification: Notification): void {
  refuseTemplate(notification);
  if (notification.platform !== "browser") return;
  throw new AudienceError(
    "NH_AUDIENCE_INVALID",
    "The service has no batch send to browsers; send to each with device({ endpoint, p256dh, auth }).",
  );
}

function refuseTemplate(notification: Notification): void {
  if (notification.platform !== "template") return;
  throw new AudienceError(
    "NH_AUDIENCE_INVALID",
    "A template notification reaches devices through their registered templates: address it to tags, user(), installation() or everyone().",
  );
}
