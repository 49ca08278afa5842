import type { Notification } from "@nh/payloads";
import { HUB_REQUEST_LIMIT_BYTES, utf8ByteLength } from "@nh/payloads/raw";
import type { BrowserHandle, DeviceHandle } from "@nh/wire";
import { headerNames } from "@nh/wire/http";
import { writeBatch } from "@nh/wire/plain";
import { tooManyDevices } from "../audience.js";
import { AudienceError } from "../audience-error.js";
import type { HubAnswer, HubContext } from "../context.js";
import type { CallOptions } from "../options.js";
import { sendHeaders } from "./send-headers.js";

/** A direct send to one handle. */
export function sendToHandle(
  context: HubContext,
  notification: Notification,
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
    ...sendHeaders(notification),
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
  handles: readonly string[],
  options: CallOptions | undefined,
): Promise<HubAnswer> {
  refuseTemplate(notification);
  if (notification.platform === "browser") {
    throw new AudienceError(
      "NH_AUDIENCE_INVALID",
      "The service has no batch send to browsers; send to each with device({ endpoint, p256dh, auth }).",
    );
  }
  const batch = writeBatch(notification.contentType, notification.body, handles);
  const bytes = utf8ByteLength(batch.body);
  if (bytes > HUB_REQUEST_LIMIT_BYTES)
    throw tooManyDevices(
      `${bytes} bytes, which these ${handles.length} handles make (at most ${HUB_REQUEST_LIMIT_BYTES})`,
    );
  const headers = sendHeaders(notification, batch.contentType);
  return context.call(
    { operation: "sendBatch", query: "direct=true", headers, body: batch.body, repeat: "notNow" },
    options,
  );
}

function refuseTemplate(notification: Notification): void {
  if (notification.platform !== "template") return;
  throw new AudienceError(
    "NH_AUDIENCE_INVALID",
    "A template notification reaches devices through their registered templates: address it to tags, user(), installation() or everyone().",
  );
}
