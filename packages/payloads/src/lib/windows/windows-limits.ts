import { invalidField } from "../errors.js";

/** Buttons and context menu items of a toast together (Toast XML schema, `actions`). */
export const toastActionLimit = 5;

/** Inputs of a toast (Toast XML schema, `actions`). */
export const toastInputLimit = 5;

/** Choices of one selection input ("Toast content schema", `ToastSelectionBox`). */
export const toastSelectionLimit = 5;

/** Texts of a toast outside of groups; Windows shows no more ("Toast content", text elements). */
export const toastTextLimit = 3;

/** The glyphs of a badge ("Badge notifications for Windows apps"). */
export const badgeGlyphs = [
  "none",
  "activity",
  "alarm",
  "alert",
  "attention",
  "available",
  "away",
  "busy",
  "error",
  "newMessage",
  "paused",
  "playing",
  "unavailable",
] as const;

/** @throws {PayloadError} for more of something than the limit. */
export function atMost(limit: number, what: string, field: string, size: number): void {
  if (size > limit) throw invalidField("windows", field, `has too many ${what}`, { limit, size });
}
