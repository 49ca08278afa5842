import { readFileSync, writeFileSync } from "node:fs";
import UPNG from "upng-js";

/** Colors are chosen for each picture. A picture with so many or fewer keeps every pixel. */
const COLORS = 256;
/** The color type of a PNG file that has a palette. */
const PALETTE = 3;

/**
 * Writes a PNG file anew with a palette, unless it has one: a second time would change pixels
 * again.
 *
 * @param {string} file
 */
export function compress(file) {
  const image = UPNG.decode(readFileSync(file));
  if (image.ctype === PALETTE) return;
  const after = UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLORS);
  writeFileSync(file, Buffer.from(after));
}
