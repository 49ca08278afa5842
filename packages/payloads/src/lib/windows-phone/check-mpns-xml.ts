import { invalidField } from "../errors.js";
import type { XmlElement } from "../xml/parse-xml.js";
import { attributeValue, childElement, childElements } from "../xml/query-xml.js";
import { checkCount, checkCycleImages, checkTileId, checkToastTexts } from "./mpns-rules.js";

const tileTemplates = ["FlipTile", "IconicTile", "CycleTile"];

/** @throws {PayloadError} for a toast without text. */
export function checkToastXml(toast: XmlElement): void {
  const text = (name: string): string | undefined => childElement(toast, name, toast.namespace)?.text;
  checkToastTexts("Notification.Toast.Text1", text("Text1"), text("Text2"));
}

/**
 * @throws {PayloadError} for what breaks a rule of `windowsPhoneTile`. A tile without template is
 * one of Windows Phone 7. Unknown elements are not checked.
 */
export function checkTileXml(tile: XmlElement): void {
  const template = attributeValue(tile, "Template");
  if (template !== undefined && !tileTemplates.includes(template)) {
    throw invalidField("windowsphone", "Notification.Tile@Template", "must be FlipTile, IconicTile or CycleTile");
  }
  checkTileId("Notification.Tile@Id", attributeValue(tile, "Id"));
  const count = childElement(tile, "Count", tile.namespace);
  if (count !== undefined && attributeValue(count, "Action") !== "Clear") {
    const written = count.text.trim();
    checkCount("Notification.Tile.Count", /^\d+$/.test(written) ? Number(written) : written);
  }
  const images = childElements(tile).filter(({ name }) => /^CycleImage\d+$/.test(name));
  checkCycleImages("Notification.Tile.CycleImage", images.length);
}
