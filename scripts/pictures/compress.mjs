import { readFileSync, writeFileSync } from "node:fs";
import UPNG from "upng-js";

/** Colors are chosen for each picture. A picture with so many or fewer keeps every pixel. */
const COLORS = 256;

/**
 * Writes a PNG file anew with a palette, if that makes it smaller.
 *
 * @param {string} file
 */
export function compress(file) {
  const before = readFileSync(file);
  const image = UPNG.decode(before);
  const after = UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLORS);
  if (after.byteLength < before.byteLength) writeFileSync(file, Buffer.from(after));
}
