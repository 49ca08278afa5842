import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { retirementWarnings } from "../../../test/retirement-warnings.js";
import { attributeValue, childElement, isXmlError, parseXml } from "../../xml.js";
import type { WindowsPhoneOptions } from "./mpns-options.js";
import { windowsPhone, windowsPhoneRaw } from "./windows-phone.js";
import { type WindowsPhoneTile, windowsPhoneTile } from "./windows-phone-tile.js";
import { type WindowsPhoneToast, windowsPhoneToast } from "./windows-phone-toast.js";

const toast =
  '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>Hi</wp:Text1></wp:Toast></wp:Notification>';

describe("windowsPhone", () => {
  it("refuses a megabyte of XML without parsing it, and an unknown option", () => {
    const started = performance.now();
    for (const xml of ["<a>".repeat(300_000), `<a>${"<b/>".repeat(250_000)}</a>`]) {
      expect(refusal(() => windowsPhone(xml)).code).toBe("NH_PAYLOAD_TOO_LARGE");
    }
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(refusal(() => windowsPhoneRaw("x", { delay: 450 } as WindowsPhoneOptions)).field).toBe("options.delay");
  });

  it.each([
    ["a toast", toast, { "X-WindowsPhone-Target": "toast", "X-NotificationClass": "2" }],
    [
      "a tile",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Tile/></wp:Notification>',
      { "X-WindowsPhone-Target": "token", "X-NotificationClass": "1" },
    ],
    [
      "another prefix, declaration, comments and white space",
      '\ufeff<?xml version="1.0"?><!-- <wp:Tile> --><n:Notification xmlns:n="WPNotification">\n <!-- Tile -->\n <n:Toast><n:Text2>x</n:Text2></n:Toast></n:Notification>',
      { "X-WindowsPhone-Target": "toast", "X-NotificationClass": "2" },
    ],
    [
      "a default namespace and CDATA that names a toast",
      '<Notification xmlns="WPNotification"><Tile><Title><![CDATA[<wp:Toast>]]></Title></Tile></Notification>',
      { "X-WindowsPhone-Target": "token", "X-NotificationClass": "1" },
    ],
  ])("infers target and class behind %s", (_name, xml, headers) => {
    expect(windowsPhone(xml)).toEqual({
      platform: "windowsphone",
      contentType: "application/xml;charset=utf-8",
      warnings: retirementWarnings("windowsphone"),
      headers,
      body: xml.replace(/^\ufeff/, ""),
    });
  });

  it.each([
    [0, "2", "1", "3"],
    [450, "12", "11", "13"],
    [900, "22", "21", "23"],
  ] as const)("adds the delay of %i seconds to the class", (delaySeconds, toastClass, tileClass, rawClass) => {
    const options = { delaySeconds };
    expect(windowsPhone(toast, options).headers["X-NotificationClass"]).toBe(toastClass);
    expect(windowsPhoneTile({ template: "flip" }, options).headers["X-NotificationClass"]).toBe(tileClass);
    expect(windowsPhoneRaw("x", options).headers["X-NotificationClass"]).toBe(rawClass);
  });

  it("sends the message id and further headers", () => {
    const messageId = "6a0c1b2d-0000-4000-8000-00112233aabb";
    expect(windowsPhone(toast, { messageId, headers: { "X-More": "1", "x-notificationclass": "2" } }).headers).toEqual({
      "X-WindowsPhone-Target": "toast",
      "X-MessageID": messageId,
      "X-More": "1",
      "X-NotificationClass": "2",
    });
  });

  it.each([
    ["options.delaySeconds", { delaySeconds: 60 }],
    ["options.messageId", { messageId: "seven" }],
    ["headers.X-NotificationClass", { headers: { "X-NotificationClass": "3" } }],
    ["headers.x-windowsphone-target", { headers: { "x-windowsphone-target": "token" } }],
    ["headers.X-More", { headers: { "X-More": "a\nb" } }],
  ])("refuses a bad value of %s", (field, options) => {
    const error = refusal(() => windowsPhone(toast, options as WindowsPhoneOptions));
    expect([error.code, error.platform, error.field]).toEqual(["NH_PAYLOAD_INVALID", "windowsphone", field]);
  });

  it.each([
    ["another namespace", '<wp:Notification xmlns:wp="urn:x"><wp:Toast/></wp:Notification>', ""],
    ["no namespace", "<Notification><Toast/></Notification>", ""],
    ["another root", '<wp:Toast xmlns:wp="WPNotification"/>', ""],
    ["nothing inside", '<wp:Notification xmlns:wp="WPNotification"/>', "Notification"],
    [
      "another element inside",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Raw/></wp:Notification>',
      "Notification",
    ],
    ["a foreign toast inside", '<wp:Notification xmlns:wp="WPNotification"><Toast/></wp:Notification>', "Notification"],
  ])("refuses %s", (_name, xml, field) => {
    expect(refusal(() => windowsPhone(xml))).toMatchObject({ code: "NH_PAYLOAD_INVALID", field });
  });

  const wrap = (content: string) => `<wp:Notification xmlns:wp="WPNotification">${content}</wp:Notification>`;
  const blank = () => windowsPhoneToast({ text1: "", text2: " " });
  const flip = (tile: object) => () => windowsPhoneTile({ template: "flip", ...tile });
  it.each<[string, string, string, () => unknown]>([
    ["a toast without text", "Notification.Toast.Text1", "<wp:Toast/>", blank],
    [
      "blank texts",
      "Notification.Toast.Text1",
      "<wp:Toast><wp:Text1/><wp:Text2> </wp:Text2><Text1>of another namespace</Text1></wp:Toast>",
      blank,
    ],
    ["a count over 99", "Notification.Tile.Count", "<wp:Tile><wp:Count>100</wp:Count></wp:Tile>", flip({ count: 100 })],
    ["an empty count", "Notification.Tile.Count", "<wp:Tile><wp:Count/></wp:Tile>", flip({ count: "" })],
    ["an empty id", "Notification.Tile@Id", '<wp:Tile Id=""/>', flip({ id: "" })],
    [
      "ten images",
      "Notification.Tile.CycleImage",
      `<wp:Tile Template="CycleTile">${Array.from({ length: 10 }, (_, n) => `<wp:CycleImage${n + 1}/>`).join("")}</wp:Tile>`,
      () => windowsPhoneTile({ template: "cycle", cycleImages: Array(10).fill("x") }),
    ],
  ])("refuses %s in hand-written XML with the words of the typed builder", (_name, field, content, typed) => {
    const error = refusal(() => windowsPhone(wrap(content)));
    const { rule, limit, size } = refusal(typed);
    expect([error.field, error.rule, error.limit, error.size]).toEqual([field, rule, limit, size]);
  });

  it("refuses a template that no phone knows", () => {
    expect(refusal(() => windowsPhone(wrap('<wp:Tile Template="RoundTile"/>'))).message).toBe(
      "windowsphone: Notification.Tile@Template must be FlipTile, IconicTile or CycleTile",
    );
  });

  it.each([
    '<wp:Tile Id="/a" Template="FlipTile"><wp:Count Action="Clear"></wp:Count><wp:Later>x</wp:Later></wp:Tile>',
    "<wp:Tile><wp:Count> 7 </wp:Count></wp:Tile>",
    '<wp:Toast Later="x"><wp:Text2>x</wp:Text2><wp:Sound Silent="true"/></wp:Toast>',
  ])("accepts %s", (content) => {
    expect(windowsPhone(wrap(content)).body).toBe(wrap(content));
  });

  it("refuses malformed XML and a document type, with the XmlError as cause", () => {
    for (const xml of ["<wp:Notification/>", "<!DOCTYPE x><x/>", ""]) {
      expect(isXmlError(refusal(() => windowsPhone(xml)).cause)).toBe(true);
    }
    expect(() => windowsPhone(1 as unknown as string)).toThrow(TypeError);
  });
});

