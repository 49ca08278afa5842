import { invalidField } from "../errors.js";
import { WNS_LIMIT_BYTES } from "../limits.js";
import { createNotification, type Notification } from "../notification.js";
import { type WindowsOptions, wnsHeaders } from "./wns-options.js";

/**
 * A raw notification: any text, handed to the app as bytes and never shown by Windows itself. Not parsed, whatever it looks like.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID when the text is empty; NH_PAYLOAD_TOO_LARGE above 5,000 bytes.
 */
export function windowsRaw(text: string, options: WindowsOptions = {}): Notification {
  if (typeof text !== "string") throw new TypeError(`windowsRaw takes a string, not ${typeof text}`);
  if (text === "") throw invalidField("windows", "", "must not be empty");
  return createNotification({
    platform: "windows",
    body: text,
    contentType: "application/octet-stream",
    headers: wnsHeaders("wns/raw", options),
    limitBytes: WNS_LIMIT_BYTES,
  });
}
