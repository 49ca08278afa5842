import type { BuiltNotification } from "../notification.js";
import { writeElement } from "../xml/write-xml.js";
import { checkBadgeValue } from "./check-wns-xml.js";
import type { badgeGlyphs } from "./windows-limits.js";
import { windowsNotification } from "./windows-notification.js";
import type { WindowsOptions } from "./wns-options.js";

/** A symbol that a badge shows in place of a number. */
export type WindowsBadgeGlyph = (typeof badgeGlyphs)[number];

/**
 * A badge: a whole number (0 clears it, above 99 it shows 99+) or a glyph.
 *
 * @example
 * windowsBadge(7);
 * windowsBadge("newMessage");
 * @throws {PayloadError} NH_PAYLOAD_INVALID for any other value.
 * @throws {ArgumentError} when the options are not an object.
 */
export function windowsBadge(value: number | WindowsBadgeGlyph, options?: WindowsOptions): BuiltNotification {
  // Anything but a number or a string is not a badge, whatever it converts to.
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  const xml = writeElement("badge", { value: checkBadgeValue("value", text) });
  return windowsNotification(xml, "wns/badge", options);
}
