import { invalidField } from "../errors.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElements } from "../xml/query-xml.js";
import { checkAttributes } from "./check-attributes.js";
import {
  badgeGlyphs,
  badgeNumberLimit,
  toastActionLimit,
  toastInputLimit,
  toastSelectionLimit,
  toastTextLimit,
} from "./windows-limits.js";

/** What a toast has at most once: elements by their placement. */
const single = [
  ["text", "attribution"],
  ["image", "appLogoOverride"],
  ["image", "hero"],
] as const;

/** Elements of a binding that a person sees, a text only when it is not blank. */
const visibleNames = ["text", "image", "progress"];

/** @throws {PayloadError} for a document of which a person would see nothing, since all its texts are blank. */
function refuseBlank(field: string, visuals: readonly XmlElement[]): void {
  const shown = visuals.flatMap((visual) => childElements(visual, "binding").flatMap(descendants));
  if (shown.length > 0 && shown.every(({ name, text }) => name === "text" && text.trim() === "")) {
    throw invalidField("windows", field, "must not all be empty, or Windows shows nothing");
  }
}

function descendants(element: XmlElement): XmlElement[] {
  return childElements(element).flatMap((child) => (visibleNames.includes(child.name) ? [child] : descendants(child)));
}

/**
 * @throws {PayloadError} for blank texts, for more of a kind than a toast may have, for a bad attribute, and for actions and inputs that
 * do not fit together.
 */
export function checkToastXml(toast: XmlElement): void {
  checkAttributes(toast);
  refuseBlank("toast.visual.binding.text", childElements(toast, "visual"));
  for (const visual of childElements(toast, "visual")) {
    for (const binding of childElements(visual, "binding")) {
      // The older templates (ToastText04, …) fix the number of texts themselves.
      if (attributeValue(binding, "template") !== "ToastGeneric") continue;
      const texts = childElements(binding, "text").filter((text) => attributeValue(text, "placement") === undefined);
      atMost("toast.visual.binding.text", "texts outside of groups", toastTextLimit, texts.length);
      for (const [element, placement] of single) {
        const found = childElements(binding, element).filter(
          (child) => attributeValue(child, "placement") === placement,
        );
        atMost(`toast.visual.binding.${element}`, `elements with the placement ${placement}`, 1, found.length);
      }
    }
  }
  for (const actions of childElements(toast, "actions")) {
    const inputs = childElements(actions, "input");
    atMost("toast.actions.input", "inputs", toastInputLimit, inputs.length);
    for (const input of inputs) {
      const selections = childElements(input, "selection");
      atMost("toast.actions.input.selection", "selections", toastSelectionLimit, selections.length);
    }
    const buttons = childElements(actions, "action");
    atMost("toast.actions.action", "buttons and context menu items", toastActionLimit, buttons.length);
    const ids = inputs.map((input) => attributeValue(input, "id"));
    if (new Set(ids).size < ids.length) throw invalidField("windows", "toast.actions.input@id", "must be unique");
    for (const button of buttons) checkButton(button, ids);
  }
}

/** @throws {PayloadError} for an action that names no input of the toast, or asks of the system what it does not do. */
function checkButton(button: XmlElement, inputIds: readonly (string | undefined)[]): void {
  const inputId = attributeValue(button, "hint-inputId");
  if (inputId !== undefined && !inputIds.includes(inputId)) {
    throw invalidField("windows", "toast.actions.action@hint-inputId", "must be the id of one of the inputs");
  }
  const isSystem = attributeValue(button, "activationType")?.toLowerCase() === "system";
  if (isSystem && !/^(snooze|dismiss)$/i.test(attributeValue(button, "arguments") ?? "")) {
    const rule = 'must be "snooze" or "dismiss" with activationType "system"';
    throw invalidField("windows", "toast.actions.action@arguments", rule);
  }
}

/** @throws {PayloadError} for blank texts, and for a binding without a template, which Windows could not place on any tile size. */
export function checkTileXml(tile: XmlElement): void {
  checkAttributes(tile);
  refuseBlank("tile.visual.binding.text", childElements(tile, "visual"));
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
