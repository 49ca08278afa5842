import { everyone } from "@nh/client";
import type { StartedHub } from "@nh/hub/node";
import {
  adm,
  apple,
  baidu,
  browser,
  fcmV1,
  gcm,
  type NativePlatform,
  type Notification,
  type Platform,
  rawNotification,
  windowsBadge,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsToast,
  xiaomi,
} from "@nh/payloads";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cuts } from "../src/web/pictures/cut.js";
import { frameOf } from "../src/web/pictures/platform-names.js";
import { installed, PageStage, program, type Visit } from "./open-page.js";

const devices: Readonly<Record<NativePlatform, string>> = {
  apple: "Lena's iPhone",
  fcmv1: "Mila's Pixel",
  gcm: "Omar's Galaxy",
  windows: "Front desk",
  windowsphone: "Old Lumia",
  adm: "Kindle Fire",
  baidu: "Wei's phone",
  xiaomi: "Jin's phone",
  browser: "Ada's Firefox",
};
const platforms = Object.keys(devices) as NativePlatform[];

const long = "Table 12 by the window. ".repeat(40).trim();
const raw = (platform: Platform, body: unknown, headers?: Record<string, string>) =>
  rawNotification({ platform, body: typeof body === "string" ? body : JSON.stringify(body), headers });

/** A notification that uses what its platform can show. */
const rich: Readonly<Record<NativePlatform, Notification>> = {
  apple: apple({
    alert: { title: "Ready", subtitle: "Trattoria", body: "Table 12" },
    badge: 3,
    sound: "bell.caf",
    interruptionLevel: "time-sensitive",
  }),
  fcmv1: fcmV1({
    notification: { title: "Ready", body: "Table 12", image: "https://example.com/a.png" },
    android: { notification: { channelId: "tables", color: "#ff8800", notificationCount: 3 } },
  }),
  gcm: gcm({ notification: { title: "Ready", body: "Table 12", androidChannelId: "tables" } }),
  windows: windowsToast({
    texts: ["Ready", "Table 12"],
    images: [
      { src: "https://example.com/hero.png", placement: "hero" },
      { src: "https://example.com/logo.png", placement: "appLogoOverride" },
    ],
    progress: [{ value: 0.6, status: "Cooking", title: "Kitchen" }],
    inputs: [{ id: "when", type: "selection", title: "When", selections: [{ id: "1", content: "Now" }] }],
    actions: [
      { content: "Keep it", arguments: "keep" },
      { content: "Cancel", arguments: "cancel" },
    ],
    scenario: "urgent",
    audio: { silent: true },
  }),
  windowsphone: windowsPhoneToast({ text1: "Ready", text2: "Table 12" }),
  adm: adm({ notification: { title: "Ready", body: "Table 12", channelId: "tables" } }),
  baidu: baidu({ title: "Ready", description: "Table 12" }),
  xiaomi: xiaomi({ title: "Ready", description: "Table 12", unconfirmed: { extra: { channel_id: "tables" } } }),
  browser: browser({
    title: "Ready",
    body: "Table 12",
    icon: "https://example.com/i.png",
    image: "https://example.com/a.png",
    actions: [{ action: "keep", title: "Keep it" }],
  }),
};

const lengthy: Readonly<Record<NativePlatform, Notification>> = {
  apple: apple({ alert: { title: long, body: long } }),
  fcmv1: fcmV1({ notification: { title: long, body: long } }),
  gcm: gcm({ notification: { title: long, body: long } }),
  windows: windowsToast({ texts: [long, long] }),
  windowsphone: windowsPhoneToast({ text1: "T", text2: long }),
  adm: adm({ notification: { title: long, body: long } }),
  baidu: baidu({ title: long, description: long }),
  xiaomi: xiaomi({ title: "T", description: long }),
  browser: browser({ title: long, body: long }),
};

const empty: Readonly<Record<NativePlatform, Notification>> = {
  apple: raw("apple", { aps: { alert: "" } }),
  fcmv1: raw("fcmv1", { message: { notification: { title: "" } } }),
  gcm: raw("gcm", { notification: {} }),
  windows: raw("windows", "<toast/>", { "X-WNS-Type": "wns/toast" }),
  windowsphone: raw("windowsphone", '<w:Notification xmlns:w="WPNotification"><w:Toast/></w:Notification>'),
  adm: raw("adm", { notification: {} }),
  baidu: raw("baidu", { title: "T" }),
  xiaomi: raw("xiaomi", {}),
  browser: raw("browser", {}),
};

