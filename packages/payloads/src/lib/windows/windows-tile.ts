import { invalidField } from "../errors.js";
import type { Notification } from "../notification.js";
import { writeElement } from "../xml/write-xml.js";
import {
  isVisible,
  type WindowsAdaptiveImage,
  type WindowsAdaptiveText,
  type WindowsGroup,
  type WindowsSubgroup,
  writeGroup,
  writeText,
} from "./adaptive-content.js";
import { readAttributes, readList, readObject } from "./attribute-rules.js";
import { bindingRules, checkTileImages, checkTileShows, tileImageRules, visualRules } from "./tile-rules.js";
import { windowsNotification } from "./windows.js";
import type { WindowsOptions } from "./wns-options.js";

/** Which form of the app's name or logo the tile shows. */
export type WindowsTileBranding = "none" | "logo" | "name" | "nameAndLogo";

/** An image of a tile. */
export interface WindowsTileImage extends WindowsAdaptiveImage {
  /** `"background"`: behind everything; `"peek"`: slides in from above. Default: among the content. */
  readonly placement?: "inline" | "background" | "peek" | undefined;
  /** `hint-overlay`, 0 to 100: how dark the layer over a background or peek image is. */
  readonly overlay?: number | undefined;
}

/** What stands on one size of a tile. */
export interface WindowsTileBinding {
  /** From top to bottom: texts, images and groups. */
  readonly content: readonly (string | WindowsAdaptiveText | WindowsTileImage | WindowsGroup)[];
  /** In place of the tile's. */
  readonly branding?: WindowsTileBranding | undefined;
  /** In place of the tile's. */
  readonly displayName?: string | undefined;
  /** What the app receives when the user clicks the tile at this size. */
  readonly arguments?: string | undefined;
  /** `hint-textStacking`: vertical alignment. */
  readonly textStacking?: WindowsSubgroup["textStacking"];
  /** `hint-overlay`, 0 to 100: how dark the layer over the background image is. */
  readonly overlay?: number | undefined;
  /** `hint-presentation`: a slide show of photos, circles of people, or a contact. */
  readonly presentation?: "photos" | "people" | "contact" | undefined;
  readonly lang?: string | undefined;
  readonly baseUri?: string | undefined;
  readonly addImageQuery?: boolean | undefined;
}

/** An adaptive tile. At least one size is given. */
export interface WindowsTile {
  readonly small?: WindowsTileBinding | undefined;
  readonly medium?: WindowsTileBinding | undefined;
  readonly wide?: WindowsTileBinding | undefined;
  readonly large?: WindowsTileBinding | undefined;
  readonly branding?: WindowsTileBranding | undefined;
  /** In place of the app's name. */
  readonly displayName?: string | undefined;
  /** What the app receives when the user clicks the tile. */
  readonly arguments?: string | undefined;
  /** Tells Windows which notifications of a queue are the same. */
  readonly contentId?: string | undefined;
  /** BCP 47 language, such as `"en-US"`. */
  readonly lang?: string | undefined;
  /** What relative image addresses start from. */
  readonly baseUri?: string | undefined;
  readonly addImageQuery?: boolean | undefined;
}

/** Sizes and the template that stands for each ("Adaptive tile templates: schema"). */
const templates = { small: "TileSmall", medium: "TileMedium", wide: "TileWide", large: "TileLarge" } as const;
const sizes = Object.keys(templates) as (keyof typeof templates)[];

/**
 * An adaptive tile, from its parts.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a tile without any size or a value outside its range;
 * NH_PAYLOAD_TOO_LARGE above 5,000 bytes.
 */
export function windowsTile(tile: WindowsTile, options: WindowsOptions = {}): Notification {
  if (typeof tile !== "object" || tile === null) throw new TypeError("windowsTile takes an object");
  const attributes = readAttributes("", tile, visualRules, sizes);
  const bindings: string[] = [];
  for (const size of sizes) {
    const binding = tile[size];
    if (binding !== undefined) bindings.push(writeBinding(size, binding));
  }
  if (bindings.length === 0)
    throw invalidField("windows", "", "must have at least one of small, medium, wide and large");
  const given = sizes.flatMap((size) => tile[size] ?? []);
  const isNamed = [tile, ...given].some(({ branding, displayName }) => branding !== undefined || displayName);
  checkTileShows(isNamed || given.some(({ content = [] }) => content.some(isVisible)), "");
  const xml = writeElement("tile", {}, [writeElement("visual", attributes, bindings)]);
  return windowsNotification(xml, "wns/tile", options);
}

function writeBinding(size: keyof typeof templates, binding: WindowsTileBinding): string {
  const attributes = readAttributes(size, readObject(size, binding), bindingRules, ["content"]);
  const placements: WindowsTileImage["placement"][] = [];
  const content = readList(`${size}.content`, binding.content).map((item, index) => {
    const path = `${size}.content[${index}]`;
    if (typeof item !== "object" || item === null) return writeText(path, item);
    if ("subgroups" in item) return writeGroup(path, item);
    if (!("src" in item)) return writeText(path, item);
    placements.push(item.placement);
    return writeElement("image", readAttributes(path, item, tileImageRules));
  });
  checkTileImages(placements, `${size}.content`);
  return writeElement("binding", { template: templates[size], ...attributes }, content);
}
