import { describe, expect, it } from "vitest";
import { parseTemplate, renderExpression, renderTemplate } from "../../template.js";
import { ArgumentError } from "../argument-error.js";

const json = (value: string, properties: Record<string, string> = {}): unknown =>
  JSON.parse(renderTemplate(JSON.stringify({ v: value }), properties)).v;

describe("renderTemplate, expressions", () => {
  it.each<[string, string, Record<string, string>, unknown]>([
    ["a value", "$(msg)", { msg: "Hello" }, "Hello"],
    ["a missing property", "$(msg)", {}, ""],
    ["another letter case", "$(MSG)", { mSg: "Hello" }, "Hello"],
    ["spaces around the name", "$( msg )", { msg: "Hello" }, "Hello"],
    ["the first characters", "$(msg,3)", { msg: "Hello" }, "Hel"],
    ["spaces around the length", "$(msg , 3 )", { msg: "Hello" }, "Hel"],
    ["a length beyond the text", "$(msg, 9)", { msg: "Hello" }, "Hello"],
    ["a length of nothing", "$(msg, 0)", { msg: "Hello" }, ""],
    ["a cut within a surrogate pair", "$(msg, 3)", { msg: "ab😀" }, "ab"],
    ["a cut behind a surrogate pair", "$(msg, 4)", { msg: "ab😀c" }, "ab😀"],
    ["a shortened text", ".(msg, 5)", { msg: "Hello World" }, "He..."],
    ["a value that is short enough", ".(msg, 5)", { msg: "Hello" }, "Hello"],
    ["three places", ".(msg, 3)", { msg: "Hello" }, "..."],
    ["a surrogate pair at the cut, shortened", ".(msg, 5)", { msg: "a😀bcde" }, "a..."],
    ["a length of half a surrogate pair", "$(msg, 1)", { msg: "😀" }, ""],
    ["two places", ".(msg, 2)", { msg: "Hello" }, ".."],
    ["no place", ".(msg, 0)", { msg: "Hello" }, ""],
    ["a missing property, shortened", ".(msg, 5)", {}, ""],
    ["a URI", "%(msg)", { msg: "a b&c/ü!'()*-._~" }, "a%20b%26c%2F%C3%BC%21%27%28%29%2A-._~"],
    ["a URI of half a surrogate pair", "%(msg)", { msg: "\ud800" }, "%EF%BF%BD"],
    ["a number", "#(n)", { n: "42" }, 42],
    ["a decimal number", "#(n)", { n: "0.5" }, 0.5],
    ["a number with an exponent", "#(n)", { n: "1E+2" }, 100],
    ["a value that is not a number", "#(n)", { n: "many" }, "many"],
    ["a number with a sign", "#(n)", { n: "-1" }, "-1"],
    ["a number with a leading zero", "#(n)", { n: "007" }, "007"],
    ["a missing number", "#(n)", {}, ""],
    ["a composition", "{'Hi ' + $(name) + \"!\"}", { name: "Ann" }, "Hi Ann!"],
    ["one term in braces", "{ $(name) }", { name: "Ann" }, "Ann"],
    ["literals with doubled quotes", '{\'it\'\'s \' + "a ""b"""}', {}, 'it\'s a "b"'],
    ["an empty literal", "{'' + $(name)}", { name: "Ann" }, "Ann"],
    ["a literal with braces and plus", "{'{a + b}'}", {}, "{a + b}"],
    ["every form in one composition", "{$(a,1) + .(b,4) + %(c)}", { a: "xyz", b: "abcdef", c: " " }, "xa...%20"],
    ["a composition without braces", "$(a) + $(b)", { a: "1", b: "2" }, "12"],
    ["a default", "$(name:{Guest})", {}, "Guest"],
    ["a default that is not needed", "$(name:{Guest})", { name: "" }, ""],
    ["a default with escapes", "$(name:{a\\}b\\\\c\\d})", {}, "a}b\\c\\d"],
    ["a default with every sign", "$(name:{a),b,'+\"})", {}, "a),b,'+\""],
    ["a default and a length", "$(name:{Guest}, 2)", {}, "Gu"],
    ["a default, shortened", ".(name:{Somebody}, 6)", {}, "Som..."],
    ["a default in braces", "{'Hi ' + $(name:{you})}", {}, "Hi you"],
    ["an empty default", "$(name:{})", {}, ""],
    ["a default, URI-encoded", "%(name:{a b})", {}, "a%20b"],
    ["a default that is a number", "#(n:{5})", {}, 5],
    ["a default that is not a number", "#(n:{five})", {}, "five"],
    ["a name of 120 characters", `$(${"n".repeat(120)})`, { ["N".repeat(120)]: "x" }, "x"],
    ["a name of digits and underscores", "$(_1)", { _1: "x" }, "x"],
    ["a literal of double quotes alone", '{"Hi " + $(name)}', { name: "Ann" }, "Hi Ann"],
    ["the names of object members", "{$(constructor) + $(__proto__)}", {}, ""],
    [
      "the example of the documentation",
      "{'#' + $(n) + ': ' + $(msg,10)}",
      { n: "7", msg: "Hello World!" },
      "#7: Hello Worl",
    ],
    ["text beside an expression", "Hi $(name)", { name: "Ann" }, "Hi $(name)"],
    ["a space before an expression", " $(name)", { name: "Ann" }, " $(name)"],
    ["a space behind an expression", "$(name) ", { name: "Ann" }, "Ann"],
    ["an empty text", "", {}, ""],
    ["quotes without braces", "'$(name)'", { name: "Ann" }, "'$(name)'"],
  ])("renders %s", (_name, value, properties, expected) => {
    expect(json(value, properties)).toBe(expected);
  });

  it("lets a property of the send win over a push variable of any letter case", () => {
    const body = '{"a":"$(name)","b":"$(city)","c":"$(zip)"}';
    const options = { pushVariables: { NAME: "device", City: "Ulm" } };
    expect(renderTemplate(body, { name: "send", zip: undefined }, options)).toBe('{"a":"send","b":"Ulm","c":""}');
  });

  it("throws an ArgumentError for a value that is not a string", () => {
    expect(() => renderTemplate("$(a)", { a: 7 as unknown as string })).toThrow(
      new ArgumentError("template", "properties.a", "must be a string, not a number"),
    );
    expect(() => renderTemplate("$(a)", null as unknown as Record<string, string>)).toThrow(TypeError);
    expect(() => renderTemplate(7 as unknown as string, {})).toThrow(TypeError);
  });
});

