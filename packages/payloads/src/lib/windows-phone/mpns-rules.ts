import { invalidField } from "../errors.js";

/** Images of a cycle tile: `CycleImage1` to `CycleImage9`. */
export const cycleImageLimit = 9;

/** @throws {PayloadError} for a toast whose two texts are both blank or missing. */
export function checkToastTexts(field: string, ...texts: readonly (string | undefined)[]): void {
  if (texts.some((text) => text?.trim())) return;
  const rule = "or the second text must be a non-empty string, or the toast shows nothing";
  throw invalidField("windowsphone", field, rule);
}

/** The number on a tile. @throws {PayloadError} for anything but a whole number from 0 to 99. */
export function checkCount(field: string, count: unknown): number {
  if (typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= 99) return count;
  throw invalidField("windowsphone", field, "must be a whole number from 0 to 99");
}

/** @throws {PayloadError} for the id of a secondary tile that is not a string, or empty. */
export function checkTileId(field: string, id: unknown): void {
  if (id === undefined || (typeof id === "string" && id !== "")) return;
  throw invalidField("windowsphone", field, "must be a non-empty string");
}

/** @throws {PayloadError} for more images than a cycle tile has. */
export function checkCycleImages(field: string, size: number): void {
  if (size <= cycleImageLimit) return;
  throw invalidField("windowsphone", field, "has too many images", { limit: cycleImageLimit, size });
}
