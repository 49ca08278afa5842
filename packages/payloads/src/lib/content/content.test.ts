import { describe, expect, it } from "vitest";
import { isArgumentError } from "../argument-error.js";
import { isPayloadError } from "../errors.js";
import { type Platform, platforms } from "../platforms.js";
import { content } from "./content.js";
import { isContent } from "./is-content.js";
import type { ContentFields } from "./types.js";

const NOW = Date.UTC(2031, 0, 1);
const now = () => NOW;

const full: ContentFields = {
  title: "Goal!",
  body: "1 : 0",
  image: "https://example.com/goal.png",
  link: "app://match/7",
  badge: 1,
  sound: "default",
  data: { match: "7" },
  ttlSeconds: 3600,
  collapseKey: "match-7",
  priority: "high",
};
const silent: ContentFields = { silent: true, data: { match: "7" }, ttlSeconds: 0, priority: "normal" };

describe("content: the same fields, in the words of each platform", () => {
  const written: readonly [platform: Platform, body: string, headers: Record<string, string>][] = [
    [
      "apple",
      '{"aps":{"alert":{"title":"Goal!","body":"1 : 0"},"badge":1,"sound":"default","mutable-content":1},"match":"7","image":"https://example.com/goal.png","link":"app://match/7"}',
      {
        "apns-push-type": "alert",
        "apns-priority": "10",
        "apns-collapse-id": "match-7",
        "apns-expiration": String(NOW / 1000 + 3600),
      },
    ],
    [
      "fcmv1",
      '{"message":{"notification":{"title":"Goal!","body":"1 : 0","image":"https://example.com/goal.png"},"data":{"match":"7","link":"app://match/7"},"android":{"collapse_key":"match-7","priority":"HIGH","ttl":"3600s","notification":{"sound":"default","notification_count":1}}}}',
      {},
    ],
    [
      "windows",
      '<toast launch="app://match/7" activationType="protocol"><visual><binding template="ToastGeneric"><text>Goal!</text><text>1 : 0</text><image src="https://example.com/goal.png" placement="hero"/></binding></visual></toast>',
      { "X-WNS-Type": "wns/toast", "X-WNS-TTL": "3600", "X-WNS-PRIORITY": "1" },
    ],
    [
      "windowsphone",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>Goal!</wp:Text1><wp:Text2>1 : 0</wp:Text2><wp:Param>/?match=7</wp:Param></wp:Toast></wp:Notification>',
      { "X-WindowsPhone-Target": "toast", "X-NotificationClass": "2" },
    ],
    [
      "baidu",
      '{"title":"Goal!","description":"1 : 0","custom_content":{"match":"7","link":"app://match/7"}}',
      { "X-Baidu-Message-Type": "1" },
    ],
    [
      "xiaomi",
      '{"title":"Goal!","description":"1 : 0","payload":"{\\"match\\":\\"7\\",\\"link\\":\\"app://match/7\\"}"}',
      {},
    ],
    [
      "template",
      '{"match":"7","title":"Goal!","body":"1 : 0","image":"https://example.com/goal.png","link":"app://match/7","badge":"1","sound":"default"}',
      {},
    ],
  ];
  it.each(written)("%s", (platform, body, headers) => {
    const notification = content(full, {}, { now }).for(platform);
    expect(notification.platform).toBe(platform);
    expect(notification.body).toBe(body);
    expect(notification.headers).toEqual(headers);
  });

  const parsed: readonly [platform: Platform, body: unknown, headers: Record<string, string>][] = [
    [
      "gcm",
      {
        notification: { title: "Goal!", body: "1 : 0", image: "https://example.com/goal.png", sound: "default" },
        data: { match: "7", link: "app://match/7" },
        collapse_key: "match-7",
        priority: "high",
        time_to_live: 3600,
      },
      {},
    ],
    [
      "adm",
      {
        notification: {
          title: "Goal!",
          body: "1 : 0",
          image: "https://example.com/goal.png",
          sound: "default",
          notification_count: 1,
        },
        data: { match: "7", link: "app://match/7" },
        consolidationKey: "match-7",
        expiresAfter: 3600,
        priority: "high",
      },
      {},
    ],
    [
      "browser",
      {
        title: "Goal!",
        body: "1 : 0",
        image: "https://example.com/goal.png",
        data: { match: "7", link: "app://match/7" },
        tag: "match-7",
      },
      { TTL: "3600", Urgency: "high", Topic: "match-7" },
    ],
  ];
  it.each(parsed)("%s", (platform, body, headers) => {
    const notification = content(full).for(platform);
    expect(JSON.parse(notification.body)).toEqual(body);
    expect(notification.headers).toEqual(headers);
  });

  it("wakes the app and shows nothing when it is silent", () => {
    const news = content(silent);
    expect(news.for("apple")).toMatchObject({
      body: '{"aps":{"content-available":1},"match":"7"}',
      headers: { "apns-push-type": "background", "apns-priority": "5", "apns-expiration": "0" },
    });
    expect(JSON.parse(news.for("fcmv1").body)).toEqual({
      message: { data: { match: "7" }, android: { priority: "NORMAL", ttl: "0s" } },
    });
    expect(news.for("windows")).toMatchObject({ body: '{"match":"7"}', headers: { "X-WNS-Type": "wns/raw" } });
    expect(news.for("windowsphone")).toMatchObject({ body: '{"match":"7"}', headers: { "X-NotificationClass": "3" } });
    expect(news.for("baidu").headers).toEqual({ "X-Baidu-Message-Type": "0" });
    expect(JSON.parse(news.for("adm").body)).toEqual({ data: { match: "7" }, expiresAfter: 1, priority: "normal" });
    expect(JSON.parse(news.for("browser").body)).toEqual({ data: { match: "7" } });
  });
});

