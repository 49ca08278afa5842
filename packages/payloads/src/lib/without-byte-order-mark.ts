/**
 * A document without the mark that editors of Windows put in front of UTF-8. A string needs none,
 * and push platforms take it for a mistake in the document.
 */
export function withoutByteOrderMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}
