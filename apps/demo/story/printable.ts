/**
 * Makes a string safe for a terminal: line breaks stay, tabs become spaces, and every other control
 * character is escaped, as are characters that reorder text.
 */
export function printable(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, escaped)
    .replaceAll("\t", "  ");
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
