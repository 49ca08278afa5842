import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { isPayloadError } from "../errors.js";
import { fcmV1 } from "./fcm-v1.js";
import type { FcmV1Message } from "./types.js";

const cases: readonly [title: string, message: FcmV1Message, body: string][] = [
  [
    "a notification",
    { notification: { title: "T", body: "B", image: "https://example.com/i.png" } },
    '{"message":{"notification":{"title":"T","body":"B","image":"https://example.com/i.png"}}}',
  ],
  ["data", { data: { order: "7", message: "hi" } }, '{"message":{"data":{"order":"7","message":"hi"}}}'],
  [
    "statistics",
    { data: {}, fcmOptions: { analyticsLabel: "a-b_c.~%1" } },
    '{"message":{"data":{},"fcm_options":{"analytics_label":"a-b_c.~%1"}}}',
  ],
  [
    "every field of the Android part",
    {
      android: {
        collapseKey: "scores",
        priority: "HIGH",
        ttl: { seconds: 3.5 },
        restrictedPackageName: "com.example",
        data: { a: "b" },
        notification: { title: "T" },
        fcmOptions: { analyticsLabel: "x" },
        directBootOk: true,
        bandwidthConstrainedOk: false,
        restrictedSatelliteOk: true,
      },
    },
    '{"message":{"android":{"collapse_key":"scores","priority":"HIGH","ttl":"3.5s","restricted_package_name":"com.example","data":{"a":"b"},"notification":{"title":"T"},"fcm_options":{"analytics_label":"x"},"direct_boot_ok":true,"bandwidth_constrained_ok":false,"restricted_satellite_ok":true}}}',
  ],
  [
    "every field of the Android notification",
    {
      android: {
        notification: {
          title: "T",
          body: "B",
          icon: "ic",
          color: "#A1b2C3",
          sound: "default",
          tag: "tag",
          image: "http://example.com/i.png",
          clickAction: "OPEN",
          bodyLocKey: "bk",
          bodyLocArgs: ["1"],
          titleLocKey: "tk",
          titleLocArgs: ["2", "3"],
          channelId: "news",
          ticker: "tick",
          sticky: true,
          eventTime: new Date("2031-05-06T07:08:09.100Z"),
          localOnly: false,
          notificationPriority: "PRIORITY_HIGH",
          vibrateTimings: [{ milliseconds: 500 }, { seconds: 1 }],
          defaultVibrateTimings: false,
          defaultSound: true,
          lightSettings: {
            color: { red: 1, green: 0.5, blue: 0, alpha: 1 },
            lightOnDuration: { milliseconds: 1 },
            lightOffDuration: { seconds: 0 },
          },
          defaultLightSettings: false,
          visibility: "PRIVATE",
          notificationCount: 4,
          proxy: "IF_PRIORITY_LOWERED",
        },
      },
    },
    '{"message":{"android":{"notification":{"title":"T","body":"B","icon":"ic","color":"#A1b2C3","sound":"default","tag":"tag","image":"http://example.com/i.png","click_action":"OPEN","body_loc_key":"bk","body_loc_args":["1"],"title_loc_key":"tk","title_loc_args":["2","3"],"channel_id":"news","ticker":"tick","sticky":true,"event_time":"2031-05-06T07:08:09.100Z","local_only":false,"notification_priority":"PRIORITY_HIGH","vibrate_timings":["0.5s","1s"],"default_vibrate_timings":false,"default_sound":true,"light_settings":{"color":{"red":1,"green":0.5,"blue":0,"alpha":1},"light_on_duration":"0.001s","light_off_duration":"0s"},"default_light_settings":false,"visibility":"PRIVATE","notification_count":4,"proxy":"IF_PRIORITY_LOWERED"}}}}',
  ],
  [
    "every field of the web part",
    {
      webpush: {
        headers: { TTL: "60", Urgency: "very-low", Topic: "scores_1" },
        data: { a: "b" },
        notification: {
          title: "T",
          body: "B",
          icon: "/i.png",
          image: "/b.png",
          badge: "/s.png",
          actions: [{ action: "open", title: "Open", icon: "/o.png" }],
          data: { deep: [1, { x: null }] },
          dir: "rtl",
          lang: "he",
          renotify: true,
          requireInteraction: true,
          silent: false,
          tag: "t",
          timestamp: 1935817689000,
          vibrate: [100, 50, 100],
        },
        fcmOptions: { link: "https://example.com/", analyticsLabel: "x" },
      },
    },
    '{"message":{"webpush":{"headers":{"TTL":"60","Urgency":"very-low","Topic":"scores_1"},"data":{"a":"b"},"notification":{"title":"T","body":"B","icon":"/i.png","image":"/b.png","badge":"/s.png","actions":[{"action":"open","title":"Open","icon":"/o.png"}],"data":{"deep":[1,{"x":null}]},"dir":"rtl","lang":"he","renotify":true,"requireInteraction":true,"silent":false,"tag":"t","timestamp":1935817689000,"vibrate":[100,50,100]},"fcm_options":{"link":"https://example.com/","analytics_label":"x"}}}}',
  ],
  [
    "every field of the Apple part",
    {
      apns: {
        headers: {
          "apns-priority": "5",
          "apns-push-type": "alert",
          "apns-expiration": "0",
          "apns-topic": "com.example",
        },
        payload: { alert: { title: "T", locKey: "K" }, mutableContent: true, data: { order: 7 } },
        fcmOptions: { analyticsLabel: "x", image: "https://example.com/i.png" },
        liveActivityToken: "token",
      },
    },
    '{"message":{"apns":{"headers":{"apns-priority":"5","apns-push-type":"alert","apns-expiration":"0","apns-topic":"com.example"},"payload":{"aps":{"alert":{"title":"T","loc-key":"K"},"mutable-content":1},"order":7},"fcm_options":{"analytics_label":"x","image":"https://example.com/i.png"},"live_activity_token":"token"}}}',
  ],
];

