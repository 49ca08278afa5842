import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal as refusalOf } from "../../../test/refusal.js";
import { attributeValue, childElement, parseXml } from "../../xml.js";
import type { WindowsToast } from "./toast-content.js";
import { windows } from "./windows.js";
import { windowsToast } from "./windows-toast.js";

const refusal = (toast: unknown) => refusalOf(() => windowsToast(toast as WindowsToast));

const everything: WindowsToast = {
  texts: [
    "Order 7",
    { text: "is on its way", lang: "en-US", maxLines: 2, minLines: 1, wrap: true, style: "body", align: "left" },
    { text: "via Shop", placement: "attribution" },
  ],
  images: [
    { src: "ms-appx:///logo.png", placement: "appLogoOverride", crop: "circle", alt: "Logo" },
    { src: "https://example.com/hero.png", placement: "hero" },
    { src: "map.png", removeMargin: true, align: "stretch", addImageQuery: false },
  ],
  groups: [
    {
      subgroups: [
        { weight: 1, textStacking: "center", content: ["52°", { text: "Seattle", style: "captionSubtle" }] },
        { content: [{ src: "sun.png", crop: "none" }] },
      ],
    },
  ],
  progress: [
    { value: 0.6, status: "Downloading…", title: "Song", valueStringOverride: "3/5" },
    { value: "indeterminate", status: "Waiting" },
  ],
  inputs: [
    { id: "reply", type: "text", title: "Reply", placeHolderContent: "Type here", defaultInput: "Thanks" },
    {
      id: "time",
      type: "selection",
      defaultInput: "15",
      selections: [
        { id: "15", content: "15 minutes" },
        { id: "60", content: "1 hour" },
      ],
    },
  ],
  actions: [
    {
      content: "Send",
      arguments: "send",
      activationType: "background",
      afterActivationBehavior: "pendingUpdate",
      inputId: "reply",
      imageUri: "send.png",
      buttonStyle: "Success",
      toolTip: "Send it",
    },
    { content: "", arguments: "snooze", activationType: "system", inputId: "time", imageUri: "z.png" },
    { content: "Mute", arguments: "mute", placement: "contextMenu" },
  ],
  audio: { src: "ms-winsoundevent:Notification.Mail", loop: true, silent: false },
  header: { id: "h", title: "Orders", arguments: "orders", activationType: "protocol" },
  launch: "order=7&from=<toast>",
  scenario: "reminder",
  duration: "long",
  activationType: "foreground",
  displayTimestamp: new Date("2031-05-06T07:08:09.000Z"),
  lang: "en",
  baseUri: "https://example.com/",
  addImageQuery: true,
};

