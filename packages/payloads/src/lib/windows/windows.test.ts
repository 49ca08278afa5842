import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { isXmlError } from "../../xml.js";
import { windows } from "./windows.js";
import { windowsBadge } from "./windows-badge.js";
import { windowsRaw } from "./windows-raw.js";
import type { WindowsOptions } from "./wns-options.js";

describe("windows", () => {
  it.each([
    ["an attribute", '<toast launch="x"><visual/></toast>', "wns/toast"],
    ["a self-closing toast", "<toast/>", "wns/toast"],
    ["a self-closing badge", '<badge value="3"/>', "wns/badge"],
    ["a glyph", "<badge value='newMessage' />", "wns/badge"],
    ["a tile", '<tile><visual><binding template="TileMedium"/></visual></tile>', "wns/tile"],
    ["a namespace prefix", '<n:toast xmlns:n="urn:x"><n:visual/></n:toast>', "wns/toast"],
    ["a declaration", '<?xml version="1.0" encoding="utf-16"?>\n<toast/>', "wns/toast"],
    ["a byte order mark", "\ufeff<toast/>", "wns/toast"],
    ["a comment that names another root", '<!-- <toast> --><badge value="1"/>', "wns/badge"],
    ["an instruction that names another root", '<?x <tile> ?><badge value="1"/>', "wns/badge"],
    [
      "CDATA that names another root",
      '<tile><visual><binding template="TileWide"><text><![CDATA[<toast>]]></text></binding></visual></tile>',
      "wns/tile",
    ],
    ["an attribute that names another root", '<badge value="2" x="&lt;toast>"/>', "wns/badge"],
  ])("infers the type behind %s", (_name, xml, type) => {
    expect(windows(xml)).toEqual({
      platform: "windows",
      contentType: "application/xml",
      headers: { "X-WNS-Type": type },
      body: xml,
    });
  });

  it("returns a frozen notification with frozen headers", () => {
    const notification = windows("<toast/>");
    expect(Object.isFrozen(notification)).toBe(true);
    expect(Object.isFrozen(notification.headers)).toBe(true);
  });

  it("writes every option as its header", () => {
    const options: WindowsOptions = {
      cachePolicy: "no-cache",
      requestForStatus: true,
      tag: "order7",
      group: "orders",
      ttlSeconds: 60,
      suppressPopup: false,
      priority: "high",
      headers: { "MS-CV": "abc.0" },
    };
    expect(windows("<toast/>", options).headers).toEqual({
      "X-WNS-Type": "wns/toast",
      "X-WNS-Cache-Policy": "no-cache",
      "X-WNS-RequestForStatus": "true",
      "X-WNS-Tag": "order7",
      "X-WNS-Group": "orders",
      "X-WNS-TTL": "60",
      "X-WNS-SuppressPopup": "false",
      "X-WNS-PRIORITY": "1",
      "MS-CV": "abc.0",
    });
  });

  it.each([
    ["medium", "2"],
    ["low", "3"],
    ["very-low", "4"],
  ] as const)("writes the priority %s as %s", (priority, number) => {
    expect(windows("<toast/>", { priority }).headers["X-WNS-PRIORITY"]).toBe(number);
  });

  it.each([
    ["options.tag", { tag: "a".repeat(17) }],
    ["options.tag", { tag: "" }],
    ["options.group", { group: "with space" }],
    ["options.ttlSeconds", { ttlSeconds: -1 }],
    ["options.ttlSeconds", { ttlSeconds: 1.5 }],
    ["options.cachePolicy", { cachePolicy: "maybe" }],
    ["options.requestForStatus", { requestForStatus: "true" }],
    ["options.suppressPopup", { suppressPopup: 1 }],
    ["options.priority", { priority: "urgent" }],
    ["options.priority", { priority: "toString" }],
    ["headers.X-Thing", { headers: { "X-Thing": "a\r\nb: c" } }],
    ["options.ttl", { ttl: 60 }],
    ["headers.Authorization", { headers: { Authorization: "secret" } }],
    ["headers.x-wns-type", { headers: { "x-wns-type": "wns/tile" } }],
  ])("refuses a bad value of %s", (field, options) => {
    const error = refusal(() => windows("<toast/>", options as WindowsOptions));
    expect([error.code, error.platform, error.field]).toEqual(["NH_PAYLOAD_INVALID", "windows", field]);
  });

  it("names the limit and the length of a tag that is too long", () => {
    const error = refusal(() => windows("<toast/>", { tag: "a".repeat(17) }));
    expect(error.message).toBe("windows: options.tag must be 1 to 16 letters and digits (limit 16, found 17)");
  });

  it("accepts the inferred type among the headers, once", () => {
    const { headers } = windows("<toast/>", { headers: { "x-wns-type": "wns/toast" } });
    expect(headers).toEqual({ "x-wns-type": "wns/toast" });
  });

  it.each([
    ["malformed", "<toast><visual></toast>", "is not acceptable XML: unexpected close tag (line 1, column 23)"],
    [
      "with a document type",
      "<!DOCTYPE toast><toast/>",
      "is not acceptable XML: a document type (<!DOCTYPE …>) is not allowed; remove it (line 1, column 16)",
    ],
    ["no XML at all", "hello", "is not acceptable XML: text data outside of root node (line 1, column 6)"],
  ])("refuses XML that is %s, with the XmlError as cause", (_name, xml, rule) => {
    const error = refusal(() => windows(xml));
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_INVALID", ""]);
    expect(isXmlError(error.cause)).toBe(true);
    expect(error.rule.replace(/column \d+/, "column N")).toBe(rule.replace(/column \d+/, "column N"));
  });

  it.each([
    [
      "<raw/>",
      "has the root element <raw>, but must have <toast>, <tile> or <badge>; use windowsRaw(text) for XML of your own",
    ],
    [
      "<Toast/>",
      "has the root element <Toast>, but must have <toast>, <tile> or <badge>; names are case-sensitive: write <toast>",
    ],
    [
      "<constructor/>",
      "has the root element <constructor>, but must have <toast>, <tile> or <badge>; use windowsRaw(text) for XML of your own",
    ],
  ])("refuses the root element of %s", (xml, rule) => {
    expect(refusal(() => windows(xml)).rule).toBe(rule);
  });

  it.each([
    [
      "toast.visual.binding.text",
      3,
      `<toast><visual><binding template="ToastGeneric">${"<text>x</text>".repeat(4)}<text placement="attribution">y</text></binding></visual></toast>`,
    ],
    ["toast.actions.action", 5, `<toast><actions>${'<action content="a" arguments="b"/>'.repeat(6)}</actions></toast>`],
    ["toast.actions.input", 5, `<toast><actions>${'<input id="a" type="text"/>'.repeat(6)}</actions></toast>`],
    [
      "toast.actions.input.selection",
      5,
      `<toast><actions><input id="a" type="selection">${'<selection id="a" content="b"/>'.repeat(6)}</input></actions></toast>`,
    ],
  ])("refuses more of %s than %i in hand-written XML", (field, limit, xml) => {
    const error = refusal(() => windows(xml));
    expect([error.field, error.limit, error.size]).toEqual([field, limit, limit + 1]);
  });

  it("counts texts only in the generic template and outside of groups", () => {
    const texts = "<text>x</text>".repeat(4);
    const group = `<group><subgroup>${texts}</subgroup></group>`;
    windows(`<toast><visual><binding template="ToastText04">${texts}</binding></visual></toast>`);
    windows(`<toast><visual><binding template="ToastGeneric"><text>x</text>${group}</binding></visual></toast>`);
  });

  it.each([
    [
      "toast.visual.binding.text",
      '<toast><visual><binding template="ToastGeneric"><text/><text> </text></binding></visual></toast>',
    ],
    [
      "toast.visual.binding.text",
      '<toast><visual><binding template="ToastGeneric"><group><subgroup><text></text></subgroup></group></binding></visual></toast>',
    ],
    [
      "tile.visual.binding.text",
      '<tile><visual><binding template="TileMedium"><text/></binding><binding template="TileWide"><text/></binding></visual></tile>',
    ],
  ])("refuses %s in hand-written XML when all of it is blank", (field, xml) => {
    const error = refusal(() => windows(xml));
    expect([error.field, error.rule]).toEqual([field, "must not all be empty, or Windows shows nothing"]);
    windows(xml.replace("<text", "<text>x</text><text"));
    windows(xml.replace("<text", '<image src="a"/><text'));
  });

  const generic = (content: string) =>
    `<toast><visual><binding template="ToastGeneric"><text>x</text>${content}</binding></visual></toast>`;
  const medium = (content: string) =>
    `<tile><visual><binding template="TileMedium">${content}<text>x</text></binding></visual></tile>`;
  it.each([
    ["toast@scenario", '<toast scenario="party"/>', /^must be "default" or "reminder"/],
    ["toast@duration", '<toast duration="5"/>', /"short" or "long"/],
    ["toast@displayTimestamp", '<toast displayTimestamp="tomorrow"/>', /valid Date/],
    ["toast.visual@addImageQuery", '<toast><visual addImageQuery="yes"/></toast>', /true or false/],
    ["toast.visual.binding.image@src", generic("<image/>"), /^is missing; it must be a string that is not empty$/],
    [
      "toast.visual.binding.image@placement",
      generic('<image src="a" placement="peek"/>'),
      /"appLogoOverride" or "hero"/,
    ],
    ["toast.visual.binding.image@hint-crop", generic('<image src="a" hint-crop="square"/>'), /"none" or "circle"/],
    ["toast.visual.binding.progress@status", generic('<progress value="0.5"/>'), /^is missing/],
    ["toast.visual.binding.progress@value", generic('<progress value="1.5" status="s"/>'), /0 to 1/],
    [
      "toast.visual.binding.group.subgroup@hint-weight",
      generic('<group><subgroup hint-weight="101"><text>x</text></subgroup></group>'),
      /0 to 100/,
    ],
    [
      "toast.visual.binding.group.subgroup.text@hint-style",
      generic('<group><subgroup><text hint-style="huge">x</text></subgroup></group>'),
      /"caption"/,
    ],
    ["toast.actions.action@arguments", '<toast><actions><action content="a"/></actions></toast>', /^is missing/],
    ["toast.actions.input@type", '<toast><actions><input id="a" type="number"/></actions></toast>', /"selection"/],
    ["toast.audio@src", '<toast><audio src="https://example.com/a.mp3"/></toast>', /ms-winsoundevent:/],
    ["toast.header@title", '<toast><header id="a" arguments="b"/></toast>', /^is missing/],
    ["tile.visual@branding", '<tile><visual branding="big"/></tile>', /"nameAndLogo"/],
    ["tile.visual.binding@hint-overlay", medium("").replace("<binding", '<binding hint-overlay="-1"'), /0 to 100/],
    ["tile.visual.binding.image@placement", medium('<image src="a" placement="hero"/>'), /"peek"/],
  ])("refuses a bad %s in hand-written XML", (field, xml, rule) => {
    const error = refusal(() => windows(xml));
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_INVALID", field]);
    expect(error.rule).toMatch(rule);
  });

  it.each([
    ["toast.visual.binding.image", generic('<image src="a" placement="hero"/><image src="b" placement="hero"/>')],
    ["toast.visual.binding.text", generic('<text placement="attribution">a</text>'.repeat(2))],
    ["toast.actions.input@id", `<toast><actions>${'<input id="a" type="text"/>'.repeat(2)}</actions></toast>`],
    [
      "toast.actions.action@hint-inputId",
      '<toast><actions><input id="a" type="text"/><action content="x" arguments="y" hint-inputId="b"/></actions></toast>',
    ],
    [
      "toast.actions.action@arguments",
      '<toast><actions><action content="" arguments="later" activationType="system"/></actions></toast>',
    ],
  ])("refuses parts that do not fit together, as %s, in hand-written XML", (field, xml) => {
    expect(refusal(() => windows(xml)).field).toBe(field);
  });

  it.each([
    [
      "a value that the app binds to its data",
      generic('<progress value="{progressValue}" status="{progressStatus}"/>'),
    ],
    ["words in another case", '<toast scenario="IncomingCall" duration="Long"/>'],
    ["a progress without end", generic('<progress value="indeterminate" status="s"/>')],
    ["attributes that no builder writes", '<toast hint-people="a" x="y"><visual version="2"/></toast>'],
    [
      "an older template's attributes",
      '<toast><visual><binding template="ToastImageAndText01"><image id="1" src=""/><text id="1">x</text></binding></visual></toast>',
    ],
    ["a date with an offset", '<toast displayTimestamp="2031-05-06T07:08:09+01:00"/>'],
  ])("accepts %s in hand-written XML", (_title, xml) => {
    expect(windows(xml).body).toBe(xml);
  });

  it("refuses a tile binding without template and badges out of range", () => {
    expect(refusal(() => windows("<tile><visual><binding/></visual></tile>")).field).toBe(
      "tile.visual.binding@template",
    );
    for (const xml of ['<badge value="100"/>', '<badge value="star"/>', "<badge/>", '<badge value="-1"/>']) {
      expect(refusal(() => windows(xml)).field).toBe("badge@value");
    }
  });

  it("takes 5,000 bytes and names the largest field of 5,001", () => {
    const wrap = (text: string) =>
      `<toast launch="go"><visual><binding template="ToastGeneric"><text>${text}</text></binding></visual></toast>`;
    const room = 5_000 - wrap("").length;
    expect(windows(wrap("x".repeat(room))).body).toHaveLength(5_000);
    const error = refusal(() => windows(wrap(`${"x".repeat(room - 1)}é`)));
    expect([error.code, error.field, error.limit, error.size]).toEqual([
      "NH_PAYLOAD_TOO_LARGE",
      "toast.visual.binding.text",
      5_000,
      5_001,
    ]);
  });

  it("names an attribute when that is the largest", () => {
    expect(refusal(() => windows(`<toast launch="${"x".repeat(5_000)}"/>`)).field).toBe("toast@launch");
  });

  it("refuses a megabyte of XML of any kind without parsing it", () => {
    const started = performance.now();
    const laughs = `<!DOCTYPE t [<!ENTITY a "${"lol".repeat(300_000)}">]><toast>&a;</toast>`;
    for (const xml of [
      "<".repeat(1_000_000),
      "<a>".repeat(300_000),
      `<toast>${"<a/>".repeat(250_000)}</toast>`,
      `<toast ${"a='1' ".repeat(160_000)}/>`,
      laughs,
    ]) {
      expect(refusal(() => windows(xml)).code).toBe("NH_PAYLOAD_TOO_LARGE");
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("throws a TypeError for anything but a string", () => {
    expect(() => windows(7 as unknown as string)).toThrow(TypeError);
  });
});

describe("windowsBadge", () => {
  it.each([
    [0, '<badge value="0"/>'],
    [99, '<badge value="99"/>'],
    ["newMessage", '<badge value="newMessage"/>'],
  ] as const)("writes %s", (value, body) => {
    expect(windowsBadge(value, { ttlSeconds: 0 })).toEqual({
      platform: "windows",
      contentType: "application/xml",
      headers: { "X-WNS-Type": "wns/badge", "X-WNS-TTL": "0" },
      body,
    });
  });
  it.each([100, -1, 1.5, Number.NaN, "star", "", "1e1"])("refuses %s", (value) => {
    expect(refusal(() => windowsBadge(value as number)).field).toBe("value");
  });
});

describe("windowsRaw", () => {
  it("sends text that looks like a toast as raw bytes", () => {
    expect(windowsRaw("<toast><visual/></toast>", { cachePolicy: "cache" })).toEqual({
      platform: "windows",
      contentType: "application/octet-stream",
      headers: { "X-WNS-Type": "wns/raw", "X-WNS-Cache-Policy": "cache" },
      body: "<toast><visual/></toast>",
    });
  });
  it("takes 5,000 bytes, refuses 5,001 and an empty text", () => {
    expect(windowsRaw("é".repeat(2_500)).body).toHaveLength(2_500);
    expect(refusal(() => windowsRaw(`${"é".repeat(2_500)}x`))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      field: "",
      limit: 5_000,
      size: 5_001,
    });
    expect(refusal(() => windowsRaw("")).rule).toBe("must not be empty");
    expect(() => windowsRaw(undefined as unknown as string)).toThrow(TypeError);
  });
});
