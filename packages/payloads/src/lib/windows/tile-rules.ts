import { imageRules, textStacking } from "./adaptive-content.js";
import { type AttributeRules, flag, name, oneOf, text, wholeNumber } from "./attribute-rules.js";
import type { WindowsTile, WindowsTileBinding, WindowsTileImage } from "./windows-tile.js";

/** Attributes of the element `visual`. */
export const visualRules: AttributeRules<Omit<WindowsTile, "small" | "medium" | "wide" | "large">> = {
  lang: name("lang"),
  baseUri: name("baseUri"),
  branding: oneOf("branding", ["none", "logo", "name", "nameAndLogo"]),
  addImageQuery: flag("addImageQuery"),
  contentId: name("contentId"),
  displayName: text("displayName"),
  arguments: text("arguments"),
};

const { contentId: _onlyOnTheWholeTile, ...sharedRules } = visualRules;

/** Attributes of one size. */
export const bindingRules: AttributeRules<Omit<WindowsTileBinding, "content">> = {
  ...sharedRules,
  textStacking: textStacking(),
  overlay: wholeNumber("hint-overlay", 0, 100),
  presentation: oneOf("hint-presentation", ["photos", "people", "contact"]),
};

/** Attributes of an image. */
export const tileImageRules: AttributeRules<WindowsTileImage> = {
  ...imageRules,
  placement: oneOf("placement", ["inline", "background", "peek"]),
  overlay: wholeNumber("hint-overlay", 0, 100),
};
