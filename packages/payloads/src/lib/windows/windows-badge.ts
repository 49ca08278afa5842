import type { Notification } from "../notification.js";
import { writeElement } from "../xml/write-xml.js";
import { checkBadgeValue } from "./check-wns-xml.js";
import type { badgeGlyphs } from "./windows-limits.js";
import { windowsNotification } from "./windows-notification.js";
import type { WindowsOptions } from "./wns-options.js";

/** A symbol that a badge shows in place of a number. */
export type WindowsBadgeGlyph = (typeof badgeGlyphs)[number];

/**
 * A badge: a number from 0 to 99 (0 clears it) or a glyph.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for any other value.
 */
export function windowsBadge(value: number | WindowsBadgeGlyph, options?: WindowsOptions): Notification {
  const xml = writeElement("badge", { value: checkBadgeValue("value", String(value)) });
  return windowsNotification(xml, "wns/badge", options);
}
