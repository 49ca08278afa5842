import { invalidField } from "../errors.js";
import type { BuiltNotification } from "../notification.js";
import { readArgument } from "../read-argument.js";
import { writeElement } from "../xml/write-xml.js";
import { isVisible, writeGroup, writeText } from "./adaptive-content.js";
import { readAttributes, readList, readObject } from "./attribute-rules.js";
import type { WindowsTile, WindowsTileBinding, WindowsTileImage } from "./tile-content.js";
import { bindingRules, checkTileImages, checkTileShows, tileImageRules, visualRules } from "./tile-rules.js";
import { windowsNotification } from "./windows-notification.js";
import type { WindowsOptions } from "./wns-options.js";

/** Sizes and the template of each ("Adaptive tile templates: schema"). */
const templates = { small: "TileSmall", medium: "TileMedium", wide: "TileWide", large: "TileLarge" } as const;
const sizes = Object.keys(templates) as (keyof typeof templates)[];

/**
 * An adaptive tile, from its parts.
 *
 * @example
 * windowsTile({ medium: { content: ["Order 7", "is on its way"] } });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for a tile without any size or a value outside its
 * range; NH_PAYLOAD_TOO_LARGE above 5,000 bytes.
 */
export function windowsTile(tile: WindowsTile, options?: WindowsOptions): BuiltNotification {
  return windowsNotification(readArgument("windows", "tile", tile, writeTile), "wns/tile", options);
}

function writeTile(tile: WindowsTile): string {
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
  return writeElement("tile", {}, [writeElement("visual", attributes, bindings)]);
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
