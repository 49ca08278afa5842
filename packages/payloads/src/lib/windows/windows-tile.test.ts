import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal as refusalOf } from "../../../test/refusal.js";
import { attributeValue, childElement, childElements, parseXml } from "../../xml.js";
import type { WindowsTile } from "./tile-content.js";
import { windows } from "./windows.js";
import { windowsTile } from "./windows-tile.js";

const refusal = (tile: unknown) => refusalOf(() => windowsTile(tile as WindowsTile));

describe("windowsTile", () => {
  it("writes every size and attribute with the names of Windows' schema", () => {
    const tile: WindowsTile = {
      lang: "en",
      baseUri: "https://example.com/",
      branding: "nameAndLogo",
      addImageQuery: true,
      contentId: "c1",
      displayName: "Shop & Co",
      arguments: "open",
      small: { content: [{ src: "s.png", placement: "background", overlay: 30 }] },
      medium: {
        content: ["Hello", { text: "World", style: "titleNumeral", wrap: false }],
        branding: "none",
        displayName: "Medium",
        arguments: "m",
        textStacking: "bottom",
        overlay: 20,
        presentation: "photos",
        lang: "fr",
        baseUri: "x",
        addImageQuery: false,
      },
      wide: { content: [{ subgroups: [{ weight: 33, content: [{ src: "w.png" }] }, { content: ["<b>"] }] }] },
      large: { content: [{ src: "p.png", placement: "peek", crop: "circle", alt: "" }] },
    };
    expect(windowsTile(tile, { tag: "t1", cachePolicy: "cache" })).toEqual({
      platform: "windows",
      contentType: "application/xml",
      warnings: [],
      headers: { "X-WNS-Type": "wns/tile", "X-WNS-Tag": "t1", "X-WNS-Cache-Policy": "cache" },
      body:
        '<tile><visual lang="en" baseUri="https://example.com/" branding="nameAndLogo" addImageQuery="true" contentId="c1"' +
        ' displayName="Shop &amp; Co" arguments="open">' +
        '<binding template="TileSmall"><image src="s.png" placement="background" hint-overlay="30"/></binding>' +
        '<binding template="TileMedium" lang="fr" baseUri="x" branding="none" addImageQuery="false" displayName="Medium" arguments="m"' +
        ' hint-textStacking="bottom" hint-overlay="20" hint-presentation="photos"><text>Hello</text>' +
        '<text hint-style="titleNumeral" hint-wrap="false">World</text></binding>' +
        '<binding template="TileWide"><group><subgroup hint-weight="33"><image src="w.png"/></subgroup>' +
        "<subgroup><text>&lt;b&gt;</text></subgroup></group></binding>" +
        '<binding template="TileLarge"><image src="p.png" alt="" hint-crop="circle" placement="peek"/></binding>' +
        "</visual></tile>",
    });
  });

  it("writes what windows accepts when it is given as XML", () => {
    const notification = windowsTile({
      branding: "name",
      small: { content: [] },
      wide: { content: ["x", { src: "y" }] },
    });
    expect(windows(notification.body)).toEqual(notification);
  });

  it.each<[string, unknown, string]>([
    ["no size", { displayName: "x" }, ""],
    ["nothing to show", { medium: { content: [] }, wide: { content: ["", { text: " " }, { subgroups: [{}] }] } }, ""],
    ["no content list", { medium: {}, small: { content: "x" } }, "small.content"],
    ["a null size", { medium: null }, "medium"],
    ["a null item", { medium: { content: [null] } }, "medium.content[0]"],
    ["a contentId on one size", { medium: { content: [], contentId: "x" } }, "medium.contentId"],
    ["an overlay above 100", { medium: { content: [], overlay: 101 } }, "medium.overlay"],
    ["an unknown branding", { branding: "big", medium: { content: [] } }, "branding"],
    ["an unknown size", { huge: { content: [] } }, "huge"],
    ["an unknown property of a group", { wide: { content: [{ subgroups: [{}], x: 1 }] } }, "wide.content[0].x"],
    [
      "an image placement of toasts",
      { wide: { content: [{ src: "x", placement: "hero" }] } },
      "wide.content[0].placement",
    ],
    [
      "two background images",
      { wide: { content: [{ src: "x", placement: "background" }, "x", { src: "y", placement: "background" }] } },
      "wide.content",
    ],
    ["two peek images", { small: { content: Array(2).fill({ src: "x", placement: "peek" }) } }, "small.content"],
  ])("refuses %s", (_name, tile, field) => {
    const error = refusal(tile);
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_INVALID", field]);
  });

  it("accepts many images among the content, one behind it and one above", () => {
    const content = [
      { src: "a", placement: "background" },
      { src: "b", placement: "peek" },
      { src: "c", placement: "inline" },
      { src: "d" },
      { src: "e", placement: "inline" },
    ] as const;
    expect(windowsTile({ large: { content } }).body).toBe(
      '<tile><visual><binding template="TileLarge"><image src="a" placement="background"/><image src="b" placement="peek"/>' +
        '<image src="c" placement="inline"/><image src="d"/><image src="e" placement="inline"/></binding></visual></tile>',
    );
  });

  it("throws an ArgumentError for anything but an object", () => {
    expect(() => windowsTile(null as unknown as WindowsTile)).toThrow(TypeError);
  });

  it("writes XML that parses to what was given, whatever the text", () => {
    const text = fc
      .string({ unit: "binary", maxLength: 30 })
      .map((value) => value.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "x"));
    fc.assert(
      fc.property(text, text, (displayName, line) => {
        const root = parseXml(windowsTile({ displayName, wide: { content: [line, { src: `a${line}` }] } }).body);
        const visual = childElement(root, "visual") ?? root;
        expect(attributeValue(visual, "displayName")).toBe(displayName);
        const [first, second] = childElements(childElement(visual, "binding") ?? root);
        expect([first?.text, second && attributeValue(second, "src")]).toEqual([line, `a${line}`]);
      }),
      { numRuns: 200 },
    );
  });
});
