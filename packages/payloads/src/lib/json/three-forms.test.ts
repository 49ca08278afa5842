import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { retirementWarnings } from "../../../test/retirement-warnings.js";
import { adm, apple, baidu, browser, fcmV1, gcm, type Notification, xiaomi } from "../../index.js";

type Builder = (payload: never) => Notification;

/** The same message as typed input, and as the platform itself documents it. */
const messages: readonly [title: string, builder: Builder, typed: object, document: object][] = [
  [
    "apple",
    apple,
    { alert: { titleLocKey: "K", titleLocArgs: ["a"] }, contentAvailable: true, data: { order: 7 } },
    { aps: { alert: { "title-loc-key": "K", "title-loc-args": ["a"] }, "content-available": 1 }, order: 7 },
  ],
  [
    "apple, a Live Activity",
    apple,
    { event: "update", timestamp: new Date(5000), contentState: { step: 1 }, staleDate: new Date(9000) },
    { aps: { event: "update", timestamp: 5, "content-state": { step: 1 }, "stale-date": 9 } },
  ],
  [
    "fcmV1",
    fcmV1,
    {
      android: { ttl: { seconds: 1.5 }, collapseKey: "c", notification: { eventTime: new Date(0), channelId: "n" } },
      apns: { payload: { alert: "x", mutableContent: true } },
    },
    {
      message: {
        android: {
          ttl: "1.5s",
          collapse_key: "c",
          notification: { event_time: "1970-01-01T00:00:00.000Z", channel_id: "n" },
        },
        apns: { payload: { aps: { alert: "x", "mutable-content": 1 } } },
      },
    },
  ],
  [
    "gcm",
    gcm,
    { collapseKey: "c", notification: { clickAction: "OPEN", bodyLocKey: "k", bodyLocArgs: [] }, timeToLive: 5 },
    {
      collapse_key: "c",
      notification: { click_action: "OPEN", body_loc_key: "k", body_loc_args: [] },
      time_to_live: 5,
    },
  ],
  [
    "adm",
    adm,
    { data: { a: "b" }, consolidationKey: "c", notification: { channelId: "n", title: "T" } },
    { data: { a: "b" }, consolidationKey: "c", notification: { channel_id: "n", title: "T" } },
  ],
  [
    "baidu",
    baidu,
    { description: "D", openType: 2, customContent: { a: [1] }, unconfirmed: { target_channel: "7", own: null } },
    { description: "D", open_type: 2, custom_content: { a: [1] }, target_channel: "7", own: null },
  ],
  [
    "xiaomi",
    xiaomi,
    { title: "T", restrictedPackageName: "p", unconfirmed: { "extra.notify_effect": "1", own: [true] } },
    { title: "T", restricted_package_name: "p", "extra.notify_effect": "1", own: [true] },
  ],
  [
    "browser",
    browser,
    { title: "T", requireInteraction: true, custom: { url: "/orders/7" } },
    { title: "T", requireInteraction: true, url: "/orders/7" },
  ],
];

