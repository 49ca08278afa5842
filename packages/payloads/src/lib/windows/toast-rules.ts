import { imageRules, textRules } from "./adaptive-content.js";
import { type AttributeRules, flag, moment, name, oneOf, text } from "./attribute-rules.js";
import type {
  WindowsToast,
  WindowsToastAudio,
  WindowsToastHeader,
  WindowsToastImage,
  WindowsToastProgress,
  WindowsToastText,
} from "./toast-content.js";

/** Attributes of the element `toast`. */
export const toastRules: AttributeRules<
  Pick<WindowsToast, "launch" | "scenario" | "duration" | "activationType" | "displayTimestamp">
> = {
  launch: text("launch"),
  scenario: oneOf("scenario", ["default", "reminder", "alarm", "incomingCall", "urgent"]),
  duration: oneOf("duration", ["short", "long"]),
  activationType: oneOf("activationType", ["foreground", "background", "protocol"]),
  displayTimestamp: moment("displayTimestamp"),
};

/** Attributes of the element `visual`. */
export const visualRules: AttributeRules<Pick<WindowsToast, "lang" | "baseUri" | "addImageQuery">> = {
  lang: name("lang"),
  baseUri: name("baseUri"),
  addImageQuery: flag("addImageQuery"),
};

/** Attributes of a text element. */
export const toastTextRules: AttributeRules<Omit<WindowsToastText, "text">> = {
  ...textRules,
  placement: oneOf("placement", ["attribution"]),
};

/** Attributes of an image element. */
export const toastImageRules: AttributeRules<WindowsToastImage> = {
  ...imageRules,
  placement: oneOf("placement", ["inline", "appLogoOverride", "hero"]),
};

/** Attributes of a progress bar. */
export const progressRules: AttributeRules<WindowsToastProgress> = {
  title: text("title"),
  value: {
    attribute: "value",
    required: true,
    rule: 'must be a number from 0 to 1 or "indeterminate"',
    write: (value) => {
      if (value === "indeterminate") return value;
      return typeof value === "number" && value >= 0 && value <= 1 ? String(value) : undefined;
    },
    read: (written) => (/^\d*\.?\d+$/.test(written) ? Number(written) : written),
  },
  valueStringOverride: text("valueStringOverride"),
  status: text("status", true),
};

/** Attributes of the element `audio`. */
export const audioRules: AttributeRules<WindowsToastAudio> = {
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

/** Attributes of the element `header`. */
export const headerRules: AttributeRules<WindowsToastHeader> = {
  id: name("id", true),
  title: text("title", true),
  arguments: text("arguments", true),
  activationType: oneOf("activationType", ["foreground", "protocol"]),
};
