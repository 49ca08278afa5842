import { windowsFacts } from "../facts.js";
import { createNotification, type Notification } from "../notification.js";
import { largestXmlField } from "../xml/largest-xml-field.js";
import { type WindowsOptions, type WnsType, wnsHeaders } from "./wns-options.js";

/** The notification of XML that is known to be good. */
export function windowsNotification(xml: string, type: WnsType, options: WindowsOptions | undefined): Notification {
  return createNotification("windows", windowsFacts, wnsHeaders(type, options), xml, largestXmlField);
}