describe("windowsPhoneRaw", () => {
  it("sends any text, with class 3 and no target", () => {
    expect(windowsPhoneRaw("<wp:Toast>")).toEqual({
      platform: "windowsphone",
      contentType: "application/xml;charset=utf-8",
      warnings: retirementWarnings("windowsphone"),
      headers: { "X-NotificationClass": "3" },
      body: "<wp:Toast>",
    });
  });
  it("takes 1,024 bytes, refuses 1,025, an empty text and a target", () => {
    expect(windowsPhoneRaw("x".repeat(1_024)).body).toHaveLength(1_024);
    expect(refusal(() => windowsPhoneRaw("x".repeat(1_025)))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      limit: 1_024,
      size: 1_025,
    });
    expect(refusal(() => windowsPhoneRaw("")).field).toBe("");
    expect(refusal(() => windowsPhoneRaw("x", { headers: { "X-WindowsPhone-Target": "toast" } })).rule).toBe(
      "must not be set for a raw notification",
    );
    expect(() => windowsPhoneRaw(null as unknown as string)).toThrow(TypeError);
  });
});

describe("windowsPhoneToast", () => {
  it("writes the elements in order, escaped", () => {
    expect(windowsPhoneToast({ param: "/a?b=1&c=2", text2: "<World>", text1: "Hello" })).toEqual({
      platform: "windowsphone",
      contentType: "application/xml;charset=utf-8",
      warnings: retirementWarnings("windowsphone"),
      headers: { "X-WindowsPhone-Target": "toast", "X-NotificationClass": "2" },
      body:
        '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>Hello</wp:Text1><wp:Text2>&lt;World&gt;</wp:Text2>' +
        "<wp:Param>/a?b=1&amp;c=2</wp:Param></wp:Toast></wp:Notification>",
    });
  });
  it.each<[unknown, string]>([
    [{}, "text1"],
    [{ param: "/x" }, "text1"],
    [{ text1: 7 }, "text1"],
    [{ text1: "\u0001" }, "text1"],
    [{ text1: "x", sound: "y" }, "sound"],
    [{ text1: "", text2: " " }, "text1"],
  ])("refuses %j", (input, field) => {
    expect(refusal(() => windowsPhoneToast(input as WindowsPhoneToast)).field).toBe(field);
  });
  it("throws an ArgumentError for anything but an object", () => {
    expect(() => windowsPhoneToast("Hi" as WindowsPhoneToast)).toThrow(TypeError);
  });
});