const silent: Readonly<Record<NativePlatform, Notification>> = {
  apple: apple({ contentAvailable: true, data: { sync: 1 } }),
  fcmv1: fcmV1({ data: { orderId: "7" } }),
  gcm: gcm({ data: { orderId: "7" } }),
  windows: windowsRaw("sync"),
  windowsphone: windowsPhoneRaw("sync"),
  adm: adm({ data: { orderId: "7" } }),
  baidu: baidu({ description: "D" }, { messageType: 0 }),
  xiaomi: xiaomi({ payload: "P" }),
  browser: browser({ data: { sync: true } }),
};

const stage = new PageStage();

/** Every device with the newest push it got. */
function pictures(notifications: Readonly<Record<NativePlatform, Notification>>) {
  let hub: StartedHub;
  let visit: Visit;
  beforeAll(async () => {
    hub = await stage.start();
    hub.hub.clock.freeze("2031-05-06T07:08:00Z");
    const client = program(hub);
    for (const platform of platforms) await client.send(notifications[platform], everyone());
    await client.close();
    visit = await stage.visit(hub, "#/devices", { timezoneId: "UTC", locale: "en-US" });
  });
  afterAll(async () => {
    await visit?.close();
    await hub?.close();
  });
  /** The picture on the card of a platform's device. */
  return (platform: NativePlatform): Locator =>
    visit.page
      .locator(".device", { has: visit.page.getByRole("heading", { name: devices[platform], exact: true }) })
      .locator(".frame");
}

/** The words of a picture in the order in which they appear. */
const wordsOf = async (picture: Locator): Promise<string[]> => {
  await picture.waitFor();
  // biome-ignore lint/performance/useDomNodeTextContent: only what is drawn counts.
  return (await picture.innerText()).split("\n").filter((line) => line.trim() !== "");
};

/** How many lines a string may have, and whether it has more. */
const cutOf = (text: Locator) =>
  text.evaluate((element) => ({
    lines: Number(getComputedStyle(element).getPropertyValue("-webkit-line-clamp")),
    isCut: element.scrollHeight > element.clientHeight,
  }));

/** The button beside a picture that expands it. */
const toggle = (picture: Locator): Locator => picture.locator("..").getByRole("button", { name: "the notification" });

