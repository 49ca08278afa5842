import { ArgumentError } from "../argument-error.js";
import { invalidField } from "../errors.js";
import { windowsFacts } from "../facts.js";
import { type BuiltNotification, createNotification } from "../notification.js";
import { readWindowsOptions, type WindowsOptions } from "./wns-options.js";

/**
 * A raw notification: any string, which Windows hands to the app and never shows itself. It is not
 * parsed, whatever it looks like.
 *
 * @example
 * windowsRaw(JSON.stringify({ order: 7 }));
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an empty string; NH_PAYLOAD_TOO_LARGE above 5,000
 * bytes.
 */
export function windowsRaw(text: string, options?: WindowsOptions): BuiltNotification {
  if (typeof text !== "string") throw new ArgumentError("windows", "text", "must be a string");
  if (text === "") throw invalidField("windows", "", "must not be empty");
  const facts = { ...windowsFacts, contentType: "application/octet-stream" };
  return createNotification("windows", facts, readWindowsOptions("wns/raw", options), text);
}
