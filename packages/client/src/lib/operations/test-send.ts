import type { Notification } from "@nh/payloads";
import { loadXmlCodecs } from "@nh/wire";
import type { TagRecipients } from "../audience/recipients.js";
import type { HubConnection } from "../context.js";
import { loadPart } from "../load-part.js";
import type { CallOptions } from "../options.js";
import { readAccepted } from "./accepted-response.js";
import { type DetailedResult, named } from "./send-result.js";
import { tagSend } from "./tag-send.js";

/**
 * Sends to at most 10 of the devices and reads what became of it on each.
 *
 * @throws {HubConnectionError} when the outcome cannot be read: the send has been made all the
 * same.
 */
export async function testSend(
  connection: HubConnection,
  notification: Notification,
  recipients: TagRecipients,
  options: CallOptions,
): Promise<DetailedResult> {
  // Loaded before the send: an outcome that could not be read would be a send that nobody knows of.
  const { decodeNotificationOutcome } = await loadPart(loadXmlCodecs());
  const spec = { ...tagSend(connection, notification, recipients), query: "test=true" };
  const response = await connection.call(spec, options);
  const outcome = readAccepted(connection, spec, response, decodeNotificationOutcome);
  return named({ state: "detailed", outcome, attempts: response.attempts }, response);
}
