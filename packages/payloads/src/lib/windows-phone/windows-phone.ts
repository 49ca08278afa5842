import { ArgumentError } from "../argument-error.js";
import { invalidField } from "../errors.js";
import { windowsPhoneFacts } from "../facts.js";
import { HUB_REQUEST_LIMIT_BYTES, MPNS_RAW_LIMIT_BYTES } from "../limits.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { parseXmlPayload } from "../xml/parse-xml-payload.js";
import { childElements } from "../xml/query-xml.js";
import { checkTileXml, checkToastXml } from "./check-mpns-xml.js";
import { type MpnsType, readWindowsPhoneOptions, type WindowsPhoneOptions } from "./mpns-options.js";
import { windowsPhoneNotification } from "./windows-phone-notification.js";

const types = new Map<string, MpnsType>([
  ["Toast", "toast"],
  ["Tile", "tile"],
]);
const mpnsNamespace = "WPNotification";

/**
 * A toast or tile from XML as Windows Phone documents it. Target and class follow from the element
 * inside `Notification`. The document meets the rules of the typed builders, and is sent as it is.
 *
 * @example
 * const toast = "<wp:Toast><wp:Text1>Order 7</wp:Text1></wp:Toast>";
 * windowsPhone(`<wp:Notification xmlns:wp="WPNotification">${toast}</wp:Notification>`);
 * @throws {PayloadError} NH_PAYLOAD_INVALID for malformed XML (cause: XmlError), a document type,
 * another root or first element or a broken rule; NH_PAYLOAD_TOO_LARGE above 64 KB.
 */
export function windowsPhone(xml: string, options?: WindowsPhoneOptions): BuiltNotification {
  const { body, root } = parseXmlPayload("windowsphone", xml, HUB_REQUEST_LIMIT_BYTES);
  if (root.name !== "Notification" || root.namespace !== mpnsNamespace) {
    const rule = `must have the root element <wp:Notification xmlns:wp="${mpnsNamespace}">; use windowsPhoneRaw(text) for XML of your own`;
    throw invalidField("windowsphone", "", rule);
  }
  const content = childElements(root)[0];
  const type = content?.namespace === mpnsNamespace ? types.get(content.name) : undefined;
  if (content === undefined || type === undefined) {
    const rule = "must have <wp:Toast> or <wp:Tile>; use windowsPhoneRaw(text) for anything else";
    throw invalidField("windowsphone", "Notification", rule);
  }
  if (type === "toast") checkToastXml(content);
  else checkTileXml(content);
  return windowsPhoneNotification(body, type, options);
}

/**
 * A raw notification: any string, which the phone hands to the running app.
 *
 * @example
 * windowsPhoneRaw(JSON.stringify({ order: 7 }));
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an empty string; NH_PAYLOAD_TOO_LARGE above 1 KB.
 */
export function windowsPhoneRaw(text: string, options?: WindowsPhoneOptions): BuiltNotification {
  if (typeof text !== "string") throw new ArgumentError("windowsphone", "text", "must be a string");
  if (text === "") throw invalidField("windowsphone", "", "must not be empty");
  const facts = { ...windowsPhoneFacts, limitBytes: MPNS_RAW_LIMIT_BYTES };
  return createNotification("windowsphone", facts, readWindowsPhoneOptions("raw", options), text);
}