describe("a payload in three forms", () => {
  it.each(messages)("%s writes the same body for the typed object, the platform's object and its JSON", (...row) => {
    const [, build, typed, document] = row;
    const text = JSON.stringify(document);
    const notification = build(text as never);
    expect(notification.body).toBe(text);
    expect(build(document as never)).toEqual(notification);
    // What typed input says under `unconfirmed` is a warning in a document.
    expect(build(typed as never)).toEqual({ ...notification, warnings: retirementWarnings(notification.platform) });
  });

  it.each(messages)("%s changes neither object, and takes frozen ones", (...row) => {
    const [, build, ...objects] = row;
    for (const object of objects) {
      const before = structuredClone(object);
      build(deepFreeze(object) as never);
      expect(object).toEqual(before);
    }
  });

  it.each<[string, () => unknown, string, string]>([
    [
      "apple, Apple's name in typed input",
      () => apple({ alert: "x", "mutable-content": 1 } as never),
      "aps.mutable-content",
      "is not a known key; did you mean mutableContent?",
    ],
    [
      "fcmV1, Google's name in typed input",
      () => fcmV1({ android: { collapse_key: "c" } } as never),
      "message.android.collapse_key",
      "is not a known key; did you mean collapseKey?",
    ],
    [
      "fcmV1, Apple's document in typed input",
      () => fcmV1({ apns: { payload: { aps: { alert: "x" } } } } as never),
      "message.apns.payload.aps",
      "is Apple's own form; write the keys of aps in its place",
    ],
    [
      "gcm, Google's name beside a typed one",
      () => gcm({ data: {}, collapseKey: "c", time_to_live: 5 } as never),
      "time_to_live",
      "is spelled differently than collapseKey; did you mean timeToLive?",
    ],
    [
      "gcm, a typed name beside Google's",
      () => gcm({ data: {}, time_to_live: 5, collapseKey: "c" } as never),
      "collapseKey",
      "is spelled differently than time_to_live; did you mean collapse_key?",
    ],
    [
      "gcm, Google's name below a typed one",
      () => gcm({ collapseKey: "c", notification: { click_action: "x" } } as never),
      "notification.click_action",
      "is not a known key; did you mean clickAction?",
    ],
    [
      "adm, both within a notification",
      () => adm({ notification: { channelId: "c", body_loc_key: "k" } } as never),
      "notification.body_loc_key",
      "is spelled differently than channelId; did you mean bodyLocKey?",
    ],
    [
      "xiaomi, its own name beside unconfirmed",
      () => xiaomi({ unconfirmed: {}, restricted_package_name: "p" } as never),
      "restricted_package_name",
      "is spelled differently than unconfirmed; did you mean restrictedPackageName?",
    ],
    [
      "xiaomi, a typed name beside a key that only its own document has",
      () => xiaomi({ notify_type: 1, restrictedPackageName: "p" } as never),
      "restrictedPackageName",
      "is spelled differently than notify_type; did you mean restricted_package_name?",
    ],
  ])("refuses a mixture of both, with the name that was meant: %s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect([error.code, error.field, error.rule]).toEqual(["NH_PAYLOAD_INVALID", field, rule]);
  });
});

describe("FCM's { message }", () => {
  it("may hold Google's names in camelCase, the typed message, or both of Google's spellings", () => {
    const body = '{"message":{"android":{"collapse_key":"c","ttl":"60s"}}}';
    for (const android of [
      { collapseKey: "c", ttl: "60s" },
      { collapseKey: "c", ttl: { seconds: 60 } },
      { collapse_key: "c", ttl: "60s" },
    ]) {
      expect(fcmV1({ message: { android } } as never).body).toBe(body);
    }
    const both = { message: { android: { collapse_key: "c", restrictedPackageName: "p" } } };
    expect(fcmV1(both as never).body).toBe(
      '{"message":{"android":{"collapse_key":"c","restricted_package_name":"p"}}}',
    );
    expect(fcmV1(JSON.stringify(both)).body).toBe(JSON.stringify(both));
  });

  it.each([(body: object) => fcmV1(body as never), (body: object) => fcmV1(JSON.stringify(body))])(
    "refuses the same key in both spellings, and the values of typed input where it is JSON",
    (build) => {
      expect(refusal(() => build({ message: { android: { collapse_key: "a", collapseKey: "b" } } })).message).toBe(
        "fcmv1: message.android.collapseKey is the same key as collapse_key; keep one",
      );
      expect(refusal(() => build({ message: { android: { ttl: "a minute" } } })).rule).toBe(
        'must be seconds as a string, such as "3.5s"',
      );
    },
  );

  it("keeps words in lower case as Google's examples write them", () => {
    expect(fcmV1({ message: { android: { priority: "high" } } }).body).toBe(
      '{"message":{"android":{"priority":"high"}}}',
    );
  });
});

function deepFreeze<T extends object>(value: T): T {
  for (const item of Object.values(value)) if (typeof item === "object" && item !== null) deepFreeze(item);
  return Object.freeze(value);
}
