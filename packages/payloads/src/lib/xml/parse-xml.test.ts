import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attributeValue,
  childElement,
  childElements,
  escapeXmlAttribute,
  escapeXmlText,
  isXmlError,
  parseXml,
  XmlError,
} from "../../xml.js";

function refusal(text: string, options?: Parameters<typeof parseXml>[1]): XmlError {
  try {
    parseXml(text, options);
  } catch (error) {
    if (isXmlError(error)) return error;
    throw error;
  }
  throw new Error(`was accepted: ${text.slice(0, 80)}`);
}

describe("parseXml", () => {
  it("reads names, prefixes and namespaces, with the default namespace for elements only", () => {
    const root = parseXml('<r xmlns="urn:a" xmlns:b="urn:b" x="1" b:y="2"><b:c/></r>');
    expect(root).toEqual({
      name: "r",
      prefix: "",
      namespace: "urn:a",
      attributes: [
        { name: "x", prefix: "", namespace: "", value: "1" },
        { name: "y", prefix: "b", namespace: "urn:b", value: "2" },
      ],
      children: [{ name: "c", prefix: "b", namespace: "urn:b", attributes: [], children: [], text: "" }],
      text: "",
    });
  });

  it("merges text, references and CDATA, and leaves comments and instructions out", () => {
    const root = parseXml("<a>x &amp; &#65;<!-- c --><![CDATA[<b>]]><?p i?>y<c>inner</c>z</a>");
    expect(root.children.map((child) => (typeof child === "string" ? child : child.name))).toEqual([
      "x & A<b>y",
      "c",
      "z",
    ]);
    expect(root.text).toBe("x & A<b>yz");
  });

  it("accepts a byte order mark, a declaration of any encoding, comments before the root and white space after it", () => {
    expect(parseXml('\ufeff<?xml version="1.0" encoding="utf-16"?>\r\n<!-- c --><a/>\n').name).toBe("a");
  });

  it("normalizes line ends and white space in attributes", () => {
    const root = parseXml('<a b="1\r\n2\t3">x\r\ny\rz</a>');
    expect(root.text).toBe("x\ny\nz");
    expect(attributeValue(root, "b")).toBe("1 2 3");
  });

  it("keeps attributes with the names of object members", () => {
    const root = parseXml('<a __proto__="1" constructor="2" toString="3"/>');
    expect(root.attributes.map(({ name, value }) => [name, value])).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
      ["toString", "3"],
    ]);
  });

  it.each([
    ["nothing", ""],
    ["text alone", "hello"],
    ["two roots", "<a/><b/>"],
    ["an open element", "<a><b></a>"],
    ["an unclosed element", "<a>"],
    ["a stray close tag", "</a>"],
    ["a bare ampersand", "<a>x & y</a>"],
    ["an attribute without quotes", "<a b=1/>"],
    ["an attribute without value", "<a b/>"],
    ["a duplicate attribute", '<a b="1" b="2"/>'],
    ["a duplicate attribute through two prefixes", '<a xmlns:x="urn:a" xmlns:y="urn:a" x:b="1" y:b="2"/>'],
    ["an unbound prefix", "<x:a/>"],
    ["an undefined entity", "<a>&nbsp;</a>"],
    ["a declaration after the start", ' <?xml version="1.0"?><a/>'],
    ["two hyphens in a comment", "<a><!-- x -- y --></a>"],
    ["a control character", "<a>\u0001</a>"],
    ["a reference to a forbidden character", "<a>&#0;</a>"],
    ["a forbidden character, whatever version is declared", '<?xml version="1.1"?><a>&#1;</a>'],
    ["half of a surrogate pair", "<a>\ud800</a>"],
    ["half of a surrogate pair that would hide a tag", "<a>\ud800<b/></a>"],
    ["the end of a CDATA section in JSON", "<a>]]></a>"],
  ])("refuses %s", (_name, text) => {
    expect(refusal(text).code).toBe("NH_XML_INVALID");
  });

  it("says what is wrong, and the line and column", () => {
    const error = refusal("<a>\n  <b>\n</a>");
    expect(error.message).toBe("unexpected close tag (line 3, column 4)");
    expect([error.line, error.column, error.reason]).toEqual([3, 4, "unexpected close tag"]);
    expect(error).toBeInstanceOf(XmlError);
    const half = refusal("<a>\n\ud800</a>");
    expect([half.line, half.column]).toEqual([2, 1]);
  });

  it.each([
    ["empty", "<!DOCTYPE a><a/>"],
    ["external", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ["with entities", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ])("refuses a document type: %s", (_name, text) => {
    expect(refusal(text).reason).toBe("a document type (<!DOCTYPE …>) is not allowed; remove it");
  });

  it("refuses hostile documents at once", () => {
    const started = performance.now();
    const laughs = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
    refusal(`<!DOCTYPE lolz [<!ENTITY l0 "lol">${laughs}]><lolz>&l20;</lolz>`);
    refusal("<a>".repeat(300_000));
    refusal("<".repeat(1_000_000));
    refusal(`<a ${"x".repeat(900_000)}`);
    refusal(`<!DOCTYPE a [${"<".repeat(1_000_000)}`);
    refusal(`<a>&${"x".repeat(1_000_000)}`);
    refusal("<a>".repeat(30) + "]".repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("refuses more bytes or levels than allowed, and takes exactly as many", () => {
    expect(parseXml("<a>ü</a>", { maxBytes: 9 }).text).toBe("ü");
    expect(refusal("<a>ü</a>", { maxBytes: 8 }).reason).toBe("the document is larger than 8 bytes");
    expect(parseXml("<a><b/></a>", { maxDepth: 2 }).name).toBe("a");
    expect(refusal("<a><b/></a>", { maxDepth: 1 }).reason).toBe("elements are nested deeper than 1 levels");
    expect(refusal(`<a>${"x".repeat(1_048_576)}</a>`).reason).toBe("the document is larger than 1048576 bytes");
    expect(parseXml(`${"<a>".repeat(64)}${"</a>".repeat(64)}`).name).toBe("a");
    expect(refusal(`${"<a>".repeat(65)}${"</a>".repeat(65)}`).reason).toBe("elements are nested deeper than 64 levels");
  });

  it("throws an ArgumentError for anything but a string", () => {
    expect(() => parseXml(undefined as unknown as string)).toThrow(TypeError);
  });

  it("reads any input to the end or throws an XmlError", () => {
    const pieces = fc.constantFrom(
      ..."<>/!?[]&;='\" \n\ud800\u0000é",
      "a",
      "b:",
      "xmlns",
      "<!--",
      "-->",
      "<![CDATA[",
      "<?xml",
      "&#x",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
        ),
        (text) => {
          try {
            parseXml(text);
          } catch (error) {
            expect(isXmlError(error)).toBe(true);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("queries", () => {
  const root = parseXml('<r xmlns:x="urn:x" a="1" x:a="2"><c/>t<x:c/><d/></r>');
  it("finds children by local name and, if given, namespace", () => {
    expect(childElement(root, "c")?.namespace).toBe("");
    expect(childElement(root, "c", "urn:x")?.prefix).toBe("x");
    expect(childElement(root, "e")).toBeUndefined();
    expect(childElements(root).map(({ name }) => name)).toEqual(["c", "c", "d"]);
    expect(childElements(root, "c")).toHaveLength(2);
    expect(childElements(root, undefined, "urn:x")).toHaveLength(1);
  });
  it("finds attributes by local name and, if given, namespace", () => {
    expect(attributeValue(root, "a")).toBe("1");
    expect(attributeValue(root, "a", "urn:x")).toBe("2");
    expect(attributeValue(root, "b")).toBeUndefined();
  });
});

describe("escapeXmlText and escapeXmlAttribute", () => {
  it("escape what would end or change the value", () => {
    expect(escapeXmlText("a<b>&\"'\r\n\t]]>")).toBe("a&lt;b&gt;&amp;\"'&#13;\n\t]]&gt;");
    expect(escapeXmlAttribute("a<b>&\"'\r\n\t")).toBe("a&lt;b&gt;&amp;&quot;'&#13;&#10;&#9;");
  });
  it.each(["\u0000", "\u001b", "\ufffe", "\ud83d", "\ude00"])("refuse %j", (character) => {
    expect(() => escapeXmlText(`ok\n${character}`)).toThrow(XmlError);
    expect(() => escapeXmlAttribute(character)).toThrow(XmlError);
  });
  it("name the character and its place", () => {
    expect(() => escapeXmlText("ab\nc\u0007")).toThrow(
      "the character U+0007 is not allowed in XML 1.0 (line 2, column 2)",
    );
  });
  it("survive a round trip", () => {
    const text = fc
      .string({ unit: "binary" })
      .map((candidate) => candidate.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "x"));
    fc.assert(
      fc.property(text, (value) => {
        const root = parseXml(`<a b="${escapeXmlAttribute(value)}">${escapeXmlText(value)}</a>`);
        expect(root.text).toBe(value);
        expect(attributeValue(root, "b")).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});