describe("content: nothing is omitted without a note", () => {
  /** A value that no other field has, and one that differs from it. */
  const values: { readonly [Name in keyof ContentFields]-?: readonly [unknown, unknown] } = {
    title: ["One", "Two"],
    body: ["One", "Two"],
    image: ["https://example.com/1.png", "https://example.com/2.png"],
    link: ["app://one", "app://two"],
    badge: [1, 2],
    sound: ["one.caf", "two.caf"],
    data: [{ key: "one" }, { key: "two" }],
    ttlSeconds: [60, 120],
    collapseKey: ["one!", "two!"],
    priority: ["high", "normal"],
    silent: [false, undefined],
  };
  const cases = platforms.flatMap((platform) =>
    (Object.keys(values) as (keyof ContentFields)[])
      .filter((field) => field !== "silent")
      .map((field) => [platform, field] as const),
  );
  it.each(cases)("%s: %s reaches the notification, or a note names it", (platform, field) => {
    const [one, other] = values[field].map((value) => {
      const made = content({ title: "T", body: "B", [field]: value }, {}, { now });
      const { body, headers } = made.for(platform);
      return { written: JSON.stringify([body, headers]), notes: made.notes(platform) };
    });
    const noted = one?.notes.some((note) => note.field === field) ?? false;
    expect(one?.written !== other?.written || noted).toBe(true);
  });

  it("notes only fields that the content has", () => {
    for (const platform of platforms) expect(content({ title: "T", body: "B" }).notes(platform)).toEqual([]);
  });

  it("says what becomes of a field in a sentence", () => {
    expect(content({ title: "T", badge: 3 }).notes("windows")).toEqual([
      { field: "badge", message: "Left out: a toast sets no badge. Send windowsBadge beside it." },
    ]);
    const long = content({ title: "T", collapseKey: "k".repeat(33) });
    expect(long.for("browser").headers).toEqual({});
    expect(long.notes("browser")[0]?.message).toMatch(/the notification's tag only/);
  });
});

describe("content: what only one platform has", () => {
  it("is merged into the common fields, and wins", () => {
    const news = content(
      { title: "Goal!", body: "1 : 0", priority: "high" },
      {
        apple: {
          interruptionLevel: "time-sensitive",
          alert: { subtitle: "Final" },
          options: { topic: "com.example.app" },
        },
        fcmV1: { android: { notification: { channelId: "goals" } } },
        browser: { icon: "/icon.png", options: { headers: { Urgency: "low" } } },
        template: { properties: { title: "Other" } },
      },
    );
    expect(news.for("apple")).toMatchObject({
      body: '{"aps":{"alert":{"title":"Goal!","body":"1 : 0","subtitle":"Final"},"interruption-level":"time-sensitive"}}',
      headers: { "apns-topic": "com.example.app", "apns-priority": "10" },
    });
    expect(JSON.parse(news.for("fcmv1").body).message.android).toEqual({
      priority: "HIGH",
      notification: { channel_id: "goals" },
    });
    expect(news.for("browser").headers).toEqual({ Urgency: "low" });
    expect(JSON.parse(news.for("template").body)).toEqual({ title: "Other", body: "1 : 0" });
  });

  it("is checked by the builder of the platform, and only there", () => {
    const news = content({ title: "T" }, { apple: { relevanceScore: 7 } });
    expect(() => news.for("apple")).toThrow(/aps.relevance-score must be/);
    expect(news.for("fcmv1").platform).toBe("fcmv1");
  });

  it("has no place in a silent push of Windows", () => {
    const news = content({ silent: true }, { windows: { scenario: "alarm" }, windowsPhone: { text1: "T" } });
    for (const platform of ["windows", "windowsphone"] as const) {
      expect(() => news.for(platform)).toThrow(/has no place in a silent push/);
    }
  });
});

describe("content: refuses", () => {
  const refused: readonly [title: string, fields: unknown, message: RegExp][] = [
    ["no object", undefined, /fields must be an object/],
    ["a field of another name", { titel: "T" }, /"titel" is not a known field. Did you mean title\?/],
    ["a field of the prototype", { constructor: "T" }, /"constructor" is not a known field. Known: title, body/],
    ["a title that is a number", { title: 7 }, /title must be a string/],
    ["a number in data", { title: "T", data: { n: 7 } }, /data must be an object whose values are strings/],
    ["a negative badge", { badge: -1 }, /badge must be a whole number/],
    ["half a second", { title: "T", ttlSeconds: 0.5 }, /ttlSeconds must be a whole number/],
    ["an urgent priority", { title: "T", priority: "urgent" }, /priority must be "high" or "normal"/],
    ["a silent title", { title: "T", silent: true }, /title does not go with silent: true/],
  ];
  it.each(refused)("%s", (_title, fields, message) => {
    let error: unknown;
    try {
      content(fields as ContentFields);
    } catch (caught) {
      error = caught;
    }
    expect(isArgumentError(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
  });

  it("an unknown platform, beside the content and in for", () => {
    expect(() => content({ title: "T" }, { android: {} } as never)).toThrow(/"android" is not a known platform/);
    expect(() => content({ title: "T" }, { apple: "T" } as never)).toThrow(/apple must be an object/);
    expect(() => content({ title: "T" }).for("ios" as Platform)).toThrow(
      /platform must be one of apple, fcmv1, .*, not "ios"$/,
    );
  });

  it("data that uses the name of a field which the app gets beside it", () => {
    const news = content({ title: "T", link: "app://one", data: { link: "mine", title: "mine" } });
    for (const platform of ["apple", "fcmv1", "browser", "template"] as const) {
      let error: unknown;
      try {
        news.for(platform);
      } catch (caught) {
        error = caught;
      }
      expect(isPayloadError(error)).toBe(true);
    }
  });
});

describe("content: a value", () => {
  it("is frozen, is recognized, and does not follow later changes", () => {
    const data = { match: "7" };
    const news = content({ title: "T", data });
    data.match = "8";
    expect(Object.isFrozen(news)).toBe(true);
    expect(news.for("apple").body).toBe('{"aps":{"alert":{"title":"T"}},"match":"7"}');
    expect([isContent(news), isContent({ ...news }), isContent(news.for("apple")), isContent(null)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
