import { invalidField } from "../errors.js";
import { imageRules, textStacking } from "./adaptive-content.js";
import { type AttributeRules, flag, name, oneOf, text, wholeNumber } from "./attribute-rules.js";
import type { WindowsTile, WindowsTileBinding, WindowsTileImage } from "./tile-content.js";
import { atMost } from "./windows-limits.js";

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

/** Attributes of an image element. */
export const tileImageRules: AttributeRules<WindowsTileImage> = {
  ...imageRules,
  placement: oneOf("placement", ["inline", "background", "peek"]),
  overlay: wholeNumber("hint-overlay", 0, 100),
};

/** @throws {PayloadError} for a tile of which a person would see nothing. */
export function checkTileShows(isVisible: boolean, field: string): void {
  if (isVisible) return;
  const rule = "must have text, an image, a branding or a displayName in at least one size";
  throw invalidField("windows", field, rule);
}

/**
 * @throws {PayloadError} for more images behind or above the content of one size than it shows
 * ("Tile content schema").
 */
export function checkTileImages(placements: readonly (string | undefined)[], field: string): void {
  for (const placement of ["background", "peek"]) {
    atMost(1, `${placement} images`, field, placements.filter((found) => found === placement).length);
  }
}
