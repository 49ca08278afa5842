import type { Notification } from "../notification.js";
import { writeElement } from "../xml/write-xml.js";
import { type MpnsFields, writeMpnsFields } from "./mpns-fields.js";
import type { WindowsPhoneOptions } from "./mpns-options.js";
import { checkToastTexts } from "./mpns-rules.js";
import { windowsPhoneNotification } from "./windows-phone.js";

/** A toast: two texts and where a tap leads. */
export interface WindowsPhoneToast {
  /** Bold: the title. */
  readonly text1?: string | undefined;
  readonly text2?: string | undefined;
  /** The page to open, such as `"/Orders.xaml?id=7"`. */
  readonly param?: string | undefined;
}

const fields: MpnsFields<WindowsPhoneToast> = { text1: "Text1", text2: "Text2", param: "Param" };

/**
 * A toast, from its parts.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a toast without text or a value that is no string.
 */
export function windowsPhoneToast(toast: WindowsPhoneToast, options: WindowsPhoneOptions = {}): Notification {
  if (typeof toast !== "object" || toast === null) throw new TypeError("windowsPhoneToast takes an object");
  const content = writeMpnsFields(toast, fields);
  checkToastTexts("text1", toast.text1, toast.text2);
  const xml = writeElement("wp:Notification", { "xmlns:wp": "WPNotification" }, [
    writeElement("wp:Toast", {}, content),
  ]);
  return windowsPhoneNotification(xml, "toast", options);
}