describe("renderTemplate, JSON", () => {
  it("changes nothing but the strings that are expressions, and a byte order mark", () => {
    const body = '\ufeff {\r\n  "a" : [ "$(x)" , 1.50, true, null, {"$(x)":"\\u0041\\n"} ],\t"b":""\n}\n';
    expect(renderTemplate(body, { x: "1" })).toBe(
      ' {\r\n  "a" : [ "1" , 1.50, true, null, {"$(x)":"\\u0041\\n"} ],\t"b":""\n}\n',
    );
  });

  it("reads expressions behind JSON escapes", () => {
    expect(renderTemplate('{"a":"\\u0024(x)","b":"{\\"say \\" + $(x)}"}', { x: "hi" })).toBe('{"a":"hi","b":"say hi"}');
  });

  it("escapes values for JSON, so that no value can add a property", () => {
    const x = '","admin":true,"y":"\\\n\u0000\u2028\ud800é</script>';
    const rendered = renderTemplate('{"a":"$(x)","b":"#(x)","c":"{\'<\' + $(x)}"}', { x });
    expect(JSON.parse(rendered)).toEqual({ a: x, b: x, c: `<${x}` });
  });

  it("renders arrays at the root", () => {
    expect(renderTemplate('["$(x)"]', { x: "1" })).toBe('["1"]');
  });
});

