import { invalidField } from "../errors.js";
import type { BuiltNotification } from "../notification.js";
import { readArgument } from "../read-argument.js";
import { writeElement } from "../xml/write-xml.js";
import { type MpnsFields, writeMpnsFields } from "./mpns-fields.js";
import type { WindowsPhoneOptions } from "./mpns-options.js";
import { checkCycleImages, checkTileId, cycleImageLimit } from "./mpns-rules.js";
import { windowsPhoneNotification } from "./windows-phone-notification.js";

/**
 * What tiles of every template have. `null` clears what the tile shows; an absent property keeps
 * it.
 */
interface WindowsPhoneTileBase {
  /** The secondary tile to update. Default: the app's own tile. */
  readonly id?: string | undefined;
  readonly title?: string | null | undefined;
  /** 0 to 99. */
  readonly count?: number | null | undefined;
}

/** A tile with a front and a back. */
export interface WindowsPhoneFlipTile extends WindowsPhoneTileBase {
  readonly template: "flip";
  readonly smallBackgroundImage?: string | null | undefined;
  readonly wideBackgroundImage?: string | null | undefined;
  readonly wideBackBackgroundImage?: string | null | undefined;
  readonly wideBackContent?: string | null | undefined;
  readonly backgroundImage?: string | null | undefined;
  readonly backBackgroundImage?: string | null | undefined;
  readonly backTitle?: string | null | undefined;
  readonly backContent?: string | null | undefined;
}

/** A tile with an icon and a number. */
export interface WindowsPhoneIconicTile extends WindowsPhoneTileBase {
  readonly template: "iconic";
  readonly smallIconImage?: string | null | undefined;
  readonly iconImage?: string | null | undefined;
  readonly wideContent1?: string | null | undefined;
  readonly wideContent2?: string | null | undefined;
  readonly wideContent3?: string | null | undefined;
  /** `#AARRGGBB`. */
  readonly backgroundColor?: string | null | undefined;
}

/** A tile that cycles through images. */
export interface WindowsPhoneCycleTile extends WindowsPhoneTileBase {
  readonly template: "cycle";
  readonly smallBackgroundImage?: string | null | undefined;
  /** Up to nine images, which must be on the phone; `null` clears that one. */
  readonly cycleImages?: readonly (string | null)[] | undefined;
}

/** A tile of one of the three templates of Windows Phone 8. */
export type WindowsPhoneTile = WindowsPhoneFlipTile | WindowsPhoneIconicTile | WindowsPhoneCycleTile;

const flipFields: MpnsFields<Omit<WindowsPhoneFlipTile, "template" | "id">> = {
  smallBackgroundImage: "SmallBackgroundImage",
  wideBackgroundImage: "WideBackgroundImage",
  wideBackBackgroundImage: "WideBackBackgroundImage",
  wideBackContent: "WideBackContent",
  backgroundImage: "BackgroundImage",
  count: "Count",
  title: "Title",
  backBackgroundImage: "BackBackgroundImage",
  backTitle: "BackTitle",
  backContent: "BackContent",
};

const iconicFields: MpnsFields<Omit<WindowsPhoneIconicTile, "template" | "id">> = {
  smallIconImage: "SmallIconImage",
  iconImage: "IconImage",
  wideContent1: "WideContent1",
  wideContent2: "WideContent2",
  wideContent3: "WideContent3",
  count: "Count",
  title: "Title",
  backgroundColor: "BackgroundColor",
};

/** The list of images becomes nine properties before it is written. */
interface CycleFields extends Omit<WindowsPhoneCycleTile, "template" | "id" | "cycleImages"> {
  readonly [cycleImage: `cycleImage${number}`]: string | null;
}
const cycleFields: MpnsFields<CycleFields> = {
  smallBackgroundImage: "SmallBackgroundImage",
  ...Object.fromEntries(
    Array.from({ length: cycleImageLimit }, (_, index) => [`cycleImage${index + 1}`, `CycleImage${index + 1}`]),
  ),
  count: "Count",
  title: "Title",
};

/**
 * A tile, from its parts.
 *
 * @example
 * windowsPhoneTile({ template: "flip", title: "Order 7", count: 1 });
 * @throws {PayloadError} NH_PAYLOAD_INVALID for an unknown template or property, or a value outside
 * its range.
 */
export function windowsPhoneTile(tile: WindowsPhoneTile, options?: WindowsPhoneOptions): BuiltNotification {
  return windowsPhoneNotification(readArgument("windowsphone", "tile", tile, writeTile), "tile", options);
}

function writeTile(tile: WindowsPhoneTile): string {
  const { template, content } = readTemplate(tile);
  checkTileId("id", tile.id);
  const element = writeElement("wp:Tile", { Id: tile.id, Template: template }, content);
  return writeElement("wp:Notification", { "xmlns:wp": "WPNotification", Version: "2.0" }, [element]);
}

/** The name of the template, and the elements that it has. */
function readTemplate(tile: WindowsPhoneTile): { template: string; content: string[] } {
  switch (tile.template) {
    case "flip":
      return { template: "FlipTile", content: writeMpnsFields(tile, flipFields, ["template", "id"]) };
    case "iconic":
      return { template: "IconicTile", content: writeMpnsFields(tile, iconicFields, ["template", "id"]) };
    case "cycle": {
      const content = writeMpnsFields(withCycleImages(tile), cycleFields, ["template", "id"]);
      return { template: "CycleTile", content };
    }
    default:
      throw invalidField("windowsphone", "template", 'must be "flip", "iconic" or "cycle"');
  }
}

function withCycleImages({ cycleImages = [], ...rest }: WindowsPhoneCycleTile): CycleFields {
  if (!Array.isArray(cycleImages)) throw invalidField("windowsphone", "cycleImages", "must be a list");
  checkCycleImages("cycleImages", cycleImages.length);
  return { ...rest, ...Object.fromEntries(cycleImages.map((image, index) => [`cycleImage${index + 1}`, image])) };
}
