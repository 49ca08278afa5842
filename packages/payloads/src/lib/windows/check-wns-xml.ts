import { invalidField } from "../errors.js";
import { type Place, warn } from "../json/place.js";
import { childPaths, type PlacedElement } from "../xml/child-paths.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElements } from "../xml/query-xml.js";
import { checkElements, knownValue } from "./check-elements.js";
import { checkTileImages, checkTileShows, tileImageRules } from "./tile-rules.js";
import { actionRules, inputRules, selectionRules } from "./toast-actions.js";
import {
  checkToastActions,
  checkToastContent,
  checkToastShows,
  type NameToastField,
  type ToastField,
} from "./toast-parts.js";
import { toastImageRules, toastTextRules } from "./toast-rules.js";
import { atMost, badgeGlyphs } from "./windows-limits.js";

/**
 * Where the fields of a toast are below their `binding` or `actions`: the elements on the way,
 * then the attribute.
 */
const toastFields: Readonly<Record<ToastField, readonly string[]>> = {
  texts: ["text"],
  images: ["image"],
  inputs: ["input"],
  "inputs.id": ["input", "@id"],
  "inputs.defaultInput": ["input", "@defaultInput"],
  "inputs.selections": ["input", "selection"],
  "inputs.selections.id": ["input", "selection", "@id"],
  actions: ["action"],
  "actions.arguments": ["action", "@arguments"],
  "actions.inputId": ["action", "@hint-inputId"],
};

/** Names the fields below an element by the paths of the children that it has. */
function namesBelow(path: string, element: XmlElement): NameToastField {
  return (field, ...indexes) => {
    let place = [path, element] as const;
    for (const [step, name] of toastFields[field].entries()) {
      const [parentPath, parent] = place;
      const index = indexes[step];
      const found = index === undefined ? undefined : childPathsOf(parent, parentPath, name)[index];
      place = found ?? [`${parentPath}${name.startsWith("@") ? "" : "."}${name}`, parent];
    }
    return place[0];
  };
}

/** Where warnings go. */
type Found = Pick<Place, "strict" | "warnings">;

/**
 * @throws {PayloadError} for what breaks a rule of `windowsToast`. Other templates than
 * ToastGeneric only have to show something.
 */
export function checkToastXml(toast: XmlElement, found: Found): void {
  // The older `commands` counts, too (Toast XML schema, `toast`).
  for (const name of ["visual", "audio", "commands", "actions", "header"]) {
    atMost(1, "elements of this name", `toast.${name}`, childElements(toast, name).length);
  }
  checkElements(toast);
  const bindings = bindingsOf(toast);
  // A binding of another experience, such as that of a pinned contact, is beside the toast's
  // own.
  const own = bindings.filter(([, binding]) => attributeValue(binding, "experienceType") === undefined);
  atMost(1, "elements of this name", "toast.visual.binding", own.length);
  for (const [path, binding] of bindings) {
    if (!/^ToastGeneric$/i.test(templateOf([path, binding], "Toast", "ToastGeneric"))) continue;
    checkTextsFirst(path, binding);
    const texts = childElements(binding, "text").map((text) => ({
      placement: knownValue(text, toastTextRules.placement),
    }));
    const images = childElements(binding, "image").map((image) => ({
      placement: knownValue(image, toastImageRules.placement),
    }));
    checkToastContent(texts, images, namesBelow(path, binding));
  }
  for (const [path, actions] of childPathsOf(toast, "toast", "actions")) {
    checkToastActions(
      childElements(actions, "input").map(readInput),
      childElements(actions, "action").map(readAction),
      namesBelow(path, actions),
    );
  }
  if (isEmpty(bindings)) warnOfNothing("toast.visual", found);
  else checkToastShows(bindings.some(showsSomething), () => "toast.visual.binding.text");
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
    // An icon counts, wherever it comes from.
    imageUri: attributeValue(action, actionRules.imageUri.attribute),
  };
}

/**
 * @throws {PayloadError} for what breaks a rule of `windowsTile`, for a binding that names no
 * template, and for two of the same template.
 */