describe("renderTemplate, XML", () => {
  it("renders attributes and leaf text, and changes nothing else", () => {
    const body =
      '<?xml version="1.0" encoding="utf-16"?>\r\n<!-- $(x) --><toast xmlns="#urn" launch="$(x)" lang=\'$(x)\'>\n' +
      ' <text id="1">$(x)</text> <text/><text> $(x)</text><b>$(x)<i/></b><?p $(x)?></toast>\n';
    expect(renderTemplate(body, { x: "1" })).toBe(
      '<?xml version="1.0" encoding="utf-16"?>\r\n<!-- $(x) --><toast xmlns="#urn" launch="1" lang=\'1\'>\n' +
        ' <text id="1">1</text> <text/><text> $(x)</text><b>$(x)<i/></b><?p $(x)?></toast>\n',
    );
  });

  it("escapes values for where they land, so that no value can add an element or attribute", () => {
    const x = "<a b='1' c=\"2\">&amp;]]>\t\n";
    expect(renderTemplate("<t a=\"$(x)\" b='$(x)'>$(x)</t>", { x })).toBe(
      "<t a=\"&lt;a b='1' c=&quot;2&quot;&gt;&amp;amp;]]&gt;&#9;&#10;\"" +
        " b='&lt;a b=&apos;1&apos; c=&quot;2&quot;&gt;&amp;amp;]]&gt;&#9;&#10;'" +
        ">&lt;a b='1' c=\"2\"&gt;&amp;amp;]]&gt;\t\n</t>",
    );
  });

  it("reads expressions behind references, CDATA and comments", () => {
    expect(
      renderTemplate("<t><a>&#36;(x)</a><b><![CDATA[{'<' + $(x)}]]></b><c><!-- c -->$(x)</c></t>", { x: "1" }),
    ).toBe("<t><a>1</a><b>&lt;1</b><c>1</c></t>");
  });

  it("replaces characters that XML cannot hold", () => {
    expect(renderTemplate('<t a="$(x)">$(x)</t>', { x: "a\u0000\ud800b" })).toBe(
      '<t a="a\ufffd\ufffdb">a\ufffd\ufffdb</t>',
    );
  });

  it("leaves out a byte order mark, and finds its places behind line breaks of two characters and characters of two units", () => {
    const body = "\ufeff<t a='😀\r\n' b='$(x)'>\r\n<u>$(x)</u>😀<v c=\"&#x1F600;\" d=\"$(x)\"/><w>$(x)</w></t>";
    expect(renderTemplate(body, { x: "1" })).toBe(
      "<t a='😀\r\n' b='1'>\r\n<u>1</u>😀<v c=\"&#x1F600;\" d=\"1\"/><w>1</w></t>",
    );
  });

  it("renders a number as its text", () => {
    expect(renderTemplate('<badge value="#(n)"/>', { n: "3" })).toBe('<badge value="3"/>');
  });
});

describe("renderTemplate, raw bodies", () => {
  it.each([
    ["$(msg)", 'hi <&"'],
    ["{'<' + $(msg) + '>'}", '<hi <&">'],
    ["{ $(msg) }", 'hi <&"'],
    ['{"<" + $(msg) + ">"}', '<hi <&">'],
    ['{ "say ""hi"" " + $(msg)}', 'say "hi" hi <&"'],
    ["plain $(msg)", "plain $(msg)"],
    ["", ""],
    ["\n", "\n"],
  ])("renders %j as a whole", (body, expected) => {
    expect(renderTemplate(body, { msg: 'hi <&"' })).toBe(expected);
  });
});

describe("renderExpression", () => {
  it("renders a value outside of a body", () => {
    expect(renderExpression("$(priority:{10})", {})).toBe("10");
    expect(renderExpression("{'a' + $(b)}", { B: "<" })).toBe("a<");
    expect(renderExpression("alert", {})).toBe("alert");
    expect(renderExpression("$(a)", {}, { pushVariables: { a: "1" } })).toBe("1");
    expect(() => renderExpression("$(a", {})).toThrow("expected )");
    expect(() => renderExpression("$(".repeat(500_000), {})).toThrow("at most 65536 bytes");
    expect(() => renderExpression(undefined as unknown as string, {})).toThrow(TypeError);
  });
});

describe("parseTemplate", () => {
  it("tells format and properties, each once, and renders many times", () => {
    const template = parseTemplate('{"a":"$(Title)","b":"{$(body,5) + \': \' + $(TITLE)}"}');
    expect([template.format, template.properties]).toEqual(["json", ["Title", "body"]]);
    expect(Object.isFrozen(template)).toBe(true);
    expect(template.render({ title: "T", body: "lengthy" })).toBe('{"a":"T","b":"lengt: T"}');
    expect(template.render({ title: "U" })).toBe('{"a":"U","b":": U"}');
    expect(parseTemplate("<a/>").format).toBe("xml");
    expect(parseTemplate("hello").format).toBe("text");
  });

  it("renders more templates than are kept", () => {
    for (let n = 0; n < 200; n++)
      expect(renderTemplate(`{"a${n % 70}":"$(x)"}`, { x: `${n}` })).toBe(`{"a${n % 70}":"${n}"}`);
  });
});
