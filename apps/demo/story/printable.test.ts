import { expect, it } from "vitest";
import { printable } from "./printable.js";

it("keeps text, line breaks and letters of any language", () => {
  expect(printable("Grüße, 你好 👋\nzweite Zeile")).toBe("Grüße, 你好 👋\nzweite Zeile");
  expect(printable("a\r\nb\tc")).toBe("a\nb  c");
});

it.each([
  ["colors and cursor movements", "\u001b[31mred\u001b[2J", "\\u{1b}[31mred\\u{1b}[2J"],
  ["a carriage return that would overwrite the line", "safe\rEVIL", "safe\\u{d}EVIL"],
  ["the bell, the delete character and C1 controls", "\u0007\u007f\u009b", "\\u{7}\\u{7f}\\u{9b}"],
  ["characters that reorder text", "abc\u202edef\u2066\u200f", "abc\\u{202e}def\\u{2066}\\u{200f}"],
])("writes %s as escapes", (_title, text, expected) => {
  expect(printable(text)).toBe(expected);
});
