import type { Answer } from "../answer.js";
import { blobUrl } from "../blob-address.js";
import type { HubContext } from "../context.js";
import type { Exchange } from "../exchange.js";
import { feedbackContainer } from "../feedback-blobs.js";
import { tierFacts } from "../options.js";
import { tierRefusal } from "./messages.js";

/** Row 9: the bare address of the container with the hub's feedback, which the hub serves itself. */
export function getFeedbackContainer(context: HubContext, exchange: Exchange): Answer {
  if (!tierFacts[context.options.tier].standardFeatures) throw tierRefusal();
  const body = blobUrl(exchange, feedbackContainer(exchange.hubName), undefined, "rl");
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}
