import { isTagExpressionError, parseTagExpression } from "@nh/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Audience } from "./audience.js";
import { isAudienceError } from "./audience-error.js";
import { device, devices } from "./device-audience.js";
import { resolveAudience } from "./recipients.js";
import { allOf, anyOf, everyone, installation, not, user, withTemplate } from "./tag-audience.js";

async function thrownBy(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  return expect.unreachable("nothing was thrown");
}

const expressionOf = async (audience: Audience): Promise<string | undefined> => {
  const target = resolveAudience("send", audience);
  return target.to === "expression" ? target.expression : undefined;
};

describe("an audience", () => {
  it("that is a string is sent as written, trimmed", async () => {
    expect(await expressionOf("  (a||b)  &&!c ")).toBe("(a||b)  &&!c");
  });

  it("that is a list means any of its tags, each once whatever its case", async () => {
    expect(await expressionOf(["news", "sports", "NEWS"])).toBe("news || sports");
    expect(await expressionOf(new Set(["a"]))).toBe("a");
    expect(
      await expressionOf(
        (function* () {
          yield "x";
          yield "y";
        })(),
      ),
    ).toBe("x || y");
  });

  it("broadcasts only when everyone() says so", async () => {
    expect(resolveAudience("send", everyone())).toEqual({ to: "everyone" });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["an empty string", ""],
    ["blanks", "  \n"],
    ["an empty list", []],
    ["an empty set", new Set()],
  ])("cannot be %s", async (_title, audience) => {
    const error = await thrownBy(() => resolveAudience("send", audience as Audience));
    expect(isAudienceError(error)).toBe(true);
    expect(error).toMatchObject({ code: "NH_AUDIENCE_MISSING" });
    expect(String(error)).toContain("pass everyone() to broadcast");
  });

  it.each<[string, unknown]>([
    ["a number", 5],
    ["an object", { tags: ["a"] }],
    [
      "an object that parsed JSON could be",
      JSON.parse(`{"kind":"everyone","${String(Symbol.for("@nh/client/audience"))}":"everyone"}`),
    ],
    ["a list of numbers", [1]],
    ["a function", everyone],
  ])("cannot be %s", async (_title, audience) => {
    expect(() => resolveAudience("send", audience as Audience)).toThrow(TypeError);
  });

  it("refuses a comma inside a tag of a list", async () => {
    const error = await thrownBy(() => resolveAudience("send", ["a,b"]));
    expect(error).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(String(error)).toContain('pass "a" and "b" as two tags');
  });

  it.each(["a b", "tág", "a||b", "", "a\r\nX-Evil: 1"])("refuses %j in a list", async (tag) => {
    expect(await thrownBy(() => resolveAudience("send", ["ok", tag]))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
  });

  it.each(["a &&", "((", "a b", "a\r\nX-Evil: 1", "tág"])(
    "refuses the expression %j with the place of the mistake",
    async (text) => {
      const error = await thrownBy(() => resolveAudience("send", text));
      expect(isTagExpressionError(error)).toBe(true);
      expect(error).toMatchObject({ code: "NH_TAG_SYNTAX" });
    },
  );

  it("refuses more than 6 tags where not only || joins them", async () => {
    expect(await thrownBy(() => resolveAudience("send", "a && b && c && d && e && f && g"))).toMatchObject({
      code: "NH_TAG_LIMIT",
    });
  });

  it("keeps the tags of a long list, so that it can be split", async () => {
    const tags = Array.from({ length: 45 }, (_, index) => `t${index}`);
    for (const audience of [tags, tags.join(" || "), anyOf(...tags)]) {
      expect(resolveAudience("send", audience)).toMatchObject({ to: "expression", anyOf: tags });
    }
  });

  it("never becomes a broadcast, whatever string it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        try {
          expect(resolveAudience("send", text)).toMatchObject({ to: "expression", expression: text.trim() });
        } catch (error) {
          expect(isAudienceError(error) || isTagExpressionError(error)).toBe(true);
        }
      }),
    );
  });
});

