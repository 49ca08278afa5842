/** Most characters that an error quotes of what was read. */
export const EXCERPT_LENGTH = 80;

/** Quotes at most 80 characters around a position as a JSON string, so that control characters reach no terminal or log. */
export function excerptOf(text: string, position: number): string {
  if (text.length <= EXCERPT_LENGTH) return JSON.stringify(text);
  const start = Math.max(0, Math.min(position - EXCERPT_LENGTH / 2, text.length - EXCERPT_LENGTH));
  const end = start + EXCERPT_LENGTH;
  return `${start > 0 ? "…" : ""}${JSON.stringify(text.slice(start, end))}${end < text.length ? "…" : ""}`;
}
