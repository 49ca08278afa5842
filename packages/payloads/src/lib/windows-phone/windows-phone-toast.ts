import type { BuiltNotification } from "../notification.js";
import { readArgument } from "../read-argument.js";
import { writeElement } from "../xml/write-xml.js";
import { type MpnsFields, writeMpnsFields } from "./mpns-fields.js";
import type { WindowsPhoneOptions } from "./mpns-options.js";
import { checkToastTexts } from "./mpns-rules.js";
import { windowsPhoneNotification } from "./windows-phone-notification.js";

/** A toast: two texts and where a tap leads. */
export interface WindowsPhoneToast {
  /** Bold: the title. */
  readonly text1?: string | undefined;
  readonly text2?: string | undefined;
  /** The page to open, such as `"/Orders.xaml?id=7"`. */
  readonly param?: string | undefined;
}

/** The element of each property, in `wp:Toast`. */
export const toastFields: MpnsFields<WindowsPhoneToast> = { text1: "Text1", text2: "Text2", param: "Param" };

/**
 * A toast, from its parts.
 *
 * @example
 * windowsPhoneToast({ text1: "Order 7", text2: "is on its way" });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a toast without text, and for a value that is not a
 * string.
 * @throws {ArgumentError} when the toast or the options are not an object.
 */
export function windowsPhoneToast(toast: WindowsPhoneToast, options?: WindowsPhoneOptions): BuiltNotification {
  return windowsPhoneNotification(readArgument("windowsphone", "toast", toast, writeToast), "toast", options);
}

function writeToast(toast: WindowsPhoneToast): string {
  const content = writeMpnsFields(toast, toastFields);
  checkToastTexts("text1", toast.text1, toast.text2);
  const element = writeElement("wp:Toast", {}, content);
  return writeElement("wp:Notification", { "xmlns:wp": "WPNotification" }, [element]);
}
