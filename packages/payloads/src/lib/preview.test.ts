import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Platform, platforms, rawNotification } from "../index.js";
import { type NotificationPreview, previewText } from "./preview.js";

const preview = (platform: Platform, body: unknown): NotificationPreview =>
  previewText(rawNotification({ platform, body: typeof body === "string" ? body : JSON.stringify(body) }));

describe("previewText", () => {
  it.each<[Platform, unknown, NotificationPreview]>([
    ["apple", { aps: { alert: "Door opened" } }, { body: "Door opened" }],
    ["apple", { aps: { alert: { title: "T", subtitle: "S", body: "B" } } }, { title: "T", body: "S\nB" }],
    ["apple", { aps: { alert: { "title-loc-key": "TK", "loc-key": "LK" } } }, { title: "TK", body: "LK" }],
    [
      "apple",
      { aps: { event: "update", alert: { title: { "loc-key": "TK", "loc-args": ["1"] }, body: { "loc-key": "BK" } } } },
      { title: "TK", body: "BK" },
    ],
    ["apple", { aps: { alert: { "subtitle-loc-key": "SK", body: "B" } } }, { body: "SK\nB" }],
    ["apple", { aps: { "content-available": 1 } }, {}],
    [
      "fcmv1",
      { message: { android: { notification: { title_loc_key: "TK", body_loc_key: "BK" } } } },
      { title: "TK", body: "BK" },
    ],
    ["gcm", { notification: { title_loc_key: "TK", body: "B", body_loc_key: "BK" } }, { title: "TK", body: "B" }],
    ["adm", { notification: { body_loc_key: "BK" } }, { body: "BK" }],
    [
      "windows",
      '<toast><visual><binding template="ToastGeneric"><text> </text><text>B</text></binding></visual></toast>',
      { title: "B" },
    ],
    ["fcmv1", { message: { notification: { title: "T", body: "B" } } }, { title: "T", body: "B" }],
    [
      "fcmv1",
      { message: { notification: { title: "T", body: "B" }, android: { notification: { title: "A" } } } },
      { title: "A", body: "B" },
    ],
    ["fcmv1", { message: { webpush: { notification: { title: "W", body: "B" } } } }, { title: "W", body: "B" }],
    ["fcmv1", { message: { apns: { payload: { aps: { alert: "P" } } } } }, { body: "P" }],
    ["fcmv1", { message: { data: { title: "D", message: "M" } } }, { title: "D", body: "M" }],
    ["fcmv1", {}, {}],
    ["gcm", { notification: { title: "T", body: "B" } }, { title: "T", body: "B" }],
    ["gcm", { data: { msg: "Hello" } }, { body: "Hello" }],
    [
      "windows",
      '<toast><visual><binding template="ToastGeneric"><text>T</text><text>B</text><text>C</text><text placement="attribution">by</text></binding></visual></toast>',
      { title: "T", body: "B\nC" },
    ],
    [
      "windows",
      '<n:toast xmlns:n="urn:n"><n:visual><n:binding><n:group><n:subgroup><n:text><![CDATA[<T>]]></n:text></n:subgroup></n:group></n:binding></n:visual></n:toast>',
      { title: "<T>" },
    ],
    [
      "windows",
      '<tile><visual><binding template="TileSmall"/><binding template="TileWide"><text>W</text></binding></visual></tile>',
      { title: "W" },
    ],
    ["windows", "<toast/>", {}],
    ["windows", '<badge value="3"/>', { body: "3" }],
    ["windows", "plain <toast>", { body: "plain <toast>" }],
    ["windows", "<data>1</data>", { body: "<data>1</data>" }],
    [
      "windowsphone",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>T</wp:Text1><wp:Text2>B</wp:Text2></wp:Toast></wp:Notification>',
      { title: "T", body: "B" },
    ],
    [
      "windowsphone",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Tile><wp:BackContent/><wp:Count>3</wp:Count><wp:Title>T</wp:Title></wp:Tile></wp:Notification>',
      { title: "T", body: "3" },
    ],
    ["windowsphone", "raw text", { body: "raw text" }],
    ["windowsphone", "<x/>", { body: "<x/>" }],
    ["adm", { data: { title: "T", text: "B" } }, { title: "T", body: "B" }],
    ["adm", { notification: { title: "T", body: "B" }, data: { title: "D" } }, { title: "T", body: "B" }],
    ["baidu", { title: "T", description: "D" }, { title: "T", body: "D" }],
    ["xiaomi", { title: "T", description: "D", payload: "P" }, { title: "T", body: "D" }],
    ["xiaomi", { payload: "P" }, { body: "P" }],
    ["browser", { title: "T", body: "B" }, { title: "T", body: "B" }],
    ["browser", { notification: { title: "T", body: "B" } }, { title: "T", body: "B" }],
    ["template", { title: "T", message: "M" }, { title: "T", body: "M" }],
    ["template", { title: "", count: 3, body: 7 }, { body: "7" }],
    ["apple", "not JSON", {}],
    ["apple", "null", {}],
    ["gcm", '\ufeff{"data":{"body":"B"}}', { body: "B" }],
  ])("reads %s %j", (platform, body, expected) => {
    expect(preview(platform, body)).toEqual(expected);
  });

  it("does not read what no hub would take: a megabyte of brackets or elements", () => {
    const started = performance.now();
    const huge = (platform: Platform, body: string) => previewText({ platform, body, contentType: "", headers: {} });
    expect(huge("apple", "[".repeat(500_000) + "]".repeat(500_000))).toEqual({});
    expect(huge("windows", `<toast>${"<a/>".repeat(250_000)}</toast>`)).toEqual({});
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("never throws, whatever the body", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...platforms),
        fc.oneof(fc.string(), fc.json(), fc.constant("<toast><visual>")),
        (platform, body) => {
          const { title, body: shown } = preview(platform, body);
          for (const value of [title, shown]) expect(["string", "undefined"]).toContain(typeof value);
        },
      ),
      { numRuns: 500 },
    );
  });
});
