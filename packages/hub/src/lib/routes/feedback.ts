import type { HubContext } from "../context.js";
import { blobUrl } from "../http/blob-address.js";
import type { Exchange } from "../http/exchange.js";
import type { RouteResponse } from "../http/rest-response.js";
import { feedbackContainer } from "../sends/feedback-blobs.js";
import { requireStandardTier } from "./tier.js";

/** Row 9: the bare address of the container with the hub's feedback. The hub itself serves it. */
export function getFeedbackContainer(context: HubContext, exchange: Exchange): RouteResponse {
  requireStandardTier(context);
  const body = blobUrl(exchange, feedbackContainer(exchange.hubName), undefined, "rl");
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}
