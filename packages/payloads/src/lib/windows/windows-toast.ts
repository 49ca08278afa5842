import { invalidField } from "../errors.js";
import type { Notification } from "../notification.js";
import { writeElement } from "../xml/write-xml.js";
import { imageRules, textRules, writeGroup } from "./adaptive-content.js";
import {
  type AttributeRules,
  flag,
  moment,
  name,
  oneOf,
  readAttributes,
  readList,
  readObject,
  readText,
  text,
} from "./attribute-rules.js";
import { writeToastActions } from "./toast-actions.js";
import type {
  WindowsToast,
  WindowsToastAudio,
  WindowsToastHeader,
  WindowsToastImage,
  WindowsToastProgress,
  WindowsToastText,
} from "./toast-content.js";
import { windowsNotification } from "./windows.js";
import { toastTextLimit } from "./windows-limits.js";
import type { WindowsOptions } from "./wns-options.js";

const toastRules: AttributeRules<
  Pick<WindowsToast, "launch" | "scenario" | "duration" | "activationType" | "displayTimestamp">
> = {
  launch: text("launch"),
  scenario: oneOf("scenario", ["default", "reminder", "alarm", "incomingCall", "urgent"]),
  duration: oneOf("duration", ["short", "long"]),
  activationType: oneOf("activationType", ["foreground", "background", "protocol"]),
  displayTimestamp: moment("displayTimestamp"),
};

const visualRules: AttributeRules<Pick<WindowsToast, "lang" | "baseUri" | "addImageQuery">> = {
  lang: name("lang"),
  baseUri: name("baseUri"),
  addImageQuery: flag("addImageQuery"),
};

const toastTextRules: AttributeRules<Omit<WindowsToastText, "text">> = {
  ...textRules,
  placement: oneOf("placement", ["attribution"]),
};

const toastImageRules: AttributeRules<WindowsToastImage> = {
  ...imageRules,
  placement: oneOf("placement", ["appLogoOverride", "hero"]),
};

const progressRules: AttributeRules<WindowsToastProgress> = {
  title: text("title"),
  value: {
    attribute: "value",
    required: true,
    rule: 'must be a number from 0 to 1 or "indeterminate"',
    write: (value) => {
      if (value === "indeterminate") return value;
      return typeof value === "number" && value >= 0 && value <= 1 ? String(value) : undefined;
    },
  },
  valueStringOverride: text("valueStringOverride"),
  status: text("status", true),
};

const audioRules: AttributeRules<WindowsToastAudio> = {
  src: {
    attribute: "src",
    required: false,
    rule: "must begin with ms-winsoundevent:, ms-appx: or ms-resource:",
    write: (value) =>
      typeof value === "string" && /^ms-(?:winsoundevent|appx|resource):/.test(value) ? value : undefined,
  },
  loop: flag("loop"),
  silent: flag("silent"),
};

const headerRules: AttributeRules<WindowsToastHeader> = {
  id: name("id", true),
  title: text("title", true),
  arguments: text("arguments", true),
  activationType: oneOf("activationType", ["foreground", "protocol"]),
};

const contentProperties = ["texts", "images", "groups", "progress", "inputs", "actions", "audio", "header"] as const;

/**
 * A toast of the template `ToastGeneric`, from its parts.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a toast that shows nothing, more than 3 texts, 5 inputs, 5 selections or 5
 * actions, an action for an unknown input, or a value outside its range; NH_PAYLOAD_TOO_LARGE above 5,000 bytes.
 */
export function windowsToast(toast: WindowsToast, options: WindowsOptions = {}): Notification {
  if (typeof toast !== "object" || toast === null) throw new TypeError("windowsToast takes an object");
  const attributes = readAttributes("", toast, toastRules, [...Object.keys(visualRules), ...contentProperties]);
  const visualAttributes = readAttributes("", pickVisual(toast), visualRules);
  const binding = writeElement("binding", { template: "ToastGeneric" }, writeBinding(toast));
  const actions = writeToastActions(toast.inputs, toast.actions);
  const children = [writeElement("visual", visualAttributes, [binding]), actions];
  if (toast.audio !== undefined) children.push(writeAttributesOnly("audio", toast.audio, audioRules));
  if (toast.header !== undefined) children.push(writeAttributesOnly("header", toast.header, headerRules));
  // Windows ignores the colours of buttons unless the toast announces them.
  if (toast.actions?.some((action) => action.buttonStyle !== undefined)) attributes.useButtonStyle = "true";
  return windowsNotification(writeElement("toast", attributes, children), "wns/toast", options);
}

function pickVisual({ lang, baseUri, addImageQuery }: WindowsToast): Pick<WindowsToast, keyof typeof visualRules> {
  return { lang, baseUri, addImageQuery };
}

function writeBinding(toast: WindowsToast): string[] {
  const texts = readList("texts", toast.texts);
  refuseMore(
    "texts",
    "texts outside of groups",
    texts.filter((item) => placement(item) === undefined),
    toastTextLimit,
  );
  refuseMore(
    "texts",
    "attribution texts",
    texts.filter((item) => placement(item) === "attribution"),
    1,
  );
  const images = readList("images", toast.images);
  refuseMore(
    "images",
    "images in place of the logo",
    images.filter((item) => placement(item) === "appLogoOverride"),
    1,
  );
  refuseMore(
    "images",
    "hero images",
    images.filter((item) => placement(item) === "hero"),
    1,
  );
  const content = [
    ...texts.map((item, index) => writeToastText(`texts[${index}]`, item)),
    ...images.map((item, index) => writeAttributesOnly("image", item, toastImageRules, `images[${index}]`)),
    ...readList("groups", toast.groups).map((group, index) => writeGroup(`groups[${index}]`, group)),
    ...readList("progress", toast.progress).map((bar, index) =>
      writeAttributesOnly("progress", bar, progressRules, `progress[${index}]`),
    ),
  ];
  if (content.length === 0)
    throw invalidField("windows", "texts", "must hold at least one text, or the toast shows nothing");
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

function placement(item: string | { readonly placement?: string | undefined }): string | undefined {
  return typeof item === "string" ? undefined : item?.placement;
}

function refuseMore(field: string, what: string, items: readonly unknown[], limit: number): void {
  if (items.length > limit) {
    throw invalidField("windows", field, `has too many ${what}`, { limit, size: items.length });
  }
}
