import { describeNotification, type NotificationDescription, platformFacts } from "@nh/payloads";
import { perObject } from "../hub/per-object.js";
import type { Delivery } from "../hub/types.js";

type Drawn = Pick<Delivery, "platform" | "headers" | "body">;

/** How many different pushes are remembered. */
const KEPT = 500;

/** A send to a thousand devices makes a thousand equal pushes. */
const known = new Map<string, NotificationDescription>();

/** What a person sees on the device. */
export const describeDelivery = perObject(({ platform, headers, body }: Drawn): NotificationDescription => {
  const key = JSON.stringify([platform, headers, body]);
  let description = known.get(key);
  if (description === undefined) {
    const contentType = platformFacts[platform].defaultContentType;
    description = describeNotification({ platform, headers, body, contentType });
    if (known.size >= KEPT) known.clear();
    known.set(key, description);
  }
  return description;
});
