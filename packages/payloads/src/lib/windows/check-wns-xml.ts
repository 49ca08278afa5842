import { invalidField } from "../errors.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElements } from "../xml/query-xml.js";
import { checkElements, knownValue } from "./check-elements.js";
import { checkTileShows } from "./tile-rules.js";
import { actionRules, inputRules, selectionRules } from "./toast-actions.js";
import { checkToastActions, checkToastContent, checkToastShows, type ToastField } from "./toast-parts.js";
import { toastImageRules, toastTextRules } from "./toast-rules.js";
import { badgeGlyphs, badgeNumberLimit } from "./windows-limits.js";

/** Where the fields of a toast stand in its XML. */
const toastFields: Readonly<Record<ToastField, string>> = {
  texts: "toast.visual.binding.text",
  images: "toast.visual.binding.image",
  inputs: "toast.actions.input",
  "inputs.id": "toast.actions.input@id",
  "inputs.defaultInput": "toast.actions.input@defaultInput",
  "inputs.selections": "toast.actions.input.selection",
  "inputs.selections.id": "toast.actions.input.selection@id",
  actions: "toast.actions.action",
  "actions.arguments": "toast.actions.action@arguments",
  "actions.inputId": "toast.actions.action@hint-inputId",
};
const nameOf = (field: ToastField): string => toastFields[field];

/** @throws {PayloadError} for what breaks a rule of `windowsToast`. Templates other than ToastGeneric only have to show something. */
export function checkToastXml(toast: XmlElement): void {
  checkElements(toast);
  const bindings = bindingsOf(toast);
  for (const binding of bindings) {
    if (attributeValue(binding, "template") !== "ToastGeneric") continue;
    const texts = childElements(binding, "text").map((text) => ({
      placement: knownValue(text, toastTextRules.placement),
    }));
    const images = childElements(binding, "image").map((image) => ({
      placement: knownValue(image, toastImageRules.placement),
    }));
    checkToastContent(texts, images, nameOf);
  }
  for (const actions of childElements(toast, "actions")) {
    checkToastActions(
      childElements(actions, "input").map(readInput),
      childElements(actions, "action").map(readAction),
      nameOf,
    );
  }
  checkToastShows(isEmpty(bindings) || bindings.some(showsSomething), nameOf);
}

function readInput(input: XmlElement) {
  return {
    id: knownValue(input, inputRules.id),
    type: knownValue(input, inputRules.type),
    defaultInput: knownValue(input, inputRules.defaultInput),
    selections: childElements(input, "selection").map((selection) => ({
      id: knownValue(selection, selectionRules.id),
    })),
  };
}

function readAction(action: XmlElement) {
  return {
    arguments: knownValue(action, actionRules.arguments)?.toLowerCase(),
    activationType: knownValue(action, actionRules.activationType),
    inputId: knownValue(action, actionRules.inputId),
    placement: knownValue(action, actionRules.placement),
    // An icon is one, wherever it comes from.
    imageUri: attributeValue(action, actionRules.imageUri.attribute),
  };
}

/** @throws {PayloadError} for what breaks a rule of `windowsTile`, and for a binding that names no template. */
export function checkTileXml(tile: XmlElement): void {
  checkElements(tile);
  const bindings = bindingsOf(tile);
  if (bindings.some((binding) => attributeValue(binding, "template") === undefined)) {
    throw invalidField("windows", "tile.visual.binding@template", "must be given, for example TileMedium");
  }
  const named = [...childElements(tile, "visual"), ...bindings].some(
    (element) => attributeValue(element, "branding") !== undefined || attributeValue(element, "displayName"),
  );
  checkTileShows(named || isEmpty(bindings) || bindings.some(showsSomething), "tile.visual.binding");
}

/** Whether bindings hold nothing at all. No source says that WNS refuses such a document, so only contents that are blank are judged. */
function isEmpty(bindings: readonly XmlElement[]): boolean {
  return bindings.every((binding) => childElements(binding).length === 0);
}

function bindingsOf(root: XmlElement): XmlElement[] {
  return childElements(root, "visual").flatMap((visual) => childElements(visual, "binding"));
}

/** Whether a person sees anything of an element: a text that is not blank, an image or a progress bar. */
function showsSomething(element: XmlElement): boolean {
  switch (element.name) {
    case "text":
      return element.text.trim() !== "";
    case "image":
      return attributeValue(element, "src") !== "";
    case "progress":
      return true;
    default:
      return childElements(element).some(showsSomething);
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
