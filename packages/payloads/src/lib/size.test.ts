import { describe, expect, it } from "vitest";
import { refusal } from "../../test/refusal.js";
import {
  adm,
  apple,
  appleLiveActivity,
  baidu,
  browser,
  fcmV1,
  gcm,
  type Notification,
  rawNotification,
  template,
  utf8ByteLength,
  windows,
  windowsPhone,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsTile,
  windowsToast,
  xiaomi,
} from "../index.js";

const mpns = (tile: string) => `<wp:Notification xmlns:wp="WPNotification">${tile}</wp:Notification>`;

describe("the limit of a body", () => {
  it.each<[string, number, string, (text: string) => Notification]>([
    ["apple", 4_096, "aps.alert.body", (body) => apple({ alert: { title: "T", body } })],
    ["apple, JSON", 4_096, "order.note", (note) => apple(JSON.stringify({ aps: { alert: "x" }, order: { note } }))],
    ["apple, VoIP", 4_096, "caller", (caller) => apple({ data: { caller } }, { pushType: "voip" })],
    [
      "appleLiveActivity",
      4_096,
      "aps.content-state.score",
      (score) => appleLiveActivity.update({ contentState: { score }, timestamp: new Date(1_000) }),
    ],
    ["fcmV1", 4_096, "message.data.long_key", (value) => fcmV1({ data: { long_key: value, a: "1" } })],
    [
      "fcmV1, JSON",
      4_096,
      "message.notification.body",
      (body) => fcmV1(JSON.stringify({ message: { notification: { body } } })),
    ],
    ["gcm", 4_096, "data.a", (a) => gcm({ data: { a } })],
    ["gcm, JSON", 4_096, "notification.body", (body) => gcm(JSON.stringify({ notification: { body } }))],
    ["windows", 5_000, "badge@later", (later) => windows(`<badge value="1" later="${later}"/>`)],
    ["windowsToast", 5_000, "toast.visual.binding.text[1]", (text) => windowsToast({ texts: ["x", text] })],
    ["windowsToast, attribute", 5_000, "toast@launch", (launch) => windowsToast({ texts: ["x"], launch })],
    [
      "windowsTile",
      5_000,
      "tile.visual.binding.group.subgroup.text",
      (text) => windowsTile({ wide: { content: [{ subgroups: [{ content: [text] }] }] } }),
    ],
    ["windowsRaw", 5_000, "", (text) => windowsRaw(text)],
    [
      "windowsPhone",
      65_536,
      "Notification.Tile.Title",
      (title) => windowsPhone(mpns(`<wp:Tile><wp:Title>${title}</wp:Title></wp:Tile>`)),
    ],
    ["windowsPhoneToast", 65_536, "Notification.Toast.Text2", (text2) => windowsPhoneToast({ text1: "x", text2 })],
    ["windowsPhoneTile", 65_536, "Notification.Tile@Id", (id) => windowsPhoneTile({ template: "flip", id })],
    ["windowsPhoneRaw", 1_024, "", (text) => windowsPhoneRaw(text)],
    ["adm", 6_144, "data.a", (a) => adm({ data: { a, b: "1" } })],
    ["adm, JSON", 6_144, "data.a", (a) => adm(JSON.stringify({ data: { a } }))],
    ["baidu", 65_536, "description", (description) => baidu({ title: "T", description })],
    ["baidu, JSON", 65_536, "description", (description) => baidu(JSON.stringify({ description }))],
    ["xiaomi", 65_536, "payload", (payload) => xiaomi({ title: "T", payload })],
    ["xiaomi, JSON", 65_536, "payload", (payload) => xiaomi(JSON.stringify({ payload }))],
    ["browser", 3_993, "body", (body) => browser({ title: "T", body })],
    ["browser, JSON", 3_993, "title", (title) => browser(JSON.stringify({ title }))],
    ["template", 65_536, "b", (b) => template({ a: "x", b })],
  ])("of %s is %i bytes, and the error names %s", (_name, limit, field, build) => {
    // Characters of two bytes, so that counting characters would let twice as much pass.
    const room = limit - (utf8ByteLength(build("x").body) - 1);
    const fitting = "é".repeat(Math.floor(room / 2)) + "x".repeat(room % 2);
    expect(utf8ByteLength(build(fitting).body)).toBe(limit);
    const error = refusal(() => build(`${fitting}x`));
    expect([error.code, error.field, error.limit, error.size]).toEqual([
      "NH_PAYLOAD_TOO_LARGE",
      field,
      limit,
      limit + 1,
    ]);
  });
});

describe("a body far beyond its limit", () => {
  const image = "A".repeat(300_000);

  it.each<[string, string, () => unknown]>([
    ["apple", "image", () => apple({ alert: "x", data: { image } as never })],
    ["apple, JSON", "image", () => apple(JSON.stringify({ aps: { alert: "x" }, image }))],
    [
      "fcmV1",
      "message.notification.image",
      () => fcmV1({ notification: { title: "T", image: `https://example.com/${image}` } }),
    ],
    [
      "windowsToast",
      "toast.visual.binding.image[1]@src",
      () => windowsToast({ images: [{ src: "a" }, { src: image }] }),
    ],
    ["windows", "badge@later", () => windows(`<badge value="1" later="${image}"/>`)],
    ["windowsPhoneToast", "Notification.Toast.Text1", () => windowsPhoneToast({ text1: image })],
    ["template", "body", () => template({ title: "T", body: image })],
    [
      "rawNotification",
      "list[1]",
      () => rawNotification({ platform: "adm", body: JSON.stringify({ list: ["x", image] }) }),
    ],
    ["apple, 10 MB", "image", () => apple(JSON.stringify({ aps: { alert: "x" }, image: image.repeat(35) }))],
  ])("of %s still has its largest field named: %s", (_name, field, build) => {
    const error = refusal(build);
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_TOO_LARGE", field]);
    expect(error.message.length).toBeLessThan(200);
  });

  it("names no field where it holds more values than are searched, so that a hostile body costs no time", () => {
    const values = (count: number) =>
      JSON.stringify({ aps: { alert: "x" }, list: Array(count).fill(1), text: "x".repeat(50) });
    expect(refusal(() => apple(values(9_000))).field).toBe("text");
    const started = performance.now();
    for (const body of [
      values(500_000),
      `[${"[],".repeat(350_000)}1]`,
      `[${`${"[".repeat(330)}${"]".repeat(330)},`.repeat(1_500)}1]`,
      `{"${"k".repeat(900)}":[${"1,".repeat(500_000)}1]}`,
    ]) {
      const error = refusal(() => apple(body));
      expect([error.code, error.field, error.rule]).toEqual(["NH_PAYLOAD_TOO_LARGE", "", "is too large"]);
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
