import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adm,
  apple,
  appleLiveActivity,
  baidu,
  browser,
  fcmV1,
  gcm,
  type Notification,
  type NotificationDescription,
  type Platform,
  platforms,
  rawNotification,
  template,
  windowsBadge,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsTile,
  windowsToast,
  xiaomi,
} from "../../index.js";
import { describeNotification } from "./describe-notification.js";

const long = "Table 12 by the window. ".repeat(60).trim();
const raw = (platform: Platform, body: unknown, headers?: Record<string, string>): Notification =>
  rawNotification({ platform, body: typeof body === "string" ? body : JSON.stringify(body), headers });
const nothing = { actions: [], inputs: [], timeSensitive: false, dataKeys: [], notes: [] };

/**
 * Every platform, with a notification that uses all it can show, a long one, an empty one and one
 * that nobody sees.
 */
const cases: readonly [
  string,
  Notification,
  Omit<NotificationDescription, "platform" | "summary" | keyof typeof nothing> & Partial<NotificationDescription>,
][] = [
  [
    "apple, rich",
    apple({
      alert: { title: "Your table is ready", subtitle: "Trattoria Roma", body: "Table 12" },
      badge: 3,
      sound: { name: "bell.caf", critical: true },
      category: "TABLE",
      interruptionLevel: "time-sensitive",
      mutableContent: true,
      data: { orderId: "7" },
    }),
    {
      kind: "alert",
      title: "Your table is ready",
      subtitle: "Trattoria Roma",
      body: "Table 12",
      badge: "3",
      sound: "bell.caf",
      timeSensitive: true,
      dataKeys: ["orderId"],
      notes: [
        'Its buttons are those of the app\'s category "TABLE".',
        "Plays its sound even on a muted device.",
        "An extension of the app may change it before it is shown.",
      ],
    },
  ],
  ["apple, long", apple({ alert: long }), { kind: "alert", body: long }],
  [
    "apple, empty",
    raw("apple", { aps: { alert: "" } }),
    { kind: "nothing", notes: ["The alert is empty, so iOS shows nothing."] },
  ],
  [
    "apple, silent",
    apple({ contentAvailable: true, data: { sync: 1 } }),
    { kind: "background", dataKeys: ["sync"], notes: ["Wakes the app, which shows nothing by itself."] },
  ],
  ["apple, badge alone", apple({ badge: 7 }), { kind: "badge", badge: "7" }],
  [
    "apple, sound alone",
    apple({ sound: "default" }),
    { kind: "nothing", sound: "default", notes: ["Plays a sound and shows nothing."] },
  ],
  [
    "apple, background by its header",
    raw("apple", { aps: { alert: "A" } }, { "Apns-Push-Type": "background" }),
    { kind: "background", body: "A", notes: ["Wakes the app, which shows nothing by itself."] },
  ],
  [
    "apple, VoIP",
    apple({ data: { call: "1" } }, { pushType: "voip" }),
    { kind: "data", dataKeys: ["call"], notes: ["A call: the app shows it through CallKit."] },
  ],
  [
    "apple, Live Activity",
    appleLiveActivity.update({ contentState: { minutes: 5 } }),
    { kind: "data", notes: ["A Live Activity: update. The app draws it."] },
  ],
  [
    "apple, names of strings",
    apple({ alert: { titleLocKey: "READY" } }),
    {
      kind: "alert",
      title: "READY",
      notes: ["The app translates names such as title-loc-key; they are shown as they are."],
    },
  ],
  [
    "fcmv1, rich",
    fcmV1({
      notification: { title: "Common", body: "Table 12", image: "https://example.com/a.png" },
      data: { orderId: "7" },
      android: {
        notification: {
          title: "Your table is ready",
          icon: "bell",
          color: "#ff8800",
          sound: "ding",
          channelId: "tables",
          clickAction: "OPEN",
          notificationCount: 3,
          visibility: "SECRET",
          sticky: true,
        },
      },
    }),
    {
      kind: "alert",
      title: "Your table is ready",
      body: "Table 12",
      image: "https://example.com/a.png",
      icon: "bell",
      color: "#ff8800",
      sound: "ding",
      channel: "tables",
      badge: "3",
      link: "OPEN",
      dataKeys: ["orderId"],
      notes: ["Brings the app data: orderId.", "Not shown on the lock screen.", "Stays when it is tapped."],
    },
  ],
  ["fcmv1, long", fcmV1({ notification: { body: long } }), { kind: "alert", body: long }],
  [
    "fcmv1, empty",
    raw("fcmv1", { message: { notification: { title: "" } } }),
    { kind: "nothing", notes: ["There is neither a notification nor data."] },
  ],
  [
    "fcmv1, silent",
    fcmV1({ data: { title: "T", orderId: "7" } }),
    {
      kind: "data",
      title: "T",
      dataKeys: ["title", "orderId"],
      notes: ["A data message: the app decides what to show."],
    },
  ],
  [
    "fcmv1, without its wrapper",
    raw("fcmv1", { notification: { title: "T" } }),
    { kind: "nothing", notes: ["The body has no message, so FCM refuses it."] },
  ],
  [
    "fcmv1, for browsers",
    fcmV1({ webpush: { notification: { title: "T" }, fcmOptions: { link: "https://example.com/" } } }),
    { kind: "alert", title: "T", link: "https://example.com/", notes: ["Only a browser shows it."] },
  ],
  [
    "fcmv1, for Apple devices",
    raw("fcmv1", { message: { apns: { payload: { aps: { badge: 2 } } } } }),
    { kind: "badge", badge: "2", notes: ["Only an Apple device reads it."] },
  ],
  [
    "gcm, rich",
    gcm({
      notification: { title: "T", body: "B", androidChannelId: "c", sound: "default", clickAction: "OPEN" },
      data: { a: "1" },
    }),
    {
      kind: "alert",
      title: "T",
      body: "B",
      channel: "c",
      sound: "default",
      link: "OPEN",
      dataKeys: ["a"],
      notes: ["Brings the app data: a."],
    },
  ],
  ["gcm, long", gcm({ notification: { body: long } }), { kind: "alert", body: long }],
  ["gcm, empty", raw("gcm", {}), { kind: "nothing", notes: ["There is neither a notification nor data."] }],
  [
    "gcm, silent",
    gcm({ data: { message: "M" } }),
    { kind: "data", body: "M", dataKeys: ["message"], notes: ["A data message: the app decides what to show."] },
  ],
  [
    "windows, rich",
    windowsToast({
      texts: ["Your table is ready", "Table 12", { text: "Trattoria", placement: "attribution" }],
      images: [
        { src: "https://example.com/hero.png", placement: "hero" },
        { src: "https://example.com/logo.png", placement: "appLogoOverride" },
      ],
      progress: [{ value: 0.6, status: "Cooking", title: "Kitchen" }],
      inputs: [
        { id: "note", type: "text", placeHolderContent: "Say something" },
        { id: "when", type: "selection", title: "When", selections: [{ id: "1", content: "Now" }] },
      ],
      actions: [
        { content: "Keep it", arguments: "keep" },
        { content: "Settings", arguments: "s", placement: "contextMenu" },
      ],
      audio: { silent: true },
      launch: "table=12",
      scenario: "urgent",
    }),
    {
      kind: "alert",
      title: "Your table is ready",
      body: "Table 12",
      image: "https://example.com/hero.png",
      icon: "https://example.com/logo.png",
      progress: { value: 0.6, status: "Cooking", title: "Kitchen" },
      inputs: [
        { type: "text", label: "Say something", choices: [] },
        { type: "selection", label: "When", choices: ["Now"] },
      ],
      actions: [{ label: "Keep it" }],
      sound: "none",
      link: "table=12",
      timeSensitive: true,
      notes: ["Attributed to Trattoria.", "Breaks through Do Not Disturb."],
    },
  ],
  ["windows, long", windowsToast({ texts: ["T", long] }), { kind: "alert", title: "T", body: long }],
  [
    "windows, empty",
    raw("windows", "<toast/>", { "X-WNS-Type": "wns/toast" }),
    { kind: "nothing", notes: ["The toast has no text, so Windows shows nothing."] },
  ],
  ["windows, silent", windowsRaw("sync"), { kind: "raw", body: "sync", notes: ["Raw: the app decides what to do."] }],
  ["windows, badge", windowsBadge(7), { kind: "badge", badge: "7" }],
  ["windows, no badge", windowsBadge("none"), { kind: "badge", badge: "none", notes: ["Removes the badge."] }],
  [
    "windows, tile",
    windowsTile({ wide: { content: ["Wide"] }, medium: { content: ["Medium", { src: "https://example.com/t.png" }] } }),
    {
      kind: "tile",
      title: "Medium",
      image: "https://example.com/t.png",
      notes: ["Tile sizes: TileMedium, TileWide."],
    },
  ],
  [
    "windows, a broken toast",
    raw("windows", "<toast>", { "X-WNS-Type": "wns/toast" }),
    { kind: "nothing", notes: ["The body is not the document that wns/toast needs, so Windows drops it."] },
  ],
  [
    "windowsphone, rich",
    windowsPhoneToast({ text1: "T", text2: "B", param: "/Page.xaml" }),
    { kind: "alert", title: "T", body: "B", link: "/Page.xaml" },
  ],
  ["windowsphone, long", windowsPhoneToast({ text1: "T", text2: long }), { kind: "alert", title: "T", body: long }],
  [
    "windowsphone, empty",
    raw("windowsphone", '<w:Notification xmlns:w="WPNotification"><w:Toast/></w:Notification>'),
    { kind: "nothing", notes: ["The toast has no text, so the phone shows nothing."] },
  ],
  [
    "windowsphone, silent",
    windowsPhoneRaw("sync"),
    { kind: "raw", body: "sync", notes: ["Raw: the app decides what to do."] },
  ],
  [
    "windowsphone, tile",
    windowsPhoneTile({ template: "flip", title: "T", count: 3, backContent: "Back" }),
    { kind: "tile", title: "T", badge: "3", body: "Back" },
  ],
  [
    "adm, rich",
    adm({ notification: { title: "T", body: "B", channelId: "c", icon: "i" }, data: { a: "1" } }),
    {
      kind: "alert",
      title: "T",
      body: "B",
      channel: "c",
      icon: "i",
      dataKeys: ["a"],
      notes: ["Brings the app data: a."],
    },
  ],
  ["adm, long", adm({ notification: { body: long } }), { kind: "alert", body: long }],
  ["adm, empty", raw("adm", {}), { kind: "nothing", notes: ["There is neither a notification nor data."] }],
  [
    "adm, silent",
    adm({ data: { text: "M" } }),
    { kind: "data", body: "M", dataKeys: ["text"], notes: ["A data message: the app decides what to show."] },
  ],
  [
    "baidu, rich",
    baidu({ title: "T", description: "D", openType: 1, url: "https://example.com/", customContent: { a: 1 } }),
    { kind: "alert", title: "T", body: "D", link: "https://example.com/", dataKeys: ["a"] },
  ],
  ["baidu, long", baidu({ description: long }), { kind: "alert", body: long }],
  [
    "baidu, empty",
    raw("baidu", { title: "T" }),
    { kind: "nothing", title: "T", notes: ["There is no description to show."] },
  ],
  [
    "baidu, silent",
    baidu({ description: "D" }, { messageType: 0 }),
    { kind: "data", body: "D", notes: ["A message for the app: the app decides what to show."] },
  ],
  [
    "xiaomi, rich",
    xiaomi({ title: "T", description: "D", payload: "P", unconfirmed: { extra: { web_uri: "https://example.com/" } } }),
    { kind: "alert", title: "T", body: "D", link: "https://example.com/", dataKeys: ["payload", "web_uri"] },
  ],
  ["xiaomi, long", xiaomi({ title: "T", description: long }), { kind: "alert", title: "T", body: long }],
  ["xiaomi, empty", raw("xiaomi", {}), { kind: "nothing", notes: ["The message is empty."] }],
  [
    "xiaomi, silent",
    xiaomi({ payload: "P" }),
    {
      kind: "data",
      body: "P",
      dataKeys: ["payload"],
      notes: ["The message passes through to the app, which decides what to show."],
    },
  ],
  [
    "browser, rich",
    browser({
      title: "T",
      body: "B",
      icon: "https://example.com/i.png",
      image: "https://example.com/a.png",
      actions: [
        { action: "keep", title: "Keep it" },
        { action: "no", title: "Cancel", icon: "https://example.com/x.png" },
      ],
      requireInteraction: true,
      data: { orderId: 7 },
    }),
    {
      kind: "alert",
      title: "T",
      body: "B",
      icon: "https://example.com/i.png",
      image: "https://example.com/a.png",
      actions: [{ label: "Keep it" }, { label: "Cancel", icon: "https://example.com/x.png" }],
      dataKeys: ["orderId"],
      notes: ["The service worker shows it.", "Stays until it is clicked or closed."],
    },
  ],
  [
    "browser, long",
    browser({ title: "T", body: long }),
    { kind: "alert", title: "T", body: long, notes: ["The service worker shows it."] },
  ],
  ["browser, empty", raw("browser", {}), { kind: "nothing", notes: ["The message is empty."] }],
  [
    "browser, silent",
    browser({ data: { sync: true } }),
    { kind: "data", dataKeys: ["sync"], notes: ["The service worker decides what to show."] },
  ],
  [
    "template",
    template({ title: "T", table: "12" }),
    {
      kind: "data",
      title: "T",
      dataKeys: ["title", "table"],
      notes: ["Each device shows its own template, filled in with these properties."],
    },
  ],
];

