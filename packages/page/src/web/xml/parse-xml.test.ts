import { isXmlError, parseXml as parseOnServer, type XmlElement } from "@nh/payloads/xml";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseXml } from "./parse-xml.js";

function outcome(parse: (text: string) => XmlElement, text: string): XmlElement | string {
  try {
    return parse(text);
  } catch (error) {
    if (!isXmlError(error)) throw error;
    return "refused";
  }
}

const piece = fc.constantFrom(
  ...[
    "<a>",
    "</a>",
    "<b x='1'>",
    "</b>",
    "<c/>",
    "text",
    " ",
    "\n",
    "\r\n",
    "&amp;",
    "&#65;",
    "&",
    "<",
    "]]>",
    "\u0001",
  ],
  ...["<![CDATA[<d>]]>", "<!-- c -->", "<!-- -- -->", "<?p i?>", '<x:e xmlns:x="urn:x" x:y="2"/>', "<x:f/>", "</a >"],
  ...[
    "<!DOCTYPE a>",
    "é",
    "😀",
    "<é/>",
    '<g a="1" a="2"/>',
    '<h xmlns="urn:h">',
    "</h>",
    "<i j='&lt;\t>' />",
    "\ud800",
  ],
  ...["<?xml version='1.0'?>", "&#0;", "&nope;", "<k l/>", "<m n=o/>", "<:p/>", "<q:/>", "<p.-1/>", "<1/>", "<?XML ?>"],
  ...[
    '<r xmlns:s="u" xmlns:t="u" s:v="" t:v=""/>',
    '<u xmlns:u=""/>',
    '<v xml:lang="en"/>',
    "<w><!--",
    "<?",
    '<a xmlns:xml="u"/>',
    '<a xmlns:xmlns="u"/>',
    "<![CDATA[",
  ],
  ...[
    '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
    '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
    '<a xmlns:a="http://www.w3.org/2000/xmlns/"/>',
  ],
);
const document = fc
  .tuple(fc.array(piece, { maxLength: 10 }), fc.boolean())
  .map(([pieces, wrapped]) => (wrapped ? `<a>${pieces.join("")}</a>` : pieces.join("")));

describe("the page's reader of XML", () => {
  it("reads what the parser of servers reads, and refuses what it refuses", () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(outcome(parseXml, text)).toEqual(outcome(parseOnServer, text));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    '\ufeff<?xml version="1.0" encoding="utf-16"?>\r\n<!-- c --><a/>\n',
    '<a b="1\r\n2\t3">x\r\ny\rz</a>',
    "<a><![CDATA[1\r\n2\r3]]>&#13;</a>",
    "<a __proto__='1' constructor='2'/>",
    '<a xmlns:__proto__="urn:x" __proto__:b="1"/>',
    "<constructor:a/>",
    '<a b="1"c="2"/>',
    "<a>&toString;</a>",
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<?xml version="1.1"?><a>&#1;</a>',
    `${"<a>".repeat(64)}${"</a>".repeat(64)}`,
    `${"<a>".repeat(65)}${"</a>".repeat(65)}`,
    `<a>${"x".repeat(1_048_576)}</a>`,
    `<a>${"<!--".repeat(100_000)}</a>`,
    `<a ${'x="1" '.repeat(100_000)}`,
    `<a>${"&".repeat(100_000)}`,
  ])("agrees about %j", (text) => {
    expect(outcome(parseXml, text)).toEqual(outcome(parseOnServer, text));
  });

  it.each([
    ["<a>\n  <b>\n</a>", "</a> closes no open element (line 3, column 1)"],
    [
      "<a>\n<b c=1/></a>",
      "this is neither a tag with its attributes in quotes, nor a comment, nor a CDATA section (line 2, column 1)",
    ],
    ["<a>", "<a> is never closed (line 1, column 4)"],
    ["<a>\nb & c</a>", "an & begins a reference such as &amp;; write &amp; for the character (line 2, column 3)"],
    ['<a b="1"\nc="&nbsp;"/>', "the entity &nbsp; is not known (line 2, column 4)"],
    ["", "the document has no root element (line 1, column 1)"],
    ["<!DOCTYPE a><a/>", "a document type (<!DOCTYPE …>) is not allowed; remove it (line 1, column 1)"],
  ])("says what is wrong with %j, and where", (text, message) => {
    expect(() => parseXml(text)).toThrow(message);
  });
});
