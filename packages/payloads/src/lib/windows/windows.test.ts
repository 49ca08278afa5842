import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { isXmlError } from "../../xml.js";
import { windows } from "./windows.js";
import { windowsBadge } from "./windows-badge.js";
import { windowsRaw } from "./windows-raw.js";
import type { WindowsOptions } from "./wns-options.js";

const toast = '<toast><visual><binding template="ToastGeneric"><text>x</text></binding></visual></toast>';
const tile = '<tile><visual><binding template="TileMedium"><text>x</text></binding></visual></tile>';

describe("windows", () => {
  it.each([
    ["an attribute", toast.replace("<toast", '<toast launch="x"'), "wns/toast"],
    ["a self-closing badge", '<badge value="3"/>', "wns/badge"],
    ["a glyph", "<badge value='newMessage' />", "wns/badge"],
    ["a tile", tile, "wns/tile"],
    [
      "a namespace prefix",
      '<n:toast xmlns:n="urn:x"><n:visual><n:binding template="ToastGeneric"><n:text>x</n:text></n:binding></n:visual></n:toast>',
      "wns/toast",
    ],
    ["a declaration", `<?xml version="1.0" encoding="utf-16"?>\n${toast}`, "wns/toast"],
    ["a byte order mark", `\ufeff${toast}`, "wns/toast"],
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
      warnings: [],
      headers: { "X-WNS-Type": type },
      body: xml.replace(/^\ufeff/, ""),
    });
  });

  it("returns a frozen notification with frozen headers", () => {
    const notification = windows(toast);
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
    expect(windows(toast, options).headers).toEqual({
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
    expect(windows(toast, { priority }).headers["X-WNS-PRIORITY"]).toBe(number);
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
    ["headers.X-WNS-Cache-Policy", { headers: { "X-WNS-Cache-Policy": "maybe" } }],
    ["headers.X-WNS-RequestForStatus", { headers: { "X-WNS-RequestForStatus": "1" } }],
    ["headers.X-WNS-SuppressPopup", { headers: { "X-WNS-SuppressPopup": "yes" } }],
    ["headers.x-wns-tag", { headers: { "x-wns-tag": "a".repeat(17) } }],
    ["headers.X-WNS-Group", { headers: { "X-WNS-Group": "with space" } }],
    ["headers.X-WNS-TTL", { headers: { "X-WNS-TTL": "1.5" } }],
    ["headers.X-WNS-PRIORITY", { headers: { "X-WNS-PRIORITY": "high" } }],
  ])("refuses a bad value of %s", (field, options) => {
    const error = refusal(() => windows(toast, options as WindowsOptions));
    expect([error.code, error.platform, error.field]).toEqual(["NH_PAYLOAD_INVALID", "windows", field]);
  });

  it("names the limit and the length of a tag that is too long", () => {
    const error = refusal(() => windows(toast, { tag: "a".repeat(17) }));
    expect(error.message).toBe("windows: options.tag must be 1 to 16 letters and digits (limit 16, found 17)");
  });

  it("accepts among the headers what it writes for options", () => {
    const options: WindowsOptions = {
      cachePolicy: "cache",
      requestForStatus: false,
      tag: "order7",
      group: "orders",
      ttlSeconds: 0,
      suppressPopup: true,
      priority: "very-low",
    };
    const { headers } = windows(toast, options);
    expect(windows(toast, { headers }).headers).toEqual(headers);
  });

  it("accepts the inferred type among the headers, once", () => {
    const { headers } = windows(toast, { headers: { "x-wns-type": "wns/toast" } });
    expect(headers).toEqual({ "X-WNS-Type": "wns/toast" });
  });

  it.each([
    ["malformed", "<toast><visual></toast>", "must be well-formed XML: unexpected close tag (line 1, column 23)"],
    [
      "with a document type",
      "<!DOCTYPE toast><toast/>",
      "must be well-formed XML: a document type (<!DOCTYPE …>) is not allowed; remove it (line 1, column 16)",
    ],
    ["not XML at all", "hello", "must be well-formed XML: text data outside of root node (line 1, column 6)"],
  ])("refuses XML that is %s, with the XmlError as cause", (_name, xml, rule) => {
    const error = refusal(() => windows(xml));
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_INVALID", ""]);
    expect(isXmlError(error.cause)).toBe(true);
    expect(error.rule.replace(/column \d+/, "column N")).toBe(rule.replace(/column \d+/, "column N"));
  });

  it.each([
    [
      "<raw/>",
      "has the root element <raw>; it must be <toast>, <tile> or <badge>; use windowsRaw(text) for XML of your own",
    ],
    [
      "<Toast/>",
      "has the root element <Toast>; it must be <toast>, <tile> or <badge>; names are case-sensitive: write <toast>",
    ],
    [
      "<constructor/>",
      "has the root element <constructor>; it must be <toast>, <tile> or <badge>; use windowsRaw(text) for XML of your own",
    ],
  ])("refuses the root element of %s", (xml, rule) => {
    expect(refusal(() => windows(xml)).rule).toBe(rule);
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

  it("throws an ArgumentError for anything but a string", () => {
    expect(() => windows(7 as unknown as string)).toThrow(TypeError);
  });
});

describe("windowsBadge", () => {
  it.each([
    [0, '<badge value="0"/>'],
    [99, '<badge value="99"/>'],
    [100, '<badge value="100"/>'],
    [-1, '<badge value="-1"/>'],
    ["newMessage", '<badge value="newMessage"/>'],
  ] as const)("writes %s", (value, body) => {
    expect(windowsBadge(value, { ttlSeconds: 0 })).toEqual({
      platform: "windows",
      contentType: "application/xml",
      warnings: [],
      headers: { "X-WNS-Type": "wns/badge", "X-WNS-TTL": "0" },
      body,
    });
  });
  it.each([1.5, Number.NaN, "star", "", "1e1"])("refuses %s", (value) => {
    expect(refusal(() => windowsBadge(value as number)).field).toBe("value");
  });
});

describe("windowsRaw", () => {
  it("sends text that looks like a toast as raw bytes", () => {
    expect(windowsRaw("<toast><visual/></toast>", { cachePolicy: "cache" })).toEqual({
      platform: "windows",
      contentType: "application/octet-stream",
      warnings: [],
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