describe("an expression without parentheses", () => {
  const tag = fc.stringMatching(/^[A-Za-z0-9_@#.:-]{1,125}$/);
  const joined = fc.array(
    fc.tuple(fc.constantFrom("||", "&&", " || ", " && ", "|| !", "  ||"), fc.constantFrom("", "!"), tag),
    { maxLength: 22 },
  );

  it("is accepted where the parser accepts it, or where it can be split", async () => {
    await fc.assert(
      fc.asyncProperty(tag, joined, async (first, rest) => {
        const text = first + rest.map((part) => part.join("")).join("");
        const orOnly = rest.every(([operator, sign]) => operator.trim() === "||" && sign === "");
        let accepted = true;
        try {
          parseTagExpression(text);
        } catch {
          accepted =
            orOnly && rest.length >= 20 && [first, ...rest.map((part) => part[2])].every((one) => one.length <= 120);
        }
        if (accepted) expect(resolveAudience("send", text)).toMatchObject({ to: "expression" });
        else expect(() => resolveAudience("send", text)).toThrow();
      }),
    );
  });
});

describe("combinators", () => {
  it.each<[Audience, string]>([
    [anyOf("a", "b"), "a || b"],
    [allOf("a", "b"), "a && b"],
    [not("a"), "!a"],
    [not("a || b"), "!(a || b)"],
    [not(not("a")), "!!a"],
    [allOf(anyOf("a", "b"), "c"), "(a || b) && c"],
    [anyOf(allOf("a", "b"), "c"), "(a && b) || c"],
    [anyOf("a && b", "c"), "(a && b) || c"],
    [allOf("(a) || (b)", "c"), "((a) || (b)) && c"],
    [anyOf(anyOf("a", "b"), "c"), "a || b || c"],
    [allOf(anyOf("a", "b")), "a || b"],
    [allOf("  a  ", not(user("u1"))), "a && !$UserId:{u1}"],
    [installation("i-1"), "$InstallationId:{i-1}"],
    [withTemplate("greeting"), "greeting"],
  ])("write %j as %s", async (audience, expression) => {
    expect(await expressionOf(audience)).toBe(expression);
  });

  it("refuse to work on nothing", async () => {
    expect(await thrownBy(() => anyOf())).toMatchObject({ code: "NH_AUDIENCE_MISSING" });
    expect(await thrownBy(() => allOf("a", " "))).toMatchObject({ code: "NH_AUDIENCE_MISSING" });
  });

  it("refuse what is not a tag audience", async () => {
    expect(() => anyOf(everyone() as never)).toThrow(TypeError);
    expect(() => not(5 as never)).toThrow(TypeError);
    expect(() => allOf(device("abc") as never)).toThrow(TypeError);
  });

  it("refuse ids that no expression can name", async () => {
    expect(await thrownBy(() => user("a b"))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(await thrownBy(() => installation("x}||everyone"))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(await thrownBy(() => withTemplate("My template"))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(await thrownBy(() => user(""))).toMatchObject({ code: "NH_AUDIENCE_MISSING" });
    expect(() => user(7 as never)).toThrow(TypeError);
  });
});

describe("devices", () => {
  it("are addressed by handle", async () => {
    expect(resolveAudience("send", device("abc"))).toEqual({ to: "device", handle: "abc" });
    expect(resolveAudience("send", devices(new Set(["a", "b"])))).toEqual({ to: "devices", handles: ["a", "b"] });
    const subscription = { endpoint: "https://push.example/1", p256dh: "key", auth: "secret" };
    expect(resolveAudience("send", device(subscription))).toEqual({ to: "device", handle: subscription });
  });

  it("do not change with what the caller does later to the list", async () => {
    const handles = ["a"];
    const audience = devices(handles);
    handles.push("b");
    expect(audience.handles).toEqual(["a"]);
  });

  it("are 1,000 at most, and the error says what to use", async () => {
    expect(devices(Array.from({ length: 1000 }, (_, index) => `h${index}`)).handles).toHaveLength(1000);
    const error = await thrownBy(() => devices(Array.from({ length: 1001 }, (_, index) => `h${index}`)));
    expect(error).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(String(error)).toContain("sendToDevices");
  });

  it("stop reading an endless list", async () => {
    const endless = {
      *[Symbol.iterator]() {
        for (;;) yield "h";
      },
    };
    expect(await thrownBy(() => devices(endless))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
  });

  it.each(["", " ", "a\nb", "h\u0000", "日本"])("refuse the handle %j", async (handle) => {
    expect(await thrownBy(() => device(handle))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
    expect(await thrownBy(() => devices([handle]))).toMatchObject({ code: "NH_AUDIENCE_INVALID" });
  });

  it("refuse a value that is not a handle", async () => {
    expect(() => device(undefined as never)).toThrow(TypeError);
    expect(() => device({ endpoint: "https://push.example" } as never)).toThrow(TypeError);
    expect(() => devices("abc")).toThrow(TypeError);
    expect(await thrownBy(() => devices([]))).toMatchObject({ code: "NH_AUDIENCE_MISSING" });
  });
});
