import { windowsFacts } from "../facts.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { largestXmlField } from "../xml/largest-xml-field.js";
import { readWindowsOptions, type WindowsOptions, type WnsType } from "./wns-options.js";

/** The notification of XML that is known to be good. */
export function windowsNotification(
  xml: string,
  type: WnsType,
  options: WindowsOptions | undefined,
): BuiltNotification {
  return createNotification("windows", windowsFacts, readWindowsOptions(type, options), xml, largestXmlField);
}
