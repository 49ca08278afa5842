import type { Notification } from "@nh/payloads";
import { headerNames } from "@nh/wire";
import { expressionFor, type Recipients } from "../audience/recipients.js";
import { warnOfEmailTags } from "../audience/warn-of-email-tags.js";
import type { CallSpec, HubConnection } from "../context.js";

/**
 * The headers of every kind of send, as a new object. The format word of each platform is the
 * platform's own name. Assigned, since in V8 each property behind a spread costs a microsecond.
 */
export function sendHeaders({ headers, contentType, platform }: Notification): Record<string, string> {
  return Object.assign({}, headers, { "Content-Type": contentType, [headerNames.format]: platform });
}

/**
 * The headers of a send to tags or to everyone.
 *
 * @param call As its user writes it.
 * @throws {AudienceError} when one request to tags cannot address the recipients.
 */
export function tagSendHeaders(
  call: string,
  { onEvent }: HubConnection,
  notification: Notification,
  recipients: Recipients,
): Record<string, string> {
  const headers = sendHeaders(notification);
  const expression = expressionFor(call, recipients);
  if (expression !== undefined) {
    warnOfEmailTags(onEvent, expression);
    headers[headerNames.tags] = expression;
  }
  return headers;
}

/**
 * One send to tags or to everyone.
 *
 * @throws {AudienceError} when one request to tags cannot address the recipients.
 */
export function tagSend(connection: HubConnection, notification: Notification, recipients: Recipients): CallSpec {
  const headers = tagSendHeaders("send", connection, notification, recipients);
  const { platform, body } = notification;
  return { operation: "send", call: "send", platform, headers, body, retryRule: "send" };
}