describe.runIf(installed)("a picture", () => {
  beforeAll(() => stage.open());
  afterAll(() => stage.close());

  describe("of a rich notification", () => {
    const picture = pictures(rich);
    const app = ["07:08", "▾ ▮", "A"];
    it.each<[NativePlatform, string, string[]]>([
      ["apple", "ios", ["Tuesday, May 6", "07:08", "A", "3", "TIME SENSITIVE", "Ready", "Trattoria", "Table 12"]],
      [
        "fcmv1",
        "android",
        [...app, "App · tables", "3", "Ready", "Table 12", "Load the image from https://example.com/a.png"],
      ],
      ["gcm", "android", [...app, "App · tables", "Ready", "Table 12"]],
      [
        "windows",
        "windows",
        [
          "Load the image from https://example.com/hero.png",
          "A",
          "App · Important",
          "Load the icon from https://example.com/logo.png",
          "Ready",
          "Table 12",
          "Kitchen",
          "Cooking",
          "When ▾",
          "Keep it",
          "Cancel",
        ],
      ],
      ["windowsphone", "phone", ["Ready Table 12"]],
      ["adm", "kindle", [...app, "App · tables", "Ready", "Table 12"]],
      ["baidu", "android", [...app, "App", "Ready", "Table 12"]],
      ["xiaomi", "android", [...app, "App · tables", "Ready", "Table 12"]],
      [
        "browser",
        "browser",
        [
          "your.site · via your service worker",
          "Ready",
          "Table 12",
          "Load the icon from https://example.com/i.png",
          "Keep it",
        ],
      ],
    ])("shows on %s, as %s draws it, all that it has", async (platform, frame, words) => {
      expect(await wordsOf(picture(platform))).toEqual(words);
      expect(await picture(platform).getAttribute("class")).toContain(`frame-${frame}`);
    });

    it("has the accent color of Android, and the progress of Windows", async () => {
      const head = picture("fcmv1").locator(".android-head");
      expect(await head.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(255, 136, 0)");
      expect(await picture("windows").getByRole("img", { name: "Progress 60 %" }).count()).toBe(1);
    });

    it("shows the large image of Android and of a browser when it is expanded", async () => {
      for (const platform of ["fcmv1", "browser"] as const) {
        expect(await picture(platform).locator(".wide-image").count()).toBe(0);
        await toggle(picture(platform)).click();
        await picture(platform).locator(".wide-image").waitFor();
      }
    });

    it.each([
      ["apple", "Sound: bell.caf."],
      ["windows", "Silent on purpose."],
    ] as const)("says on %s in words what no frame draws, once it is expanded", async (platform, words) => {
      const text = picture(platform).locator("../..").getByText(words);
      expect(await text.count()).toBe(0);
      const button = toggle(picture(platform));
      await button.click();
      await text.waitFor();
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  });

  describe("of a long notification", () => {
    const picture = pictures(lengthy);
    it.each(platforms.filter((platform) => platform !== "windowsphone"))(
      "is cut on %s where the device cuts, collapsed and expanded",
      async (platform) => {
        const { titleLines, bodyLines, expandedBodyLines } = cuts[frameOf(platform)];
        const texts = picture(platform).locator(".lines");
        const [title, body] = [texts.first(), texts.last()];
        await body.waitFor();
        expect([await cutOf(title), await cutOf(body)]).toEqual([
          { lines: titleLines, isCut: platform !== "xiaomi" },
          { lines: bodyLines, isCut: true },
        ]);
        if (expandedBodyLines === bodyLines) return expect(await toggle(picture(platform)).count()).toBe(0);
        await toggle(picture(platform)).click();
        await expect.poll(() => cutOf(body)).toEqual({ lines: expandedBodyLines, isCut: true });
      },
    );

    it("is one line on windowsphone, and nothing expands it", async () => {
      const line = picture("windowsphone").locator(".phone-line");
      await line.waitFor();
      const width = await line.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(width).toBeGreaterThan(0);
      expect(await line.evaluate((element) => getComputedStyle(element).whiteSpace)).toBe("nowrap");
      expect(await toggle(picture("windowsphone")).count()).toBe(0);
    });
  });

  describe("of an empty notification", () => {
    const picture = pictures(empty);
    it.each<[NativePlatform, string]>([
      ["apple", "The alert is empty, so iOS shows nothing."],
      ["fcmv1", "There is neither a notification nor data."],
      ["gcm", "There is neither a notification nor data."],
      ["windows", "The toast has no text, so Windows shows nothing."],
      ["windowsphone", "The toast has no text, so the phone shows nothing."],
      ["adm", "There is neither a notification nor data."],
      ["baidu", "There is no description to show."],
      ["xiaomi", "The message is empty."],
      ["browser", "The message is empty."],
    ])("says on %s that nothing is shown, and why", async (platform, why) => {
      expect(await wordsOf(picture(platform))).toEqual(["Shows nothing", why]);
      expect(await picture(platform).getAttribute("class")).toBe("frame frame-words frame-words-bad");
    });
  });

  describe("of a silent notification", () => {
    const picture = pictures(silent);
    const data = "A data message: the app decides what to show. data: orderId";
    it.each<[NativePlatform, string, string]>([
      ["apple", "Wakes the app, no banner", "Wakes the app, which shows nothing by itself. data: sync"],
      ["fcmv1", "Data: the app decides", data],
      ["gcm", "Data: the app decides", data],
      ["windows", "Raw: the app decides", "The app gets the bytes as they are."],
      ["windowsphone", "Raw: the app decides", "The app gets the bytes as they are."],
      ["adm", "Data: the app decides", data],
      ["baidu", "Data: the app decides", "A message for the app: the app decides what to show."],
      [
        "xiaomi",
        "Data: the app decides",
        "The message passes through to the app, which decides what to show. data: payload",
      ],
      ["browser", "Data: the app decides", "The service worker decides what to show. data: sync"],
    ])("says on %s what happens in place of a banner", async (platform, headline, detail) => {
      expect(await wordsOf(picture(platform))).toEqual([headline, detail]);
      expect(await picture(platform).getAttribute("class")).toBe("frame frame-words frame-words-calm");
    });
  });

  describe("of a badge or a tile", () => {
    const picture = pictures({
      ...silent,
      apple: apple({ badge: 7 }),
      windows: windowsBadge("alert"),
      windowsphone: windowsPhoneTile({ template: "flip", title: "News", count: 4, backContent: "Kick-off" }),
    });
    it.each<[NativePlatform, string, string[]]>([
      ["apple", "badge", ["A", "7", "Sets the badge to 7"]],
      ["windows", "taskbar", ["A", "•", "Sets the badge to the glyph alert"]],
      ["windowsphone", "tile", ["4", "Kick-off", "News"]],
    ])("shows on %s a %s", async (platform, frame, words) => {
      expect(await wordsOf(picture(platform))).toEqual(words);
      expect(await picture(platform).getAttribute("class")).toContain(`frame-${frame}`);
    });
  });

  it("is replaced by words for a push that was refused", async () => {
    const hub = await stage.start();
    hub.hub.faults.scenario("platform-outage");
    const client = program(hub);
    for (const platform of platforms) await client.send(rich[platform], everyone());
    await client.close();
    const { page, close } = await stage.visit(hub, "#/devices");
    await expect
      .poll(() => page.locator(".frame-words-head").allTextContents())
      .toEqual(Array.from({ length: 12 }, () => "Never arrived: the platform is unavailable"));
    await close();
    await hub.close();
  });
});
