import { describeNotification, isPlatform, platformFacts } from "@nh/payloads";
import type { Delivery } from "./delivery.js";

/**
 * What the device does with a push, on one line, such as `Doors · open` or `Wakes the app, no
 * banner`. A refused push never arrived, whatever it would have shown. Of a platform that this
 * version does not know, it is the payload.
 */
export function describeArrival({ platform, headers, body, outcome }: Delivery): string {
  if (!isPlatform(platform)) return body;
  const { defaultContentType: contentType } = platformFacts[platform];
  const { summary } = describeNotification({ platform, headers, body, contentType });
  if (outcome === "Pending") return `On the way: ${summary}`;
  return outcome === undefined || outcome === "Success" ? summary : `Never arrived: ${summary}`;
}
