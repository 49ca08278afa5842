import fc from "fast-check";
import { expect, it } from "vitest";
import { wrap } from "./wrap.js";

it("leaves short lines alone and keeps line breaks", () => {
  expect(wrap("one\n\ntwo", 10)).toEqual(["one", "", "two"]);
});

it.each([
  ["at a space", "the quick brown fox", 12, ["the quick", "brown fox"]],
  ["between two tags", "<a><bcdef><ghijkl>", 14, ["<a><bcdef>", "<ghijkl>"]],
  ["before an ampersand", "sr=abcdef&sig=1234", 12, ["sr=abcdef", "&sig=1234"]],
  ["after a comma", '{"a":123,"b":456}', 12, ['{"a":123,', '"b":456}']],
  ["anywhere in a long word", "a aaaaaaaaaaaaaaaaaaaa", 10, ["a aaaaaaaa", "aaaaaaaaaa", "aa"]],
])("breaks %s", (_where, text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

it("loses only spaces and keeps within the width", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll("\n", "").replaceAll(" ", ""));
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
    }),
  );
});
