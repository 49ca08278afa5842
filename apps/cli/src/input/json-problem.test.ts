import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonProblem } from "./json-problem.js";

describe("findJsonProblem", () => {
  it.each([
    ["", 1, 1, "expected a value, but the text ends"],
    ['{"a": }', 1, 7, "expected a value"],
    ['{"a": 1\n  "b": 2}', 2, 3, 'expected "," or "}"'],
    ['{\n  "a": 1,\n}', 3, 1, "expected a name in double quotes"],
    ["{alert: 1}", 1, 2, 'expected a name in double quotes or "}"'],
    ['{"a" 1}', 1, 6, 'expected ":"'],
    ["[1, 2", 1, 6, 'expected "," or "]", but the text ends'],
    ["[1 2]", 1, 4, 'expected "," or "]"'],
    ['{"a":1} x', 1, 9, "expected nothing more"],
    ['"open', 1, 1, "expected the closing quote of this string"],
    ['["a\nb"]', 1, 4, "expected the closing quote of a string"],
    ['"\\x"', 1, 2, "expected an escape such as \\n or \\u0041"],
    ["01", 1, 1, "expected a value"],
    ["nul", 1, 1, "expected a value"],
    ["'a'", 1, 1, "expected a value"],
  ])("finds the mistake in %j", (text, line, column, message) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(findJsonProblem(text)).toEqual({ line, column, message });
  });

  it("finds a mistake exactly where JSON.parse refuses the text", () => {
    const mutated = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", "]", '"', ":", "\\", "1", "\n", "x"))
      .map(([text, at, inserted]) => {
        const position = at % (text.length + 1);
        return text.slice(0, position) + inserted + text.slice(position + 1);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutated), (text) => {
        expect(findJsonProblem(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes deep nesting", () => {
    expect(findJsonProblem("[".repeat(200_000))).toMatchObject({ column: 200_001 });
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
