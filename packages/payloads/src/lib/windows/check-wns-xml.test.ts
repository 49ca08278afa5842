import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import type { WindowsToast } from "./toast-content.js";
import { windows } from "./windows.js";
import { windowsTile } from "./windows-tile.js";
import { windowsToast } from "./windows-toast.js";

const generic = (content: string) =>
  `<toast><visual><binding template="ToastGeneric"><text>x</text>${content}</binding></visual></toast>`;
const toast = generic("");
const withActions = (content: string) => toast.replace("</toast>", `<actions>${content}</actions></toast>`);
const medium = (content: string) =>
  `<tile><visual><binding template="TileMedium">${content}<text>x</text></binding></visual></tile>`;

describe("windows, hand-written XML", () => {
  it.each([
    [
      "toast.visual.binding.text",
      3,
      `<toast><visual><binding template="ToastGeneric">${"<text>x</text>".repeat(4)}<text placement="attribution">y</text></binding></visual></toast>`,
    ],
    ["toast.actions.action", 5, withActions('<action content="a" arguments="b"/>'.repeat(6))],
    ["toast.actions.input", 5, withActions('<input id="a" type="text"/>'.repeat(6))],
    [
      "toast.actions.input.selection",
      5,
      withActions(`<input id="a" type="selection">${'<selection id="a" content="b"/>'.repeat(6)}</input>`),
    ],
  ])("refuses more of %s than %i", (field, limit, xml) => {
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
      "blank texts",
      '<toast><visual><binding template="ToastGeneric"><text/><text> </text><later/></binding></visual></toast>',
    ],
    [
      "a group of blank texts",
      '<toast><visual><binding template="ToastGeneric"><group><subgroup><text></text></subgroup></group></binding></visual></toast>',
    ],
    [
      "an older template with blank texts and no image",
      '<toast><visual><binding template="ToastImageAndText01"><image id="1" src=""/><text id="1"/></binding></visual></toast>',
    ],
  ])("refuses %s in hand-written XML, as windowsToast does", (_name, xml) => {
    const error = refusal(() => windows(xml));
    expect(error.field).toBe("toast.visual.binding.text");
    expect(error.rule).toBe(refusal(() => windowsToast({ texts: [""] })).rule);
    const shown = xml.replace(/<text[^>]*>/, "<text>x</text>$&");
    if (shown !== xml) expect(windows(shown).body).toBe(shown);
  });

  it.each([
    "<toast/>",
    '<toast launch="x"><visual/></toast>',
    '<toast><actions><action content="a" arguments="b"/></actions></toast>',
    '<tile><visual branding="name"/></tile>',
    '<tile><visual><binding template="TileMedium"/></visual></tile>',
  ])("leaves %s alone, which has no content to judge", (xml) => {
    expect(windows(xml).body).toBe(xml);
  });

  it.each([
    [
      "blank texts",
      '<tile><visual><binding template="TileMedium"><text/></binding><binding template="TileWide"><text> </text></binding></visual></tile>',
    ],
  ])("refuses a tile with %s in hand-written XML, as windowsTile does", (_name, xml) => {
    const error = refusal(() => windows(xml));
    expect([error.field, error.rule]).toEqual([
      "tile.visual.binding",
      refusal(() => windowsTile({ medium: { content: [] } })).rule,
    ]);
  });

  it.each([
    ["text", medium("")],
    ["an image", '<tile><visual><binding template="TileMedium"><image src="a"/></binding></visual></tile>'],
    ["a branding", '<tile><visual branding="name"><binding template="TileMedium"/></visual></tile>'],
    ["a name", '<tile><visual><binding template="TileMedium" displayName="x"/></visual></tile>'],
    [
      "text in an older template",
      '<tile><visual><binding template="TileSquareText04"><text id="1">x</text></binding></visual></tile>',
    ],
  ])("accepts a tile that shows %s", (_name, xml) => {
    expect(windows(xml).headers["X-WNS-Type"]).toBe("wns/tile");
  });

  it.each([
    ["toast@scenario", '<toast scenario="party"/>', /^must be "default" or "reminder"/],
    ["toast@duration", '<toast duration="5"/>', /"short" or "long"/],
    ["toast@displayTimestamp", '<toast displayTimestamp="tomorrow"/>', /valid Date/],
    ["toast@displayTimestamp", '<toast displayTimestamp="5 May 2031"/>', /valid Date, in XML written as ISO 8601/],
    ["toast.visual.binding.group.subgroup", generic("<group/>"), /^must have at least one subgroup$/],
    ["toast.visual@addImageQuery", '<toast><visual addImageQuery="yes"/></toast>', /true or false/],
    ["toast.visual.binding.image@src", generic("<image/>"), /^is missing: it must be a non-empty string$/],
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
  ])("refuses a bad %s", (field, xml, rule) => {
    const error = refusal(() => windows(xml));
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_INVALID", field]);
    expect(error.rule).toMatch(rule);
  });

  const action = { content: "a", arguments: "b" };
  const input = { id: "i", type: "selection", selections: [{ id: "1", content: "one" }] } as const;
  const choice = '<selection id="1" content="one"/>';
  it.each<[string, string, string, Partial<WindowsToast>]>([
    ["four texts", "toast.visual.binding.text", generic("<text>x</text>".repeat(3)), { texts: ["x", "x", "x", "x"] }],
    [
      "two attributions",
      "toast.visual.binding.text",
      generic('<text placement="attribution">a</text>'.repeat(2)),
      { texts: ["x", ...Array(2).fill({ text: "a", placement: "attribution" })] },
    ],
    [
      "two hero images",
      "toast.visual.binding.image",
      generic('<image src="a" placement="hero"/>'.repeat(2)),
      { images: Array(2).fill({ src: "a", placement: "hero" }) },
    ],
    [
      "two logos",
      "toast.visual.binding.image",
      generic('<image src="a" placement="appLogoOverride"/>'.repeat(2)),
      { images: Array(2).fill({ src: "a", placement: "appLogoOverride" }) },
    ],
    [
      "six inputs",
      "toast.actions.input",
      withActions([1, 2, 3, 4, 5, 6].map((id) => `<input id="${id}" type="text"/>`).join("")),
      { inputs: [1, 2, 3, 4, 5, 6].map((id) => ({ id: `${id}`, type: "text" })) },
    ],
    [
      "two inputs of one id",
      "toast.actions.input[1]@id",
      withActions('<input id="a" type="text"/>'.repeat(2)),
      { inputs: Array(2).fill({ id: "a", type: "text" }) },
    ],
    [
      "six selections",
      "toast.actions.input.selection",
      withActions(`<input id="i" type="selection">${choice.repeat(6)}</input>`),
      { inputs: [{ ...input, selections: Array(6).fill(input.selections[0]) }] },
    ],
    [
      "two selections of one id",
      "toast.actions.input.selection[1]@id",
      withActions(`<input id="i" type="selection">${choice.repeat(2)}</input>`),
      { inputs: [{ ...input, selections: Array(2).fill(input.selections[0]) }] },
    ],
    [
      "selections of a text input",
      "toast.actions.input.selection",
      withActions(`<input id="i" type="text">${choice}</input>`),
      { inputs: [{ ...input, type: "text" }] },
    ],
    [
      "a selection input without selections",
      "toast.actions.input.selection",
      withActions('<input id="i" type="Selection"/>'),
      { inputs: [{ ...input, selections: [] }] },
    ],
    [
      "a default that is not a selection",
      "toast.actions.input@defaultInput",
      withActions(`<input id="i" type="selection" defaultInput="2">${choice}</input>`),
      { inputs: [{ ...input, defaultInput: "2" }] },
    ],
    [
      "six actions",
      "toast.actions.action",
      withActions('<action content="a" arguments="b"/>'.repeat(6)),
      { actions: Array(6).fill(action) },
    ],
    [
      "an action for no input",
      "toast.actions.action@hint-inputId",
      withActions('<input id="a" type="text"/><action content="x" arguments="y" hint-inputId="b"/>'),
      { inputs: [{ id: "a", type: "text" }], actions: [{ ...action, inputId: "b" }] },
    ],
    [
      "an unknown system action",
      "toast.actions.action@arguments",
      withActions('<action content="" arguments="later" activationType="system"/>'),
      { actions: [{ content: "", arguments: "later", activationType: "system" }] },
    ],
    [
      "an icon on one button of two",
      "toast.actions.action",
      withActions('<action content="a" arguments="b"/><action content="a" arguments="b" imageUri="c"/>'),
      { actions: [action, { ...action, imageUri: "c" }] },
    ],
  ])("refuses %s in hand-written XML with the words of windowsToast", (_name, field, xml, typed) => {
    const error = refusal(() => windows(xml));
    const { rule, limit, size } = refusal(() => windowsToast({ texts: ["x"], ...typed }));
    expect([error.field, error.rule, error.limit, error.size]).toEqual([field, rule, limit, size]);
  });

  it.each([
    [
      "a value that the app binds to its data",
      generic('<progress value="{progressValue}" status="{progressStatus}"/>'),
    ],
    [
      "inputs and actions that the app fills in",
      withActions(
        `<input id="{id}" type="{type}"/><input id="b" type="selection" defaultInput="{chosen}">${choice}</input>` +
          '<input id="c" type="selection" defaultInput="2"><selection id="{id}" content="{text}"/></input>' +
          '<action content="{c}" arguments="{a}" activationType="system" hint-inputId="{id}"/>' +
          '<action content="c" arguments="a" hint-inputId="d"/>',
      ),
    ],
    [
      "icons on all buttons, and none in the menu",
      withActions(
        '<action content="a" arguments="b" imageUri="{icon}"/><action content="a" arguments="b" placement="contextMenu"/>',
      ),
    ],
    ["an image alone", toast.replace("<text>x</text>", '<image src="a"/>')],
    ["a progress bar alone", toast.replace("<text>x</text>", '<progress value="{v}" status="{s}"/>')],
    ["words in another case", toast.replace("<toast", '<toast scenario="IncomingCall" duration="Long"')],
    ["a progress without end", generic('<progress value="indeterminate" status="s"/>')],
    [
      "attributes that no builder writes",
      generic("<later/>").replace("<toast><visual", '<toast hint-people="a" x="y"><visual version="2"'),
    ],
    [
      "an older template's attributes",
      '<toast><visual><binding template="ToastImageAndText01"><image id="1" src=""/><text id="1">x</text></binding></visual></toast>',
    ],
    ["a date with an offset", toast.replace("<toast", '<toast displayTimestamp="2031-05-06T07:08:09+01:00"')],
  ])("accepts %s", (_title, xml) => {
    expect(windows(xml).body).toBe(xml);
  });

  it.each([
    ["visual", toast.replace("</toast>", "<visual/></toast>")],
    ["audio", toast.replace("</toast>", '<audio silent="true"/><actions/><audio silent="true"/></toast>')],
    ["commands", toast.replace("</toast>", "<commands/><commands/></toast>")],
    ["actions", withActions("").replace("</toast>", "<actions/></toast>")],
    ["header", toast.replace("</toast>", `${'<header id="h" title="H" arguments="a"/>'.repeat(2)}</toast>`)],
    [
      "visual.binding",
      toast.replace("</visual>", '<binding template="ToastText01"><text id="1">x</text></binding></visual>'),
    ],
  ])("refuses a toast with two elements %s", (name, xml) => {
    expect(refusal(() => windows(xml)).message).toBe(
      `windows: toast.${name} has too many elements of this name (limit 1, found 2)`,
    );
  });

  it("accepts a binding of another experience beside the toast's own, and names it in errors", () => {
    const shoulderTap = (image: string) =>
      toast.replace(
        "</visual>",
        `<binding template="ToastGeneric" experienceType="shoulderTap">${image}</binding></visual>`,
      );
    expect(windows(shoulderTap('<image src="a"/>')).headers).toEqual({ "X-WNS-Type": "wns/toast" });
    expect(refusal(() => windows(shoulderTap("<image/>"))).field).toBe("toast.visual.binding[1].image@src");
    expect(refusal(() => windows(shoulderTap("<text>x</text>".repeat(4)))).field).toBe("toast.visual.binding[1].text");
  });

  it.each([
    ["two elements visual", "tile.visual", "<tile><visual/><visual/></tile>"],
    [
      "two bindings of one size",
      "tile.visual.binding[2]@template",
      medium("").replace("</visual>", '<binding template="TileWide"/><binding template="TileMedium"/></visual>'),
    ],
    [
      "two background images",
      "tile.visual.binding.image",
      medium('<image src="a" placement="background"/><image src="b" placement="Background"/>'),
    ],
    ["two peek images", "tile.visual.binding.image", medium('<image src="a" placement="peek"/>'.repeat(2))],
  ])("refuses a tile with %s", (_name, field, xml) => {
    const error = refusal(() => windows(xml));
    expect([error.code, error.field]).toEqual(["NH_PAYLOAD_INVALID", field]);
  });

  it("refuses two background images with the words of windowsTile", () => {
    const image = { src: "a", placement: "background" } as const;
    const typed = refusal(() => windowsTile({ medium: { content: [image, image] } }));
    const written = refusal(() => windows(medium('<image src="a" placement="background"/>'.repeat(2))));
    expect([written.rule, written.limit, written.size]).toEqual([typed.rule, typed.limit, typed.size]);
    expect(typed.message).toBe("windows: medium.content has too many background images (limit 1, found 2)");
  });

  it("tells which of several elements breaks a rule, counted from 0, and writes no index where there is one", () => {
    const inputs = '<input id="a" type="text"/><input id="b" type="selection"><selection id="1"/></input>';
    const fields = [
      generic('<image src="a"/><text hint-style="huge">y</text>'),
      generic(
        `<group><subgroup/></group><group><subgroup/><subgroup>${"<text/>".repeat(2)}<image/></subgroup></group>`,
      ),
      withActions(inputs),
      withActions('<input id="a" type="text"/><input id="b" type="selection"/>'),
      withActions(
        '<action content="a" arguments="b"/><action content="a" arguments="b"/><action content="a" arguments="b" hint-inputId="c"/>',
      ),
      withActions('<action content="a" arguments="b"/><action content="a" arguments="later" activationType="system"/>'),
      medium("").replace("</visual>", '<binding template="TileWide" hint-overlay="x"/></visual>'),
    ].map((xml) => refusal(() => windows(xml)).field);
    expect(fields).toEqual([
      "toast.visual.binding.text[1]@hint-style",
      "toast.visual.binding.group[1].subgroup[1].image@src",
      "toast.actions.input[1].selection@content",
      "toast.actions.input[1].selection",
      "toast.actions.action[2]@hint-inputId",
      "toast.actions.action[1]@arguments",
      "tile.visual.binding[1]@hint-overlay",
    ]);
  });

  it.each([
    ["an image", '<image src="a"/>'],
    ["a group", "<group><subgroup/></group>"],
    ["a progress bar", '<progress value="1" status="s"/>'],
  ])("refuses text behind %s, where Windows may drop it", (_name, content) => {
    const error = refusal(() => windows(generic(`${content}<text>y</text>`)));
    expect([error.field, error.rule]).toEqual([
      "toast.visual.binding.text[1]",
      "must come before images, groups and progress bars, or Windows may drop it",
    ]);
  });

  it("accepts placed images before the texts, and the attribution behind everything", () => {
    const xml =
      '<toast><visual><binding template="ToastGeneric"><image placement="hero" src="a"/><text>x</text><image src="b"/>' +
      '<text placement="attribution">y</text></binding></visual></toast>';
    expect(windows(xml).body).toBe(xml);
  });

  it.each([
    ["toast", "<binding><text>x</text></binding>", "Toast", "ToastGeneric"],
    ["toast", '<binding template="TileMedium"><text>x</text></binding>', "Toast", "ToastGeneric"],
    ["tile", '<binding template="ToastGeneric"><text>x</text></binding>', "Tile", "TileMedium"],
    ["tile", '<binding template=""><text>x</text></binding>', "Tile", "TileMedium"],
  ])("refuses a %s with %s", (root, binding, kind, example) => {
    expect(refusal(() => windows(`<${root}><visual>${binding}</visual></${root}>`)).message).toBe(
      `windows: ${root}.visual.binding@template must name a ${kind} template, such as ${example}`,
    );
  });

  it("holds a template to its rules in any case of its name", () => {
    const four = toast.replace("ToastGeneric", "toastGeneric").replace("<text>x</text>", "<text>x</text>".repeat(4));
    expect(refusal(() => windows(four)).limit).toBe(3);
    expect(refusal(() => windows(medium("<image/>").replace("TileMedium", "tileMedium"))).field).toBe(
      "tile.visual.binding.image@src",
    );
  });

  it("refuses a tile binding without template, and a badge of anything but a number or a glyph", () => {
    expect(refusal(() => windows("<tile><visual><binding/></visual></tile>")).field).toBe(
      "tile.visual.binding@template",
    );
    for (const xml of ['<badge value="1.5"/>', '<badge value="star"/>', "<badge/>", '<badge value="1e2"/>']) {
      expect(refusal(() => windows(xml)).field).toBe("badge@value");
    }
  });
});