describe("windowsToast", () => {
  it("writes the smallest toast", () => {
    expect(windowsToast({ texts: ["Hi"] })).toEqual({
      platform: "windows",
      contentType: "application/xml",
      warnings: [],
      headers: { "X-WNS-Type": "wns/toast" },
      body: '<toast><visual><binding template="ToastGeneric"><text>Hi</text></binding></visual></toast>',
    });
  });

  it("writes every part with the names and the order of Windows' schema", () => {
    expect(windowsToast(everything, { tag: "order7" }).body).toBe(
      '<toast launch="order=7&amp;from=&lt;toast&gt;" scenario="reminder" duration="long" activationType="foreground"' +
        ' displayTimestamp="2031-05-06T07:08:09.000Z" useButtonStyle="true">' +
        '<visual lang="en" baseUri="https://example.com/" addImageQuery="true"><binding template="ToastGeneric">' +
        "<text>Order 7</text>" +
        '<text hint-style="body" hint-wrap="true" hint-maxLines="2" hint-minLines="1" hint-align="left" lang="en-US">is on its way</text>' +
        '<text placement="attribution">via Shop</text>' +
        '<image src="ms-appx:///logo.png" alt="Logo" hint-crop="circle" placement="appLogoOverride"/>' +
        '<image src="https://example.com/hero.png" placement="hero"/>' +
        '<image src="map.png" addImageQuery="false" hint-removeMargin="true" hint-align="stretch"/>' +
        '<group><subgroup hint-weight="1" hint-textStacking="center"><text>52°</text><text hint-style="captionSubtle">Seattle</text></subgroup>' +
        '<subgroup><image src="sun.png" hint-crop="none"/></subgroup></group>' +
        '<progress title="Song" value="0.6" valueStringOverride="3/5" status="Downloading…"/>' +
        '<progress value="indeterminate" status="Waiting"/>' +
        '</binding></visual><audio src="ms-winsoundevent:Notification.Mail" loop="true" silent="false"/><actions>' +
        '<input id="reply" type="text" title="Reply" placeHolderContent="Type here" defaultInput="Thanks"/>' +
        '<input id="time" type="selection" defaultInput="15"><selection id="15" content="15 minutes"/><selection id="60" content="1 hour"/></input>' +
        '<action content="Send" arguments="send" activationType="background" afterActivationBehavior="pendingUpdate"' +
        ' imageUri="send.png" hint-inputId="reply" hint-buttonStyle="Success" hint-toolTip="Send it"/>' +
        '<action content="" arguments="snooze" activationType="system" imageUri="z.png" hint-inputId="time"/>' +
        '<action content="Mute" arguments="mute" placement="contextMenu"/></actions>' +
        '<header id="h" title="Orders" arguments="orders" activationType="protocol"/></toast>',
    );
  });

  it("writes what windows accepts when it is given as XML", () => {
    const notification = windowsToast(everything);
    expect(windows(notification.body)).toEqual(notification);
  });

  it("mutates nothing it was given", () => {
    const before = structuredClone(everything);
    windowsToast(everything);
    expect(everything).toEqual(before);
  });

  const text = { texts: ["x"] };
  const action = { content: "a", arguments: "b" };
  it.each<[string, unknown, string]>([
    ["nothing to show", {}, "texts"],
    ["empty lists", { texts: [], images: [] }, "texts"],
    ["an empty text", { texts: [""] }, "texts"],
    ["blank texts with a layout", { texts: [" ", { text: "\n" }] }, "texts"],
    ["a group of empty texts", { groups: [{ subgroups: [{ content: ["", { text: "" }] }, {}] }] }, "texts"],
    ["buttons without text", { texts: [""], actions: [{ content: "OK", arguments: "ok" }] }, "texts"],
    ["four texts", { texts: ["1", "2", "3", "4"] }, "texts"],
    ["two attributions", { texts: ["1", ...Array(2).fill({ text: "x", placement: "attribution" })] }, "texts"],
    ["a text object without text", { texts: [{}] }, "texts[0].text"],
    ["a number in place of text", { texts: [7] }, "texts[0]"],
    ["a string in place of a list", { texts: "Hi" }, "texts"],
    ["a forbidden character", { texts: ["a\u0000"] }, "texts[0]"],
    ["a forbidden character in an attribute", { ...text, launch: "\ud800" }, "launch"],
    ["two hero images", { images: Array(2).fill({ src: "x", placement: "hero" }) }, "images"],
    ["two logos", { images: Array(2).fill({ src: "x", placement: "appLogoOverride" }) }, "images"],
    ["an image without source", { images: [{ alt: "x" }] }, "images[0].src"],
    ["an unknown crop", { images: [{ src: "x", crop: "square" }] }, "images[0].crop"],
    ["a group without columns", { groups: [{ subgroups: [] }] }, "groups[0].subgroups"],
    ["a weight out of range", { groups: [{ subgroups: [{ weight: 101 }] }] }, "groups[0].subgroups[0].weight"],
    [
      "a bad text in a column",
      { groups: [{ subgroups: [{ content: [{ text: 1 }] }] }] },
      "groups[0].subgroups[0].content[0].text",
    ],
    ["progress above 1", { progress: [{ value: 1.1, status: "x" }] }, "progress[0].value"],
    ["progress that is not a number", { progress: [{ value: Number.NaN, status: "x" }] }, "progress[0].value"],
    ["progress without status", { progress: [{ value: 1 }] }, "progress[0].status"],
    ["six inputs", { ...text, inputs: Array.from({ length: 6 }, (_, n) => ({ id: `${n}`, type: "text" })) }, "inputs"],
    ["two inputs of one id", { ...text, inputs: Array(2).fill({ id: "a", type: "text" }) }, "inputs[1].id"],
    ["an input of unknown type", { ...text, inputs: [{ id: "a", type: "number" }] }, "inputs[0].type"],
    ["a null input", { ...text, inputs: [null] }, "inputs[0]"],
    ["a selection without choices", { ...text, inputs: [{ id: "a", type: "selection" }] }, "inputs[0].selections"],
    [
      "six choices",
      {
        ...text,
        inputs: [
          {
            id: "a",
            type: "selection",
            selections: Array.from({ length: 6 }, (_, n) => ({ id: `${n}`, content: "" })),
          },
        ],
      },
      "inputs[0].selections",
    ],
    [
      "a text input with choices",
      { ...text, inputs: [{ id: "a", type: "text", selections: [{ id: "1", content: "" }] }] },
      "inputs[0].selections",
    ],
    [
      "a default that is not a choice",
      { ...text, inputs: [{ id: "a", type: "selection", defaultInput: "2", selections: [{ id: "1", content: "" }] }] },
      "inputs[0].defaultInput",
    ],
    ["six actions", { ...text, actions: Array(6).fill(action) }, "actions"],
    ["an action for no input", { ...text, actions: [{ ...action, inputId: "a" }] }, "actions[0].inputId"],
    [
      "an unknown system action",
      { ...text, actions: [{ ...action, activationType: "system" }] },
      "actions[0].arguments",
    ],
    ["an icon on one button of two", { ...text, actions: [action, { ...action, imageUri: "x" }] }, "actions"],
    ["a null action", { ...text, actions: [null] }, "actions[0]"],
    ["a sound from the web", { ...text, audio: { src: "https://example.com/a.mp3" } }, "audio.src"],
    ["a header without title", { ...text, header: { id: "a", arguments: "" } }, "header.title"],
    ["an unknown scenario", { ...text, scenario: "party" }, "scenario"],
    ["an invalid date", { ...text, displayTimestamp: new Date(Number.NaN) }, "displayTimestamp"],
    ["an unknown property", { ...text, titel: "x" }, "titel"],
    ["an unknown property below", { texts: [{ text: "x", colour: "red" }] }, "texts[0].colour"],
    ["the name of an object member", { ...text, constructor: "x" }, "constructor"],
  ])("refuses %s", (_name, toast, field) => {
    const error = refusal(toast);
    expect([error.code, error.platform, error.field]).toEqual(["NH_PAYLOAD_INVALID", "windows", field]);
  });

  it("says what a misspelled property could have been", () => {
    expect(refusal({ texts: [{ text: "x", colour: "red" }] }).message).toBe(
      "windows: texts[0].colour is not a known property. Known properties: style, wrap, maxLines, minLines, align, lang, placement, text",
    );
  });

  it("refuses 5,001 bytes and names the largest field", () => {
    const error = refusal({ texts: ["short", "x".repeat(5_000)], launch: "go" });
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_TOO_LARGE", "toast.visual.binding.text[1]"]);
  });

  it("throws an ArgumentError for anything but an object", () => {
    expect(() => windowsToast("Hi" as WindowsToast)).toThrow(TypeError);
  });

  it("writes XML that parses to what was given, whatever the text", () => {
    const anyText = fc
      .string({ unit: "binary", maxLength: 60 })
      .map((value) => value.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "x"));
    fc.assert(
      fc.property(anyText, anyText, (title, launch) => {
        fc.pre(title.trim() !== "");
        const root = parseXml(windowsToast({ texts: [title], launch }).body);
        const binding = childElement(childElement(root, "visual") ?? root, "binding") ?? root;
        expect(childElement(binding, "text")?.text).toBe(title);
        expect(attributeValue(root, "launch")).toBe(launch);
      }),
      { numRuns: 200 },
    );
  });
});
