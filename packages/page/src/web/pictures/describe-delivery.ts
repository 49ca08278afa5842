import { describeNotification, type NotificationDescription, platformFacts } from "@nh/payloads";
import type { Delivery } from "../hub/types.js";

type Drawn = Pick<Delivery, "platform" | "headers" | "body">;

/** Each delivery is looked at many times and never changes. */
const known = new WeakMap<Drawn, NotificationDescription>();

/** What a person meets on the device. */
export function describeDelivery(delivery: Drawn): NotificationDescription {
  const found = known.get(delivery);
  if (found !== undefined) return found;
  const { platform, headers, body } = delivery;
  const contentType = platformFacts[platform].defaultContentType;
  const description = describeNotification({ platform, headers, body, contentType });
  known.set(delivery, description);
  return description;
}