describe("describeNotification", () => {
  it.each(cases)("describes %s", (_, notification, expected) => {
    const { summary, ...described } = describeNotification(notification);
    expect(described).toEqual({ platform: notification.platform, ...nothing, ...expected });
    expect(summary).not.toBe("");
    expect(summary).not.toContain("\n");
  });

  it("has a rich, a long, an empty and a silent case for every push platform", () => {
    const names = cases.map(([name]) => name);
    for (const platform of platforms.filter((name) => name !== "template")) {
      for (const kind of ["rich", "long", "empty", "silent"]) expect(names).toContain(`${platform}, ${kind}`);
    }
  });

  it.each([
    [apple({ alert: { title: "T", subtitle: "S", body: "Two\nlines" } }), "T · S · Two lines"],
    [windowsToast({ texts: ["T"], actions: [{ content: "Open", arguments: "open" }] }), "T"],
    [
      raw("fcmv1", { message: { notification: { image: "https://example.com/i.png" } } }),
      "A notification without text",
    ],
    [windowsTile({ medium: { content: ["Kick-off"] } }), "Changes the tile: Kick-off"],
    [apple({ badge: 7 }), "Sets the badge to 7"],
    [apple({ badge: 0 }), "Removes the badge"],
    [windowsBadge("none"), "Removes the badge"],
    [windowsBadge("alert"), "Sets the badge to the glyph alert"],
    [apple({ contentAvailable: true }), "Wakes the app, no banner"],
    [raw("fcmv1", { message: { data: { orderId: "7" } } }), "Data: the app decides"],
    [windowsRaw("bytes"), "Raw: the app decides"],
    [raw("apple", { aps: { alert: "" } }), "Shows nothing"],
  ])("sums up on one line, case %#", (notification, summary) => {
    expect(describeNotification(notification).summary).toBe(summary);
  });

  it("says that a body is over the limit of its platform", () => {
    const body = JSON.stringify({ aps: { alert: "x".repeat(5_000) } });
    const { kind, notes } = describeNotification({ platform: "apple", body, contentType: "", headers: {} });
    expect(kind).toBe("alert");
    expect(notes).toEqual([
      "The body has 5,020 bytes; Apple Push Notification service takes at most 4,096 and refuses it.",
    ]);
  });

  it("does not read what no hub takes", () => {
    const body = "[".repeat(70_000);
    expect(describeNotification({ platform: "apple", body, contentType: "", headers: {} }).notes).toEqual([
      "The body is larger than 64 KB, the limit of a hub.",
    ]);
  });

  it("never throws, whatever body and headers", () => {
    const headers = fc.dictionary(
      fc.constantFrom("X-WNS-Type", "apns-push-type", "X-NotificationClass", "X-Baidu-Message-Type"),
      fc.oneof(fc.string(), fc.constantFrom("wns/raw", "wns/toast", "3", "0", "background")),
    );
    const shaped = fc.anything({ values: [fc.constantFrom("aps", "alert", "title", 1, null), fc.string()] });
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .dictionary(fc.constantFrom("aps", "message", "notification", "data", "actions", "extra"), shaped)
        .map((value) => {
          try {
            return JSON.stringify(value);
          } catch {
            return "{}";
          }
        }),
      fc.constantFrom("<toast><visual>", "<badge/>", "<tile><visual><binding/></visual></tile>", "<N><Toast/></N>"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...platforms), body, headers, (platform, text, given) => {
        const found = describeNotification({ platform, body: text, contentType: "", headers: given });
        expect(found.platform).toBe(platform);
        for (const list of [found.actions, found.inputs, found.notes, found.dataKeys])
          expect(Array.isArray(list)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
