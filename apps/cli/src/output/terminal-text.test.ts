import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth, terminalBlock, terminalJson, terminalLine, truncate } from "./terminal-text.js";

const control = /[^\P{Cc}\t\n]|(?![\u200c\u200d])\p{Cf}/u;

describe("text for a terminal", () => {
  it("never holds a control character, whatever the input", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(terminalLine(text)).not.toMatch(control);
        expect(terminalLine(text)).not.toMatch(/[\n\t]/);
        expect(terminalBlock(text)).not.toMatch(control);
      }),
    );
  });
  it("stays the same JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.string({ unit: "binary" }), (json, text) => {
        const value: unknown = { json: JSON.parse(json), text };
        const written = terminalJson(JSON.stringify(value));
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(written).not.toMatch(control);
      }),
    );
  });
  it("is cut to a width with an ellipsis", () => {
    expect(truncate("日本語", 5)).toBe("日本…");
    expect(truncate("abc", 3)).toBe("abc");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(displayWidth(truncate(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
