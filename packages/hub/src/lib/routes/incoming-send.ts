import type { NativePlatform } from "@nh/payloads";
import { headerNames, isTagExpressionError, parseTagExpression, platformWire, type TagExpression } from "@nh/wire";
import { platformFromFormat } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import type { Exchange } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import { type IncomingNotification, readPlatformHeaders } from "../pushes/incoming-notification.js";
import { checkPayload } from "../pushes/payload-check.js";

/** The notification of a send, checked as the service checks it. */
export function readNotification(
  context: HubContext,
  exchange: Exchange,
  body: string,
  contentType: string,
): IncomingNotification {
  const { headers } = exchange;
  const word = headers.get(headerNames.format);
  // The reference calls the header optional for templates: a send without it is a template send.
  const named = word !== null && word.trim() !== "";
  const platform = named ? platformFromFormat(word) : "template";
  if (platform === undefined) {
    throw new Refusal(400, `The value of the ${headerNames.format} header is not a known format.`);
  }
  if (platform !== "template") requireCredential(context, exchange.hubName, platform);
  if (platform === "windows" && context.options.strict) requireWindowsType(headers);
  const notification: IncomingNotification = {
    platform,
    contentType,
    headers: readPlatformHeaders(platform, headers),
    body,
  };
  if (body === "" && (context.options.strict || platform === "template"))
    throw new Refusal(400, "The payload must not be empty.");
  // A template send that is not a JSON object cannot fill in anything, even when the hub is not
  // strict.
  if (context.options.strict || platform === "template") {
    try {
      checkPayload(notification, context.options.strict);
    } catch (error) {
      throw !named && error instanceof Refusal ? withoutFormat(error) : error;
    }
  }
  return notification;
}

/** Users quote the sentence (azure-notificationhubs-java-backend 51). */
function requireWindowsType(headers: Exchange["headers"]): void {
  if ((headers.get("x-wns-type") ?? "").trim() === "")
    throw new Refusal(400, "The mandatory HTTP header 'X-WNS-Type' is missing");
}

/**
 * Names the header that is missing, since a payload of a platform is not what a template send
 * needs, and the complaint about its properties would be a riddle.
 */
function withoutFormat(refusal: Refusal): Refusal {
  return new Refusal(
    refusal.status,
    `The ${headerNames.format} header is missing, so this is a template send. For the payload of a platform, send the header, such as "apple". ${refusal.message}`,
  );
}

/**
 * Refuses a format for which the hub has no credential, once it has any. Users quote the sentence
 * (azure-notificationhubs-dotnet 334).
 */
function requireCredential({ state }: HubContext, hub: string, platform: NativePlatform): void {
  if (state.definition(hub)?.lacksCredentialFor(platform) !== true) return;
  throw new Refusal(
    400,
    `The notification has no target applications. The notification format is ${platformWire[platform].format}. Review the credentials specified in the notification hub description and the notification format.`,
  );
}

/** The tag expression of a send. Empty for a broadcast. */
export function readAudience(context: HubContext, exchange: Exchange): { expression?: TagExpression; tags?: string } {
  const header = exchange.headers.get(headerNames.tags);
  if (header === null) return {};
  const tags = header.trim();
  if (tags === "") {
    exchange.notes.push(`The ${headerNames.tags} header is empty, so the send went to every device.`);
    return {};
  }
  try {
    return { expression: cachedExpression(tags, context.options.strict), tags };
  } catch (error) {
    if (isTagExpressionError(error)) throw new Refusal(400, `The tag expression is invalid. ${error.message}`);
    throw error;
  }
}

const expressions = new Map<string, TagExpression>();
const EXPRESSION_CACHE_SIZE = 500;

/**
 * Senders use the same expressions again and again, and parsing is the greater part of finding a
 * small audience.
 */
function cachedExpression(text: string, limits: boolean): TagExpression {
  const key = `${limits}${text}`;
  const known = expressions.get(key);
  if (known !== undefined) return known;
  const expression = parseTagExpression(text, { limits });
  if (expressions.size >= EXPRESSION_CACHE_SIZE) expressions.clear();
  expressions.set(key, expression);
  return expression;
}