export function checkTileXml(tile: XmlElement, found: Found): void {
  atMost(1, "elements of this name", "tile.visual", childElements(tile, "visual").length);
  checkElements(tile);
  const bindings = bindingsOf(tile);
  const templates = new Set<string>();
  for (const [path, binding] of bindings) {
    const template = templateOf([path, binding], "Tile", "TileMedium").toLowerCase();
    if (templates.has(template)) throw invalidField("windows", `${path}@template`, "must be unique");
    templates.add(template);
    const images = childElements(binding, "image");
    checkTileImages(
      images.map((image) => knownValue(image, tileImageRules.placement)),
      `${path}.image`,
    );
  }
  const named = [...childElements(tile, "visual"), ...bindings.map(([, binding]) => binding)].some(
    (element) => attributeValue(element, "branding") !== undefined || attributeValue(element, "displayName"),
  );
  if (!named && isEmpty(bindings)) warnOfNothing("tile.visual", found);
  else checkTileShows(named || bindings.some(showsSomething), "tile.visual.binding");
}

/**
 * The template of a binding. @throws {PayloadError} when it is missing, or one of toasts on a tile
 * or of tiles on a toast.
 */
function templateOf([path, binding]: PlacedElement, kind: "Toast" | "Tile", example: string): string {
  const template = attributeValue(binding, "template") ?? "";
  if (template.toLowerCase().startsWith(kind.toLowerCase())) return template;
  throw invalidField("windows", `${path}@template`, `must name a ${kind} template, such as ${example}`);
}

/**
 * @throws {PayloadError} for text behind other content, which Windows may drop ("Toast content
 * schema", `ToastBindingGeneric`).
 */
function checkTextsFirst(path: string, binding: XmlElement): void {
  let isBehind = false;
  for (const [childPath, child] of childPaths(binding, path)) {
    if (attributeValue(child, "placement") !== undefined) continue;
    if (child.name !== "text") isBehind ||= ["image", "group", "progress"].includes(child.name);
    else if (isBehind) {
      throw invalidField(
        "windows",
        childPath,
        "must come before images, groups and progress bars, or Windows may drop it",
      );
    }
  }
}

/** No source says that WNS refuses a document without any content. */
function warnOfNothing(field: string, found: Found): void {
  warn(
    { platform: "windows", field, form: "platform", ...found },
    "nothing-to-show",
    "has nothing to show; add a text",
  );
}

/** Whether bindings have nothing in them at all. */
function isEmpty(bindings: readonly PlacedElement[]): boolean {
  return bindings.every(([, binding]) => childElements(binding).length === 0);
}

function bindingsOf(root: XmlElement): PlacedElement[] {
  return childPathsOf(root, root.name, "visual").flatMap(([path, visual]) => childPathsOf(visual, path, "binding"));
}

function childPathsOf(element: XmlElement, path: string, name: string): PlacedElement[] {
  return childPaths(element, path).filter(([, child]) => child.name === name);
}

/**
 * Whether a person sees anything of an element: text that is not blank, an image or a progress bar.
 */
function showsSomething([path, element]: PlacedElement): boolean {
  switch (element.name) {
    case "text":
      return element.text.trim() !== "";
    case "image":
      return attributeValue(element, "src") !== "";
    case "progress":
      return true;
    default:
      return childPaths(element, path).some(showsSomething);
  }
}

/** @throws {PayloadError} for a value that is neither a whole number nor a glyph. */
export function checkBadgeXml(badge: XmlElement): void {
  checkBadgeValue("badge@value", attributeValue(badge, "value") ?? "");
}

/**
 * The value of a badge. Windows shows a number above 99 as 99+ ("Badge notifications for Windows
 * apps"), and its schema has no limit.
 *
 * @throws {PayloadError} when it is neither a whole number nor a glyph.
 */
export function checkBadgeValue(field: string, value: string): string {
  if (!/^-?\d+$/.test(value) && !(badgeGlyphs as readonly string[]).includes(value)) {
    throw invalidField("windows", field, `must be a whole number or one of ${badgeGlyphs.join(", ")}`);
  }
  return value;
}
