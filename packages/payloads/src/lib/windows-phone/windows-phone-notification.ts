import { windowsPhoneFacts } from "../facts.js";
import { createNotification, type Notification } from "../notification.js";
import { largestXmlField } from "../xml/largest-xml-field.js";
import { type MpnsType, mpnsHeaders, type WindowsPhoneOptions } from "./mpns-options.js";

/** The notification of XML that is known to be good. */
export function windowsPhoneNotification(
  xml: string,
  type: MpnsType,
  options: WindowsPhoneOptions | undefined,
): Notification {
  return createNotification("windowsphone", windowsPhoneFacts, mpnsHeaders(type, options), xml, largestXmlField);
}
