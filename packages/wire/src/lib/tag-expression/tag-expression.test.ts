import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkTag,
  evaluateTagExpression,
  formatTagExpression,
  isTagExpressionError,
  normalizeTag,
  parseTagExpression,
  type TagExpression,
  type TagExpressionError,
  tagLimits,
} from "../../index.js";

function refusal(work: () => unknown): TagExpressionError {
  try {
    work();
  } catch (error) {
    if (isTagExpressionError(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A tree without positions, written shortly. */
function shape(expression: TagExpression): string {
  switch (expression.type) {
    case "tag":
      return expression.tag;
    case "not":
      return `(! ${shape(expression.operand)})`;
    default:
      return `(${expression.type} ${expression.operands.map(shape).join(" ")})`;
  }
}

describe("parseTagExpression", () => {
  it.each([
    ["a", "a"],
    [" a ", "a"],
    ["a||b||c", "(or a b c)"],
    ["a && b || c && d", "(or (and a b) (and c d))"],
    ["a && (b || c)", "(and a (or b c))"],
    ["!a && b", "(and (! a) b)"],
    ["!(a && b)", "(! (and a b))"],
    ["!!a", "(! (! a))"],
    ["((a))", "a"],
    ["(a||b)||c", "(or (or a b) c)"],
    ["$UserId:{u-1=x} && $InstallationId:{00aa}", "(and $UserId:{u-1=x} $InstallationId:{00aa})"],
    ["$userid:{u}", "$userid:{u}"],
    ["tag_1@#.:-", "tag_1@#.:-"],
  ])("reads %s as %s", (text, expected) => {
    expect(shape(parseTagExpression(text))).toBe(expected);
  });

  it("tells the position of each node", () => {
    expect(parseTagExpression(" a && (b || !c)")).toEqual({
      type: "and",
      start: 1,
      end: 15,
      operands: [
        { type: "tag", tag: "a", start: 1, end: 2 },
        {
          type: "or",
          start: 6,
          end: 15,
          operands: [
            { type: "tag", tag: "b", start: 7, end: 8 },
            { type: "not", start: 12, end: 14, operand: { type: "tag", tag: "c", start: 13, end: 14 } },
          ],
        },
      ],
    });
  });

  it.each([
    ["", 1, "A tag expression cannot be empty"],
    ["  ", 3, "A tag expression cannot be empty"],
    ["a &", 3, "Write && instead of &"],
    ["a | b", 3, "Write || instead of |"],
    ["a &&", 5, "Expected a tag at the end of the expression"],
    ["&& a", 1, 'Expected a tag before "&"'],
    ["a && || b", 6, 'Expected a tag before "|"'],
    ["a b", 3, "Expected && or || between two tags"],
    ["a !b", 3, "Expected && or || between two tags"],
    ["(a", 3, "The parenthesis opened at column 1 is never closed"],
    ["a)", 2, "This parenthesis was never opened"],
    ["()", 2, 'Expected a tag before ")"'],
    ["a,b", 2, "Join tags with ||, not with a comma"],
    ["tág", 2, '"á" cannot be part of a tag; use ASCII letters and digits and _ @ # . : -'],
    ["a && 😀", 6, '"😀" cannot be part of a tag; use ASCII letters and digits and _ @ # . : -'],
    ["a\nb", 2, '"\\n" cannot be part of a tag; use ASCII letters and digits and _ @ # . : -'],
    ["a\r\nX: y", 2, '"\\r" cannot be part of a tag; use ASCII letters and digits and _ @ # . : -'],
    ["a=b", 2, '"=" cannot be part of a tag; use ASCII letters and digits and _ @ # . : -'],
    ["a || $Group:{x}", 6, "A tag may start with $ only as $InstallationId:{…} or $UserId:{…}, with the braces"],
    ["$UserId:u1", 1, "A tag may start with $ only as $InstallationId:{…} or $UserId:{…}, with the braces"],
    ["$", 1, "A tag may start with $ only as $InstallationId:{…} or $UserId:{…}, with the braces"],
    ["$UserId:{}", 10, "Use ASCII letters and digits and - _ @ # . : = between the braces, at least one of them"],
    ["$UserId:{a b}", 11, "The tag has no closing brace, or an invalid character before it"],
  ])("refuses %j at column %i", (text, column, rule) => {
    const error = refusal(() => parseTagExpression(text));
    expect(error.code).toBe("NH_TAG_SYNTAX");
    expect(error.text).toBe(text);
    expect(error.message).toBe(`${rule} (column ${column} of ${JSON.stringify(text)})`);
    expect(error.column).toBe(column);
  });

  it("accepts 20 tags joined by || and refuses the 21st by its column", () => {
    const tags = (count: number) => Array.from({ length: count }, (_item, index) => `t${index}`);
    expect(shape(parseTagExpression(tags(20).join("||")))).toBe(`(or ${tags(20).join(" ")})`);
    const error = refusal(() => parseTagExpression(tags(21).join("||")));
    expect([error.code, error.column]).toEqual(["NH_TAG_LIMIT", tags(20).join("||").length + 3]);
    expect(error.message).toContain("An expression with only || may name at most 20 tags; this one names 21");
    expect(parseTagExpression(tags(21).join("||"), { limits: false }).type).toBe("or");
  });

  it.each(["&&", "!"])("accepts 6 tags in an expression with %s and refuses the 7th", (operator) => {
    const tail = operator === "!" ? "||!z" : "&&z";
    expect(parseTagExpression(`a||b||c||d||e${tail}`).type).toBe("or");
    const error = refusal(() => parseTagExpression(`a||b||c||d||e||f${tail}`));
    expect([error.code, error.column]).toEqual(["NH_TAG_LIMIT", operator === "!" ? 20 : 19]);
    expect(error.message).toContain("An expression with && or ! may name at most 6 tags; this one names 7");
  });

  it("refuses a tag of 121 characters", () => {
    const error = refusal(() => parseTagExpression(`a || ${"x".repeat(121)}`));
    expect([error.code, error.column]).toEqual(["NH_TAG_LIMIT", 126]);
    expect(parseTagExpression("x".repeat(120)).type).toBe("tag");
  });

  it("refuses nesting that could exhaust the stack, and quotes only a piece of a long string", () => {
    const error = refusal(() => parseTagExpression(`${"(".repeat(200_000)}a`));
    expect([error.code, error.column]).toEqual(["NH_TAG_LIMIT", 101]);
    expect(error.message.length).toBeLessThan(250);
    expect(refusal(() => parseTagExpression("!".repeat(200_000))).code).toBe("NH_TAG_LIMIT");
  });

  it("refuses what is not a string", () => {
    expect(() => parseTagExpression(undefined as unknown as string)).toThrow(TypeError);
  });
});

describe("checkTag", () => {
  it.each(["a", "A_@#.:-9", "$InstallationId:{0a92196c-20c3}", "$UserId:{a=b}", "x".repeat(120)])(
    "accepts %s",
    (tag) => {
      expect(() => checkTag(tag)).not.toThrow();
    },
  );

  it.each([
    ["", 1, "A tag cannot be empty"],
    ["a,b", 2, "A comma separates tags"],
    ["a b", 2, '" " cannot be part of a tag'],
    ["a=b", 2, '"=" cannot be part of a tag'],
    ["é", 1, '"é" cannot be part of a tag'],
    ["$UserId:{a}b", 12, "Nothing may follow the closing brace"],
    ["$UserId:{a", 11, "The tag has no closing brace"],
    ["$UserId:{a,b}", 11, "Use ASCII letters and digits and - _ @ # . : = between the braces"],
    ["$userId", 1, "A tag may start with $ only as"],
  ])("refuses %j at column %i", (tag, column, start) => {
    const error = refusal(() => checkTag(tag));
    expect(error.code).toBe("NH_TAG_SYNTAX");
    expect(error.message.startsWith(start)).toBe(true);
    expect(error.column).toBe(column);
  });

  it("refuses what is not a string", () => {
    expect(() => checkTag(1 as unknown as string)).toThrow(TypeError);
  });

  it("knows the documented limits", () => {
    expect(tagLimits).toEqual({ orOnly: 20, mixed: 6, length: 120, perRegistration: 60 });
  });
});

describe("evaluateTagExpression", () => {
  const has = (...tags: string[]) => {
    const set = new Set(tags.map(normalizeTag));
    return (tag: string) => set.has(normalizeTag(tag));
  };

  it.each([
    ["a", ["A"], true],
    ["a", [], false],
    ["!a", [], true],
    ["a && !b", ["a"], true],
    ["a && !b", ["a", "b"], false],
    ["a || b && c", ["a"], true],
    ["(a || b) && c", ["a"], false],
    ["(a || b) && c", ["b", "c"], true],
    ["$UserId:{Bob}", ["$userid:{bob}"], true],
  ] as const)("%s on %j is %s", (text, tags, expected) => {
    expect(evaluateTagExpression(parseTagExpression(text), has(...tags))).toBe(expected);
  });
});

describe("formatTagExpression", () => {
  it.each([
    ["a||b&&!c", "a || b && !c"],
    ["(a||b)&&c", "(a || b) && c"],
    ["!(a||b)", "!(a || b)"],
    ["((a)&&(b))", "a && b"],
    ["(a&&b)&&c", "(a && b) && c"],
  ])("writes %s as %s", (text, expected) => {
    expect(formatTagExpression(parseTagExpression(text))).toBe(expected);
  });
});

describe("properties", () => {
  const tag = fc.stringMatching(/^[A-Za-z0-9_@#.:-]{1,12}$/);
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      tag,
      tie("expression").map((inner) => `!(${inner})`),
      fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `(${a}) && (${b})`),
      fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `${a} || ${b}`),
    ),
  }));

  it("what is written from a parsed expression parses to the same tree", () => {
    fc.assert(
      fc.property(expression, (text) => {
        const parsed = parseTagExpression(text, { limits: false });
        const written = formatTagExpression(parsed);
        expect(shape(parseTagExpression(written, { limits: false }))).toBe(shape(parsed));
      }),
    );
  });

  it("any string is accepted or refused with a TagExpressionError at a column inside it", () => {
    const piece = fc.constantFrom("a", "&&", "||", "!", "(", ")", " ", "$UserId:{", "}", "$", ",", "\n", "&", "é");
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (value) => {
        for (const read of [parseTagExpression, checkTag]) {
          try {
            read(value);
          } catch (error) {
            expect(isTagExpressionError(error)).toBe(true);
            const { column } = error as TagExpressionError;
            expect(column >= 1 && column <= value.length + 1).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
