import { decodeNotificationOutcome } from "@nh/wire";
import type { HubAnswer, HubContext } from "../context.js";
import { readAccepted } from "./accepted-response.js";
import type { DetailedResult } from "./send.js";

/**
 * Reads the answer to a test send.
 *
 * @throws {HubConnectionError} when it cannot be read: the send has been made all the same.
 */
export function readOutcome(context: HubContext, answer: HubAnswer): DetailedResult {
  const outcome = readAccepted(context, { operation: "send" }, answer, decodeNotificationOutcome);
  return { state: "detailed", outcome, attempts: answer.attempts };
}
