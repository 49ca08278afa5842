import { describeNotification } from "./describe/describe-notification.js";
import { joinLines } from "./describe/read-json.js";
import type { Notification } from "./notification.js";

/** What a person would read of a notification. A property that is absent has nothing to show. */
export interface NotificationPreview {
  readonly title?: string;
  readonly body?: string;
}

/**
 * Title and body as a person would read them on the platform. Where the platform shows nothing by
 * itself (data messages, raw text, template properties) it is what an app most likely shows; of a
 * badge it is the value. Never throws for a notification of any body; a body of more than 64 KB,
 * which no hub takes, has no preview.
 *
 * @example
 * previewText(apple({ alert: { title: "Order 7", body: "is on its way" } })).title; // Order 7
 */
export function previewText(notification: Notification): NotificationPreview {
  const { kind, title, subtitle, body, badge } = describeNotification(notification);
  const count = kind === "badge" || kind === "tile" ? badge : undefined;
  const shown = joinLines([subtitle, body]) ?? count;
  return { ...(title === undefined ? {} : { title }), ...(shown === undefined ? {} : { body: shown }) };
}
