import type { Notification } from "@nh/payloads";
import { headerNames } from "@nh/wire";

/** The headers of every kind of send. The format word of each platform is the platform's own name. */
export function sendHeaders(notification: Notification): Record<string, string> {
  const { headers, contentType, platform } = notification;
  return { ...headers, "Content-Type": contentType, [headerNames.format]: platform };
}
