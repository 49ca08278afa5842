import type { Notification } from "@nh/payloads";
import { tagLimits } from "@nh/wire";
import type { TagRecipients } from "../audience/recipients.js";
import type { HubConnection } from "../context.js";
import { SplitSendError } from "../errors.js";
import type { CallOptions } from "../options.js";
import { reasonOf } from "../transport/abort-reason.js";
import { type EnqueuedResult, enqueued } from "./send-result.js";
import { tagSend } from "./tag-send.js";

/**
 * Sends to more tags than one request can name, in several requests one after the other.
 *
 * @throws {SplitSendError} when it stops after the first of them.
 */
export async function splitSend(
  connection: HubConnection,
  notification: Notification,
  recipients: TagRecipients,
  options: CallOptions,
): Promise<EnqueuedResult> {
  const parts: EnqueuedResult[] = [];
  const requests = partsOf(recipients);
  for (const [index, part] of requests.entries()) {
    try {
      if (options.signal?.aborted) throw reasonOf(options.signal);
      const spec = tagSend(connection, notification, part.recipients);
      parts.push(enqueued(await connection.call(spec, options)));
    } catch (cause) {
      // Before the first part nothing has been sent, and the failure speaks for itself.
      if (index === 0) throw cause;
      const [sent, remaining] = [requests.slice(0, index), requests.slice(index)];
      throw new SplitSendError(tagsOf(sent), tagsOf(remaining), cause);
    }
  }
  const attempts = parts.reduce((sum, part) => sum + part.attempts, 0);
  return { ...(parts.length === 1 ? parts[0] : {}), state: "enqueued", attempts, parts };
}

/** One of the requests. */
interface Part {
  readonly tags: readonly string[];
  readonly recipients: TagRecipients;
}

function partsOf(recipients: TagRecipients): Part[] {
  if (recipients.to === "everyone" || recipients.anyOf === undefined) return [{ tags: [], recipients }];
  const parts: Part[] = [];
  for (let start = 0; start < recipients.anyOf.length; start += tagLimits.orOnly) {
    const tags = recipients.anyOf.slice(start, start + tagLimits.orOnly);
    parts.push({ tags, recipients: { to: "expression", expression: tags.join(" || ") } });
  }
  return parts;
}

function tagsOf(parts: readonly Part[]): string[] {
  return parts.flatMap(({ tags }) => tags);
}