describe("fcmV1: message in, bytes out", () => {
  it.each(cases)("writes %s", (_title, message, body) => {
    expect(fcmV1(message)).toEqual({
      platform: "fcmv1",
      contentType: "application/json;charset=utf-8",
      headers: {},
      body,
    });
  });

  it.each(cases)("writes %s the same inside { message }", (_title, message, body) => {
    expect(fcmV1({ message }).body).toBe(body);
  });

  it.each(cases)("accepts %s as text in Google's spelling and keeps its bytes", (_title, _message, body) => {
    const spaced = ` ${body} `;
    expect(fcmV1(spaced).body).toBe(spaced);
  });

  it("accepts text in lowerCamelCase and enumerations in lower case, as Google's examples write them", () => {
    const body = '{"message":{"android":{"collapseKey":"a","priority":"high","ttl":"86400s"}}}';
    expect(fcmV1(body).body).toBe(body);
  });

  it("passes headers on", () => {
    expect(fcmV1({ data: { a: "b" } }, { headers: { "X-Trace": "1" } }).headers).toEqual({ "X-Trace": "1" });
  });

  it.each([
    [{ seconds: 60 }, "60s"],
    [{ seconds: 0 }, "0s"],
    [{ seconds: 0.1 + 0.2 }, "0.3s"],
    [{ seconds: 2_419_200 }, "2419200s"],
    [{ milliseconds: 1500 }, "1.5s"],
    [{ milliseconds: 0.001 }, "0.000001s"],
  ])("writes the duration %j as %s", (ttl, wire) => {
    expect(fcmV1({ android: { ttl } }).body).toBe(`{"message":{"android":{"ttl":"${wire}"}}}`);
  });
});

