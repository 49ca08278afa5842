import { visible } from "./visible.js";

/** Most characters that an error quotes of what was read. */
export const EXCERPT_LENGTH = 80;

/**
 * Quotes at most 80 characters around a position as a JSON string, so that no control character
 * reaches a terminal or log.
 */
export function excerptOf(text: string, position: number): string {
  if (text.length <= EXCERPT_LENGTH) return quote(text);
  const start = Math.max(0, Math.min(position - EXCERPT_LENGTH / 2, text.length - EXCERPT_LENGTH));
  const end = start + EXCERPT_LENGTH;
  return `${start > 0 ? "…" : ""}${quote(text.slice(start, end))}${end < text.length ? "…" : ""}`;
}

function quote(text: string): string {
  return visible(JSON.stringify(text));
}

/**
 * Names a value that came from outside in a message: a string as an excerpt, an object by its kind
 * only.
 */
export function quoted(value: unknown): string {
  if (typeof value === "string") return excerptOf(value, 0);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}
