import { APNS_LIMIT_BYTES, MPNS_RAW_LIMIT_BYTES, utf8ByteLength, WNS_LIMIT_BYTES } from "@nh/payloads";
import { isXmlError, parseXml, type XmlElement } from "@nh/payloads/xml";
import { Refusal } from "../http/refusal.js";
import { JsonDepthError, parseJson } from "../parse-json.js";
import type { IncomingNotification } from "./incoming-notification.js";

/**
 * Checks what the service itself checks before it accepts a send: well-formed JSON and XML, root
 * elements and sizes. What only a push platform would reject is accepted here, as by the service,
 * and reported by `explain`.
 *
 * @throws {Refusal} 400 when the service would refuse the payload.
 */
export function checkPayload(notification: IncomingNotification, strict = true): void {
  const { platform, body } = notification;
  switch (platform) {
    case "template":
      if (strict) checkProperties(body);
      else checkJson(body);
      break;
    case "windows":
      checkWindows(notification);
      break;
    case "windowsphone":
      checkWindowsPhone(notification);
      break;
    case "apple":
      checkJson(body);
      // The hub refuses more than 4 KB for every push type (Azure, "VoIP pushes").
      checkSize(body, APNS_LIMIT_BYTES, "APNs");
      break;
    case "fcmv1":
      if (!("message" in checkJson(body))) throw invalid('The root of an FcmV1 payload must be "message".');
      break;
    default:
      // .NET declares Baidu bodies as forms, but they contain JSON.
      checkJson(body);
  }
}

function checkJson(body: string): object {
  let parsed: unknown;
  try {
    parsed = parseJson(body);
  } catch (error) {
    if (error instanceof JsonDepthError) throw invalid(error.message);
    throw invalid("The payload is not in accepted JSON format.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw invalid("The payload must be a JSON object.");
  }
  return parsed;
}

function checkProperties(body: string): void {
  for (const [name, value] of Object.entries(checkJson(body))) {
    if (typeof value !== "string" && value !== null) {
      throw invalid(`The property '${name.slice(0, 120)}' of a template notification must be a string.`);
    }
  }
}

function checkWindows({ headers, contentType, body }: IncomingNotification): void {
  const raw = headers["x-wns-type"]?.toLowerCase() === "wns/raw";
  // The reference allows JSON beside XML and says no more about it.
  if (!raw && contentType.toLowerCase().startsWith("application/json")) checkJson(body);
  else if (!raw) checkWindowsRoot(readXml(body).name.toLowerCase());
  checkSize(body, WNS_LIMIT_BYTES, "WNS");
}

function checkWindowsRoot(root: string): void {
  if (root !== "toast" && root !== "tile" && root !== "badge") {
    throw invalid("The payload is not in accepted XML format: the root element must be toast, tile or badge.");
  }
}

function checkWindowsPhone({ headers, body }: IncomingNotification): void {
  if (isRawClass(headers["x-notificationclass"])) {
    checkSize(body, MPNS_RAW_LIMIT_BYTES, "MPNS");
    return;
  }
  const root = readXml(body);
  const kind = root.children.find((child): child is XmlElement => typeof child !== "string")?.name.toLowerCase();
  if (root.name.toLowerCase() !== "notification" || (kind !== "tile" && kind !== "toast" && kind !== "raw")) {
    throw invalid("The payload is not in accepted XML format: a Notification with a Tile or a Toast is expected.");
  }
}

/**
 * Classes 3 to 10, 13 to 20 and 23 to 31 are raw. The tens are the delay (the .NET client's table).
 */
function isRawClass(text: string | undefined): boolean {
  const number = Number(text);
  return Number.isInteger(number) && number >= 3 && number <= 31 && ![11, 12, 21, 22].includes(number);
}

function readXml(body: string): XmlElement {
  try {
    return parseXml(body);
  } catch (error) {
    if (isXmlError(error)) throw invalid("The payload is not in accepted XML format.");
    throw error;
  }
}

function checkSize(body: string, limit: number, platform: string): void {
  const size = utf8ByteLength(body);
  if (size > limit) throw invalid(`The payload has ${size} bytes. ${platform} accepts at most ${limit}.`);
}

function invalid(detail: string): Refusal {
  return new Refusal(400, detail);
}