describe("windowsPhoneTile", () => {
  const wrap = (tile: string) => `<wp:Notification xmlns:wp="WPNotification" Version="2.0">${tile}</wp:Notification>`;

  it("writes a flip tile", () => {
    const tile: WindowsPhoneTile = {
      template: "flip",
      id: "/a?b&c",
      smallBackgroundImage: "1",
      wideBackgroundImage: "2",
      wideBackBackgroundImage: "3",
      wideBackContent: "4",
      backgroundImage: "5",
      count: 0,
      title: "T",
      backBackgroundImage: "6",
      backTitle: null,
      backContent: "8",
    };
    expect(windowsPhoneTile(tile).body).toBe(
      wrap(
        '<wp:Tile Id="/a?b&amp;c" Template="FlipTile"><wp:SmallBackgroundImage>1</wp:SmallBackgroundImage>' +
          "<wp:WideBackgroundImage>2</wp:WideBackgroundImage><wp:WideBackBackgroundImage>3</wp:WideBackBackgroundImage>" +
          "<wp:WideBackContent>4</wp:WideBackContent><wp:BackgroundImage>5</wp:BackgroundImage><wp:Count>0</wp:Count>" +
          '<wp:Title>T</wp:Title><wp:BackBackgroundImage>6</wp:BackBackgroundImage><wp:BackTitle Action="Clear"/>' +
          "<wp:BackContent>8</wp:BackContent></wp:Tile>",
      ),
    );
  });

  it("writes an iconic tile", () => {
    const tile: WindowsPhoneTile = {
      template: "iconic",
      smallIconImage: "1",
      iconImage: "2",
      wideContent1: "3",
      wideContent2: "4",
      wideContent3: "5",
      count: null,
      title: "T",
      backgroundColor: "#FF524742",
    };
    expect(windowsPhoneTile(tile).body).toBe(
      wrap(
        '<wp:Tile Template="IconicTile"><wp:SmallIconImage>1</wp:SmallIconImage><wp:IconImage>2</wp:IconImage>' +
          "<wp:WideContent1>3</wp:WideContent1><wp:WideContent2>4</wp:WideContent2><wp:WideContent3>5</wp:WideContent3>" +
          '<wp:Count Action="Clear"/><wp:Title>T</wp:Title><wp:BackgroundColor>#FF524742</wp:BackgroundColor></wp:Tile>',
      ),
    );
  });

  it("writes a cycle tile", () => {
    const tile: WindowsPhoneTile = {
      template: "cycle",
      smallBackgroundImage: "s",
      cycleImages: ["1", null, "3"],
      count: 9,
    };
    expect(windowsPhoneTile(tile).body).toBe(
      wrap(
        '<wp:Tile Template="CycleTile"><wp:SmallBackgroundImage>s</wp:SmallBackgroundImage><wp:CycleImage1>1</wp:CycleImage1>' +
          '<wp:CycleImage2 Action="Clear"/><wp:CycleImage3>3</wp:CycleImage3><wp:Count>9</wp:Count></wp:Tile>',
      ),
    );
  });

  it.each<[unknown, string]>([
    [{ template: "round" }, "template"],
    [{ template: "flip", count: 100 }, "count"],
    [{ template: "flip", count: "1" }, "count"],
    [{ template: "flip", iconImage: "x" }, "iconImage"],
    [{ template: "iconic", id: "" }, "id"],
    [{ template: "cycle", cycleImages: Array(10).fill("x") }, "cycleImages"],
    [{ template: "cycle", cycleImages: "x" }, "cycleImages"],
    [{ template: "cycle", cycleImages: [7] }, "cycleImage1"],
  ])("refuses %j", (tile, field) => {
    expect(refusal(() => windowsPhoneTile(tile as WindowsPhoneTile))).toMatchObject({
      code: "NH_PAYLOAD_INVALID",
      field,
    });
  });
  it("throws an ArgumentError for anything but an object", () => {
    expect(() => windowsPhoneTile(null as unknown as WindowsPhoneTile)).toThrow(TypeError);
  });
});

describe("every builder", () => {
  it("writes XML that parses to what was given, and that windowsPhone reads alike", () => {
    const text = fc
      .string({ unit: "binary", maxLength: 30 })
      .map((value) => value.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "x"));
    fc.assert(
      fc.property(text, text, (first, second) => {
        fc.pre(first.trim() !== "");
        const toastNotification = windowsPhoneToast({ text1: first, param: second });
        const toastElement = childElement(parseXml(toastNotification.body), "Toast");
        expect(toastElement && childElement(toastElement, "Text1")?.text).toBe(first);
        expect(windowsPhone(toastNotification.body)).toEqual(toastNotification);

        const tileNotification = windowsPhoneTile({ template: "iconic", id: `/${first}`, title: second });
        const tileElement = childElement(parseXml(tileNotification.body), "Tile");
        expect(tileElement && attributeValue(tileElement, "Id")).toBe(`/${first}`);
        expect(tileElement && childElement(tileElement, "Title")?.text).toBe(second);
        expect(windowsPhone(tileNotification.body)).toEqual(tileNotification);
      }),
      { numRuns: 200 },
    );
  });
});
