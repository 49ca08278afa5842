import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTemplateError, lintTemplate, parseTemplate, renderTemplate, TemplateError } from "../../template.js";
import { attributeValue, isXmlError, parseXml } from "../../xml.js";

function refusal(body: string): TemplateError {
  try {
    parseTemplate(body);
  } catch (error) {
    if (isTemplateError(error)) return error;
    throw error;
  }
  throw new Error(`was accepted: ${body.slice(0, 80)}`);
}

describe("parseTemplate refuses", () => {
  it.each([
    ["$(a", "expected )", 3],
    ["$()", "expected the name of a property", 2],
    ["$(a b)", "a property name has only letters, digits and _", 3],
    ["$(é)", "a property name has only letters, digits and _", 2],
    [`$(${"a".repeat(121)})`, "a property name has at most 120 characters", 2],
    ["$5 off", "expected ( after $; fixed text that begins with $ is written {'$5 off'}", 1],
    ["#FF0000", "expected ( after #; fixed text that begins with # is written {'#FF0000'}", 1],
    ["...", "expected ( after .; fixed text that begins with . is written {'...'}", 1],
    ["%'a'", "expected ( after %; fixed text that begins with % is written {'%''a'''}", 1],
    ["$", "expected ( after $; fixed text that begins with $ is written {'$'}", 1],
    ["$(a) text", "only + may follow; join text and expressions as {'text' + $(name)}", 5],
    ["{$(a) $(b)}", "only + may follow; join text and expressions as {'text' + $(name)}", 6],
    ["$(a) +", "expected $(name), .(name, n), %(name), #(name) or a literal in quotes", 6],
    ["{}", "expected $(name), .(name, n), %(name), #(name) or a literal in quotes", 1],
    ["{", "an expression that begins with { must end with }; fixed text is written {'{'}", 1],
    [
      "{name}",
      "expected $(name), .(name, n), %(name), #(name) or a literal in quotes; write $(name) for a property, 'name' for fixed text",
      1,
    ],
    ["{'It's' + $(a)}", "only + may follow; double an apostrophe within a literal, as in {'It''s'}", 5],
    ["{$(a)", "an expression that begins with { must end with }", 5],
    ["{$(a)} ", "an expression that begins with { must end with }", 7],
    ["{'a}", "a literal that begins with ' must end with '", 1],
    ["{'a''}", "a literal that begins with ' must end with '", 1],
    ["{{$(a)}}", "expected $(name), .(name, n), %(name), #(name) or a literal in quotes", 1],
    [".(a)", ".(name, n) needs a length", 3],
    ["%(a, 1)", "%(name) takes no length", 3],
    ["#(a,1)", "#(name) takes no length", 3],
    ["$(a,)", "the length must be a whole number from 0 to 2147483647", 4],
    ["$(a,-1)", "the length must be a whole number from 0 to 2147483647", 4],
    ["$(a,x)", "the length must be a whole number from 0 to 2147483647", 4],
    ["$(a,2147483648)", "the length must be a whole number from 0 to 2147483647", 4],
    ["$(a,1.5)", "expected )", 5],
    ["$(a:b)", "a default is written :{text}", 3],
    ["$(a:{b)", "a default that begins with :{ must end with }; a } within it is written \\}", 3],
    ["$(a:{b\\})", "a default that begins with :{ must end with }; a } within it is written \\}", 3],
    ["{#(a)}", "#(…) must be the whole value, without braces and without +", 1],
    ["#(a) + $(b)", "#(…) must be the whole value, without braces and without +", 0],
    ["$body", "$body is not supported", 0],
    ["{'a' + $Body}", "$body is not supported", 7],
  ])("%j in JSON and XML: %s", (value, reason, index) => {
    const inJson = refusal(JSON.stringify({ v: value }));
    expect([inJson.code, inJson.reason]).toEqual(["NH_TEMPLATE_SYNTAX", reason]);
    expect(inJson.position).toBe('{"v":"'.length + JSON.stringify(value.slice(0, index)).length - 2);

    const xml = `<v>${value.replaceAll("&", "&amp;")}</v>`;
    const inXml = refusal(xml);
    expect([inXml.reason, inXml.position]).toEqual([reason, "<v>".length + index]);
  });

  it.each([
    ["{", "not valid JSON: the document ends too early", 1],
    ['{"a"}', "not valid JSON: expected :", 4],
    ['{"a":}', "not valid JSON: expected a JSON value", 5],
    ['{"a":1,}', "not valid JSON: expected a property name in double quotes", 7],
    ["{a:1}", "not valid JSON: expected a property name in double quotes", 1],
    ['{"a":1 "b":2}', "not valid JSON: expected , or }", 7],
    ["[1 2]", "not valid JSON: expected , or ]", 3],
    ["[1,]", "not valid JSON: expected a JSON value", 3],
    ["[1}", "not valid JSON: expected , or ]", 2],
    ["[01]", "not valid JSON: expected , or ]", 2],
    ["[+1]", "not valid JSON: expected a JSON value", 1],
    ["[tru]", "not valid JSON: expected a JSON value", 1],
    ['["a]', "not valid JSON: the string has no closing quote", 1],
    ['["\\x"]', "not valid JSON: unknown escape in a string", 2],
    ['["\\u12g4"]', "not valid JSON: unknown escape in a string", 2],
    ['["\n"]', "not valid JSON: a control character in a string must be escaped", 2],
    ['{"a":1} x', "not valid JSON: nothing may follow the document", 8],
    ["{'a':1}", "only + may follow; join text and expressions as {'text' + $(name)}", 4],
  ])("%j: %s", (body, reason, position) => {
    const error = refusal(body);
    expect([error.code, error.reason, error.position]).toEqual(["NH_TEMPLATE_SYNTAX", reason, position]);
  });

  it("malformed XML, with the place and the XmlError as cause", () => {
    const error = refusal("<a>\r\n <b></a>");
    expect([error.reason, error.position]).toEqual(["not valid XML: unexpected close tag", 12]);
    expect(isXmlError(error.cause)).toBe(true);
    expect(refusal("<!DOCTYPE a><a/>").reason).toContain("document type");
    expect(refusal("<a>\ud800</a>").position).toBe(3);
  });

  it("shows the place with a caret", () => {
    const body = '{"aps":{"alert":"\\u0022 $(a) text"},"x":"$(name) text"}';
    expect(refusal(body).message).toBe(
      "only + may follow; join text and expressions as {'text' + $(name)} (at character 50)\n" +
        '…alert":"\\u0022 $(a) text"},"x":"$(name) text"}\n' +
        "                                         ^",
    );
  });

  it("points behind JSON escapes and XML references", () => {
    const inJson = refusal('{"a":"{\\"\\u0041\\" $(x)}"}');
    expect(inJson.position).toBe('{"a":"{\\"\\u0041\\" '.length);
    const inXml = refusal("<a>{'&lt;&#x1F600;'\r\n<![CDATA[x]]><!-- c --> $(x)}</a>");
    expect(inXml.position).toBe("<a>{'&lt;&#x1F600;'\r\n<![CDATA[".length);
    const inAttribute = refusal("<a b='{\"&amp;\" $(x)}'/>");
    expect(inAttribute.position).toBe('<a b=\'{"&amp;" '.length);
  });

  it("keeps control characters and line breaks out of the excerpt", () => {
    const { excerpt } = refusal('{"a":\n\t"\u202e\u009b$", "b": "$x"}');
    expect(excerpt).toBe('{"a":··"··$", "b": "$x"}\n                     ^');
  });

  it("throws TemplateError, which its guard knows", () => {
    expect(refusal("$")).toBeInstanceOf(TemplateError);
    expect(isTemplateError(new Error("x"))).toBe(false);
  });

  it("hostile input at once, as beyond the limits", () => {
    const started = performance.now();
    const hostile = ["{", "[", "$(", '{"a":', "<a>", '"', "{'", "$(a:{", "#(a)+", "<", "&", "\\"].map((piece) =>
      piece.repeat(Math.ceil(1_048_576 / piece.length)),
    );
    for (const body of hostile) expect(refusal(body).code).toBe("NH_TEMPLATE_LIMIT");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("hostile input within the size limit quickly", () => {
    const started = performance.now();
    const pieces = [
      "$(",
      "{'",
      '{"',
      '""',
      '" ',
      "$(a:{",
      "$(a)+",
      "'",
      "$(a,",
      "{$(a)+",
      " ",
      "\\",
      "&#36;",
      "<!--",
      "]]>",
    ];
    for (const piece of pieces) {
      const text = piece.repeat(Math.floor(60_000 / piece.length));
      for (const body of [
        `$(a${text}`,
        `{'a'${text}}`,
        JSON.stringify({ v: `{${text}}` }),
        `<v>{${text}</v>`,
        `{"${text}`,
        text,
      ]) {
        lintTemplate(body);
        try {
          renderTemplate(body, {});
        } catch (error) {
          expect(isTemplateError(error)).toBe(true);
        }
      }
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("more than 64 levels", () => {
    expect(parseTemplate("[".repeat(64) + "]".repeat(64)).format).toBe("json");
    expect(refusal("[".repeat(65) + "]".repeat(65))).toMatchObject({ code: "NH_TEMPLATE_LIMIT", position: 64 });
    expect(parseTemplate(`${"<a>".repeat(64)}${"</a>".repeat(64)}`).format).toBe("xml");
    expect(refusal(`${"<a>".repeat(65)}${"</a>".repeat(65)}`).code).toBe("NH_TEMPLATE_LIMIT");
  });

  it("more than 64 KB, counted in UTF-8", () => {
    expect(parseTemplate("é".repeat(32_768)).format).toBe("text");
    expect(refusal("é".repeat(32_769)).code).toBe("NH_TEMPLATE_LIMIT");
  });
});

describe("any template", () => {
  const pieces = [
    ..."{}[]()<>+,:;'\"$.%#\\ /=!?&-\n",
    ...[
      "$(a)",
      ".(b,5)",
      "#(n)",
      "%(c)",
      ":{x}",
      '"k":',
      "<t>",
      "</t>",
      '<t a="',
      "'lit'",
      "$body",
      "\ud800",
      "\u0000",
      "é",
    ],
  ];
  const xmlText = (text: string): string => text.replace(/[&<>"]/g, " ");
  const wrappers: ((text: string) => string)[] = [
    (text) => text,
    (text) => JSON.stringify({ v: text, w: [text] }),
    (text) => `<t a="${xmlText(text)}">${xmlText(text)}</t>`,
  ];

  /**
   * What goes wrong with a body, `undefined` when all is well. A plain answer, since an assertion
   * for each would take minutes.
   */
  function mistake(body: string, properties: Record<string, string>): string | undefined {
    const passes = lintTemplate(body).every(({ severity }) => severity !== "error");
    try {
      renderTemplate(body, properties);
      return passes ? undefined : "rendered what lint refuses";
    } catch (error) {
      if (!isTemplateError(error)) return `threw ${String(error)}`;
      return passes ? "threw for what lint passes" : undefined;
    }
  }

  it("renders or throws a TemplateError, and renders whatever lint passes: 100,000 random bodies", () => {
    let state = 0x2545f491;
    const random = (below: number): number => {
      // A linear congruential generator: the same bodies in every run.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const properties = { a: 'x"<', B: "longer text", n: "12", __proto__: "p" };
    const found: string[] = [];
    for (let run = 0; run < 100_000; run++) {
      let text = "";
      for (let length = random(14); length > 0; length--) text += pieces[random(pieces.length)];
      const body = wrappers[random(wrappers.length)]?.(text) ?? text;
      const wrong = mistake(body, properties);
      if (wrong !== undefined) found.push(`${JSON.stringify(body)} ${wrong}`);
    }
    expect(found).toEqual([]);
  }, 120_000);

  it("does so for any characters and properties", () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    const properties = fc.dictionary(
      fc.constantFrom("a", "B", "n", "c", "__proto__"),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    const wrapper = fc.constantFrom(...wrappers);
    fc.assert(
      fc.property(text, wrapper, properties, (value, wrap, values) => {
        for (const prefix of ["", "$(a) +", "#", "{'x' + "]) {
          const wrong = mistake(wrap(prefix + value), values);
          if (wrong !== undefined) throw new Error(wrong);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("stays a document of its kind, with the value in place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(JSON.parse(renderTemplate('{"v":"$(x)"}', { x: text }))).toEqual({ v: text });
        const root = parseXml(renderTemplate("<t a='$(x)' b=\"$(x)\">$(x)</t>", { x: text }));
        const kept = text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
        expect([root.text, attributeValue(root, "a"), attributeValue(root, "b")]).toEqual([kept, kept, kept]);
      }),
      { numRuns: 500 },
    );
  });
});