describe("fcmV1: refuses", () => {
  const android = (notification: Record<string, unknown>) => () => fcmV1({ android: { notification } } as FcmV1Message);
  const refused: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    ["a token", () => fcmV1({ token: "x", data: {} } as never), "message.token", /hub supplies the target/],
    ["a topic", () => fcmV1({ message: { topic: "x" } } as never), "message.topic", /hub supplies the target/],
    [
      "a condition in text",
      () => fcmV1('{"message":{"condition":"x"}}'),
      "message.condition",
      /hub supplies the target/,
    ],
    [
      "legacy to",
      () => fcmV1({ to: "x", notification: { title: "a" } } as never),
      "message.to",
      /hub supplies the target/,
    ],
    [
      "legacy registrationIds",
      () => fcmV1({ registrationIds: ["x"] } as never),
      "message.registrationIds",
      /hub supplies the targets/,
    ],
    [
      "legacy to inside the Android part",
      () => fcmV1({ android: { to: "x" } } as never),
      "message.android.to",
      /hub supplies the target/,
    ],
    [
      "legacy priority",
      () => fcmV1({ priority: "high", data: {} } as never),
      "message.priority",
      /message\.android\.priority/,
    ],
    [
      "legacy time_to_live",
      () => fcmV1({ time_to_live: 5, data: {} } as never),
      "message.time_to_live",
      /message\.android\.ttl/,
    ],
    [
      "a legacy body as text",
      () => fcmV1('{"to":"x","data":{"a":"b"}}'),
      "message",
      /to: the hub supplies the target.*; data: move it to message\.data/,
    ],
    [
      "a message that is not wrapped, as text",
      () => fcmV1('{"notification":{"title":"a"},"android":{}}'),
      "message",
      /notification: move it to message\.notification; android: move it to message\.android/,
    ],
    ["text that is something else", () => fcmV1('{"aps":{}}'), "message", /wants \{"message"/],
    [
      "a key beside message",
      () => fcmV1({ message: { data: {} }, priority: "high" } as never),
      "priority",
      /beside message; move it to message\.android\.priority/,
    ],
    [
      "validate_only beside message",
      () => fcmV1('{"message":{"data":{}},"validate_only":true}'),
      "validate_only",
      /test send/,
    ],
    [
      "channel_id in the wrong place",
      () => fcmV1({ notification: { channelId: "x" } } as never),
      "message.notification.channelId",
      /message\.android\.notification\.channel_id/,
    ],
    [
      "the legacy name of the channel",
      () => fcmV1({ notification: { android_channel_id: "x" } } as never),
      "message.notification.android_channel_id",
      /channel_id/,
    ],
    [
      "a misspelt key",
      () => fcmV1({ android: { colapseKey: "x" } } as never),
      "message.android.colapseKey",
      /did you mean collapse_key/,
    ],
    ["an empty message", () => fcmV1({}), "message", /must not be empty/],
    ["a number in data", () => fcmV1({ data: { a: 5 } } as never), "message.data.a", /must be a string, not number/],
    ["null in data", () => fcmV1({ data: { a: null } } as never), "message.data.a", /must be a string, not null/],
    [
      "a list in Android's data",
      () => fcmV1({ android: { data: { a: [] } } } as never),
      "message.android.data.a",
      /not a list/,
    ],
    ["the reserved key from", () => fcmV1({ data: { from: "x" } }), "message.data.from", /reserves/],
    [
      "the reserved key message_type",
      () => fcmV1({ data: { message_type: "x" } }),
      "message.data.message_type",
      /reserves/,
    ],
    ["keys that begin with google.", () => fcmV1({ data: { "google.a": "x" } }), "message.data.google.a", /reserves/],
    [
      "keys that begin with gcm.",
      () => fcmV1({ webpush: { data: { "gcm.a": "x" } } }),
      "message.webpush.data.gcm.a",
      /reserves/,
    ],
    [
      "a duration without unit",
      () => fcmV1({ android: { ttl: 60 } } as never),
      "message.android.ttl",
      /\{ seconds: 60 \}/,
    ],
    [
      "a duration of two units",
      () => fcmV1({ android: { ttl: { seconds: 1, milliseconds: 1 } } } as never),
      "message.android.ttl",
      /seconds \} or/,
    ],
    ["a negative duration", () => fcmV1({ android: { ttl: { seconds: -1 } } }), "message.android.ttl", /0 or more/],
    [
      "a duration of another unit",
      () => fcmV1({ android: { ttl: { hours: 1 } } } as never),
      "message.android.ttl",
      /seconds \} or/,
    ],
    ["no duration at all", () => fcmV1({ android: { ttl: "60s" } } as never), "message.android.ttl", /seconds \} or/],
    [
      "a duration in text without s",
      () => fcmV1('{"message":{"android":{"ttl":"60"}}}'),
      "message.android.ttl",
      /"3\.5s"/,
    ],
    [
      "a priority in lower case",
      () => fcmV1({ android: { priority: "high" as never } }),
      "message.android.priority",
      /NORMAL, HIGH/,
    ],
    [
      "a priority as number",
      () => fcmV1({ android: { priority: 10 as never } }),
      "message.android.priority",
      /NORMAL, HIGH/,
    ],
    ["a colour by name", android({ color: "red" }), "message.android.notification.color", /#rrggbb/],
    ["an image that is no URL", android({ image: "icon.png" }), "message.android.notification.image", /URL/],
    [
      "arguments without their key",
      android({ bodyLocArgs: ["a"] }),
      "message.android.notification.body_loc_args",
      /body_loc_key/,
    ],
    [
      "an unknown visibility",
      android({ visibility: "HIDDEN" }),
      "message.android.notification.visibility",
      /PRIVATE, PUBLIC, SECRET/,
    ],
    [
      "a count that is not whole",
      android({ notificationCount: 0.5 }),
      "message.android.notification.notification_count",
      /whole number/,
    ],
    [
      "a time that is no Date",
      android({ eventTime: "tomorrow" }),
      "message.android.notification.event_time",
      /valid Date/,
    ],
    [
      "a time in text that is not RFC 3339",
      () => fcmV1('{"message":{"android":{"notification":{"event_time":"6 May"}}}}'),
      "message.android.notification.event_time",
      /RFC 3339/,
    ],
    [
      "light settings that lack a duration",
      android({ lightSettings: { color: {}, lightOnDuration: { seconds: 1 } } }),
      "message.android.notification.light_settings.light_off_duration",
      /required/,
    ],
    [
      "a colour part over 1",
      android({ lightSettings: { color: { red: 255 } } }),
      "message.android.notification.light_settings.color.red",
      /from 0 to 1/,
    ],
    [
      "a link that is not https",
      () => fcmV1({ webpush: { fcmOptions: { link: "http://example.com" } } }),
      "message.webpush.fcm_options.link",
      /https/,
    ],
    [
      "a long Topic",
      () => fcmV1({ webpush: { headers: { Topic: "x".repeat(33) } } }),
      "message.webpush.headers.Topic",
      /32/,
    ],
    [
      "renotify without tag",
      () => fcmV1({ webpush: { notification: { renotify: true } } }),
      "message.webpush.notification.renotify",
      /tag/,
    ],
    [
      "silent with vibrate",
      () => fcmV1({ webpush: { notification: { silent: true, vibrate: 1 } } }),
      "message.webpush.notification.vibrate",
      /silent/,
    ],
    [
      "an unknown APNs priority",
      () => fcmV1({ apns: { headers: { "apns-priority": "7" } } }),
      "message.apns.headers.apns-priority",
      /1, 5, 10/,
    ],
    [
      "an APNs header as number",
      () => fcmV1({ apns: { headers: { "apns-id": 7 as never } } }),
      "message.apns.headers.apns-id",
      /string/,
    ],
    [
      "an unknown key in aps",
      () => fcmV1({ apns: { payload: { allert: "x" } as never } }),
      "message.apns.payload.aps.allert",
      /beside aps/,
    ],
    [
      "an APNs payload that is no object",
      () => fcmV1({ apns: { payload: null as never } }),
      "message.apns.payload",
      /object/,
    ],
    [
      "an empty statistics label",
      () => fcmV1({ fcmOptions: { analyticsLabel: "" } }),
      "message.fcm_options.analytics_label",
      /1 to 50/,
    ],
  ];
  it.each(refused)("%s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "fcmv1",
      field,
    });
    expect(error.rule).toMatch(rule);
  });

  it("a time to live over four weeks, and names the limit", () => {
    expect(refusal(() => fcmV1({ android: { ttl: { seconds: 2_419_201 } } }))).toMatchObject({
      field: "message.android.ttl",
      limit: 2_419_200,
      size: 2_419_201,
    });
  });

  it("a body over 4,096 bytes", () => {
    expect(refusal(() => fcmV1({ data: { small: "x", large: "x".repeat(5000) } }))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      field: "message.data.large",
      limit: 4096,
    });
  });

  it("what is neither object nor text with a TypeError", () => {
    expect(() => fcmV1(7 as never)).toThrow(TypeError);
    expect(() => fcmV1([] as never)).toThrow(TypeError);
  });
});

describe("fcmV1: for any input", () => {
  it("accepts legitimate data keys that are legacy keys elsewhere", () => {
    expect(fcmV1({ data: { to: "x", priority: "high" } }).body).toBe(
      '{"message":{"data":{"to":"x","priority":"high"}}}',
    );
  });

  it("writes JSON that reads back, and that it accepts as text", () => {
    const data = fc.dictionary(
      fc.string({ maxLength: 10 }).filter((key) => !/^(from|message_type|google\.|gcm\.)/.test(key)),
      fc.string({ unit: "binary", maxLength: 20 }),
      { maxKeys: 5 },
    );
    fc.assert(
      fc.property(data, fc.string({ maxLength: 20 }), (values, title) => {
        const { body } = fcmV1({ data: values, notification: { title } });
        expect(JSON.parse(body)).toEqual({ message: { data: { ...values }, notification: { title } } });
        expect(fcmV1(body).body).toBe(body);
      }),
    );
  });

  it("throws nothing but its own error, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json({ maxDepth: 3 }).map((json) => `{"message":${json}}`),
        ),
        (text) => {
          try {
            fcmV1(text);
          } catch (error) {
            expect(isPayloadError(error)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
