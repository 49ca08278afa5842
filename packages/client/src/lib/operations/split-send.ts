import type { Notification } from "@nh/payloads";
import { tagLimits } from "@nh/wire";
import type { Recipients } from "../audience/recipients.js";
import type { HubContext } from "../context.js";
import { SplitSendError } from "../errors.js";
import type { CallOptions } from "../options.js";
import type { EnqueuedResult, sendToTags } from "./send.js";

/**
 * Sends to more tags than one request can name, in several requests one after the other.
 *
 * @param sendPart Sends one of them. It is passed, not imported, so that a bundler leaves it with the rest of a plain send.
 * @throws {SplitSendError} when it stops after the first of them.
 */
export async function splitSend(
  context: HubContext,
  notification: Notification,
  target: Recipients,
  test: boolean,
  options: CallOptions,
  sendPart: typeof sendToTags,
): Promise<EnqueuedResult> {
  if (test) {
    throw new TypeError("The options test and split cannot be combined: a test send is one request.");
  }
  const { anyOf } = target.to === "expression" ? target : { anyOf: undefined };
  const parts: EnqueuedResult[] = [];
  for (const { tags, part } of partsOf(target)) {
    try {
      if (options.signal?.aborted) throw options.signal.reason;
      parts.push(await sendPart(context, notification, part, options));
    } catch (cause) {
      // Before the first part nothing has been sent, and the failure speaks for itself.
      if (parts.length === 0 || anyOf === undefined) throw cause;
      const sent = anyOf.indexOf(tags[0] ?? "");
      throw new SplitSendError(anyOf.slice(0, sent), anyOf.slice(sent), cause);
    }
  }
  const attempts = parts.reduce((sum, part) => sum + part.attempts, 0);
  return { ...(parts.length === 1 ? parts[0] : {}), state: "enqueued", attempts, parts };
}

function partsOf(target: Recipients): { tags: readonly string[]; part: Recipients }[] {
  if (target.to !== "expression" || target.anyOf === undefined) return [{ tags: [], part: target }];
  const parts: { tags: readonly string[]; part: Recipients }[] = [];
  for (let start = 0; start < target.anyOf.length; start += tagLimits.orOnly) {
    const tags = target.anyOf.slice(start, start + tagLimits.orOnly);
    parts.push({ tags, part: { to: "expression", expression: tags.join(" || ") } });
  }
  return parts;
}
