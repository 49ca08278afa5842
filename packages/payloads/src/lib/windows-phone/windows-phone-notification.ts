import { windowsPhoneFacts } from "../facts.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { largestXmlField } from "../xml/largest-xml-field.js";
import { type MpnsType, readWindowsPhoneOptions, type WindowsPhoneOptions } from "./mpns-options.js";

/** The notification of XML that is known to be good. */
export function windowsPhoneNotification(
  xml: string,
  type: MpnsType,
  options: WindowsPhoneOptions | undefined,
): BuiltNotification {
  return createNotification(
    "windowsphone",
    windowsPhoneFacts,
    readWindowsPhoneOptions(type, options),
    xml,
    largestXmlField,
  );
}
