import { platformFacts, previewText } from "@nh/payloads";
import type { PageDelivery } from "./protocol.js";

/** The title and text that a device shows for a delivery, if it shows any. */
export function shownText(delivery: Pick<PageDelivery, "platform" | "headers" | "body">): {
  title?: string | undefined;
  body?: string | undefined;
} {
  const { platform, headers, body } = delivery;
  return previewText({ platform, headers, body, contentType: platformFacts[platform].defaultContentType });
}
