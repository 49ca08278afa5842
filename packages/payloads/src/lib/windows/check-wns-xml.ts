import { invalidField } from "../errors.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElements } from "../xml/query-xml.js";
import {
  badgeGlyphs,
  badgeNumberLimit,
  toastActionLimit,
  toastInputLimit,
  toastSelectionLimit,
  toastTextLimit,
} from "./windows-limits.js";

/** @throws {PayloadError} for more texts, inputs, selections or actions than a toast may have. */
export function checkToastXml(toast: XmlElement): void {
  for (const visual of childElements(toast, "visual")) {
    for (const binding of childElements(visual, "binding")) {
      // The older templates (ToastText04, …) fix the number of texts themselves.
      if (attributeValue(binding, "template") !== "ToastGeneric") continue;
      const texts = childElements(binding, "text").filter((text) => attributeValue(text, "placement") === undefined);
      atMost("toast.visual.binding.text", "texts outside of groups", toastTextLimit, texts.length);
    }
  }
  for (const actions of childElements(toast, "actions")) {
    const inputs = childElements(actions, "input");
    atMost("toast.actions.input", "inputs", toastInputLimit, inputs.length);
    for (const input of inputs) {
      const selections = childElements(input, "selection");
      atMost("toast.actions.input.selection", "selections", toastSelectionLimit, selections.length);
    }
    const count = childElements(actions, "action").length;
    atMost("toast.actions.action", "buttons and context menu items", toastActionLimit, count);
  }
}

/** @throws {PayloadError} for a binding without a template, which Windows could not place on any tile size. */
export function checkTileXml(tile: XmlElement): void {
  for (const visual of childElements(tile, "visual")) {
    for (const binding of childElements(visual, "binding")) {
      if (attributeValue(binding, "template") === undefined) {
        const rule = "must be given, for example TileMedium";
        throw invalidField("windows", "tile.visual.binding@template", rule);
      }
    }
  }
}

/** @throws {PayloadError} for a value that is neither a number from 0 to 99 nor a glyph. */
export function checkBadgeXml(badge: XmlElement): void {
  checkBadgeValue("badge@value", attributeValue(badge, "value") ?? "");
}

/** The text of a badge value. @throws {PayloadError} when it is neither a number from 0 to 99 nor a glyph. */
export function checkBadgeValue(field: string, value: string): string {
  const isNumber = /^\d{1,4}$/.test(value) && Number(value) <= badgeNumberLimit;
  if (!isNumber && !(badgeGlyphs as readonly string[]).includes(value)) {
    const rule = `must be a whole number from 0 to ${badgeNumberLimit} or one of ${badgeGlyphs.join(", ")}`;
    throw invalidField("windows", field, rule);
  }
  return value;
}

function atMost(field: string, what: string, limit: number, size: number): void {
  if (size > limit) throw invalidField("windows", field, `has too many ${what}`, { limit, size });
}
