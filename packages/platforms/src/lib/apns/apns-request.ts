import type { OutgoingHttpHeaders } from "node:http2";
import type { Notification } from "@nh/payloads";
import { pathSegment } from "../http/path-segment.js";
import { pickHeaders } from "../push/pick-headers.js";
import { inferPushType, topicOf } from "./push-types.js";

/** The part of a request that is the same for all devices. */
export interface ApnsMessage {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Picks the headers that Apple reads, and adds the push type, the topic, and the required priority
 * of a background push.
 */
export function apnsMessage(notification: Notification, bundleId: string): ApnsMessage {
  const headers = pickHeaders(notification, /^apns-/);
  const pushType = headers["apns-push-type"] ?? inferPushType(headers["apns-topic"], notification.body);
  return {
    headers: {
      ":method": "POST",
      "apns-push-type": pushType,
      "apns-topic": topicOf(bundleId, pushType),
      ...(pushType === "background" ? { "apns-priority": "5" } : undefined),
      ...headers,
    },
    body: Buffer.from(notification.body),
  };
}

/** The path of a device. */
export function devicePath(handle: string): string {
  return `/3/device/${pathSegment(handle)}`;
}
