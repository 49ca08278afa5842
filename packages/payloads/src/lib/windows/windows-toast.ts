import type { BuiltNotification } from "../notification.js";
import { readArgument } from "../read-argument.js";
import { writeElement } from "../xml/write-xml.js";
import { isVisible, writeGroup } from "./adaptive-content.js";
import { type AttributeRules, readAttributes, readList, readObject, readText } from "./attribute-rules.js";
import { writeToastActions } from "./toast-actions.js";
import type { WindowsToast, WindowsToastText } from "./toast-content.js";
import { checkToastContent, checkToastShows, typedField } from "./toast-parts.js";
import {
  audioRules,
  headerRules,
  progressRules,
  toastImageRules,
  toastRules,
  toastTextRules,
  visualRules,
} from "./toast-rules.js";
import { windowsNotification } from "./windows-notification.js";
import type { WindowsOptions } from "./wns-options.js";

const contentProperties = ["texts", "images", "groups", "progress", "inputs", "actions", "audio", "header"] as const;

/**
 * A toast of the template `ToastGeneric`, from its parts.
 *
 * @example
 * windowsToast({ texts: ["Order 7", "is on its way"], launch: "order=7" }, { ttlSeconds: 3_600 });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a toast that shows nothing, more than 3 texts, 5
 * inputs, 5 selections or 5 actions, an action for an unknown input, or a value outside its range;
 * NH_PAYLOAD_TOO_LARGE above 5,000 bytes.
 */
export function windowsToast(toast: WindowsToast, options?: WindowsOptions): BuiltNotification {
  return windowsNotification(readArgument("windows", "toast", toast, writeToast), "wns/toast", options);
}

function writeToast(toast: WindowsToast): string {
  const attributes = readAttributes("", toast, toastRules, [...Object.keys(visualRules), ...contentProperties]);
  const visualAttributes = readAttributes("", pickVisual(toast), visualRules);
  const binding = writeElement("binding", { template: "ToastGeneric" }, writeBinding(toast));
  const actions = writeToastActions(toast.inputs, toast.actions);
  // In the order of the toast XML schema.
  const children = [writeElement("visual", visualAttributes, [binding])];
  if (toast.audio !== undefined) children.push(writeAttributesOnly("audio", toast.audio, audioRules));
  children.push(actions);
  if (toast.header !== undefined) children.push(writeAttributesOnly("header", toast.header, headerRules));
  // Windows ignores the colors of buttons unless the toast announces them.
  if (toast.actions?.some((action) => action.buttonStyle !== undefined)) attributes.useButtonStyle = "true";
  return writeElement("toast", attributes, children);
}

function pickVisual({ lang, baseUri, addImageQuery }: WindowsToast): Pick<WindowsToast, keyof typeof visualRules> {
  return { lang, baseUri, addImageQuery };
}

function writeBinding(toast: WindowsToast): string[] {
  const texts = readList("texts", toast.texts);
  const images = readList("images", toast.images);
  const groups = readList("groups", toast.groups);
  const bars = readList("progress", toast.progress);
  const content = [
    ...texts.map((item, index) => writeToastText(`texts[${index}]`, item)),
    ...images.map((item, index) => writeAttributesOnly("image", item, toastImageRules, `images[${index}]`)),
    ...groups.map((group, index) => writeGroup(`groups[${index}]`, group)),
    ...bars.map((bar, index) => writeAttributesOnly("progress", bar, progressRules, `progress[${index}]`)),
  ];
  const placedTexts = texts.map((item) => (typeof item === "string" ? {} : item));
  checkToastContent(placedTexts, images, typedField);
  checkToastShows(images.length + bars.length > 0 || [...texts, ...groups].some(isVisible), typedField);
  return content;
}

function writeToastText(path: string, item: string | WindowsToastText): string {
  if (typeof item === "string") return writeElement("text", {}, [readText(path, item)]);
  const attributes = readAttributes(path, readObject(path, item), toastTextRules, ["text"]);
  return writeElement("text", attributes, [readText(`${path}.text`, item.text)]);
}

function writeAttributesOnly<T extends object>(
  element: string,
  input: T,
  rules: AttributeRules<T>,
  path: string = element,
): string {
  return writeElement(element, readAttributes(path, readObject(path, input), rules));
}
