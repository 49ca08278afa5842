import fc from "fast-check";
import { describe, expect, it } from "vitest";
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
      warnings: [],
      headers: {},
      body,
    });
  });

  it.each(cases)("writes %s the same inside { message }", (_title, message, body) => {
    expect(fcmV1({ message }).body).toBe(body);
  });

  it.each(cases)("accepts %s as JSON in Google's spelling and keeps its bytes", (_title, _message, body) => {
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

/** Characters that JSON, UTF-8 or JavaScript treat in different ways. */
const anyUnit = fc.constantFrom(
  "a",
  " ",
  "é",
  "漢",
  "😀",
  '"',
  "\\",
  "/",
  "\n",
  "\u0000",
  "\u2028",
  "\ufeff",
  "\uffff",
);

describe("fcmV1: for any input", () => {
  it("accepts legitimate data keys that are legacy keys elsewhere", () => {
    expect(fcmV1({ data: { to: "x", priority: "high" } }).body).toBe(
      '{"message":{"data":{"to":"x","priority":"high"}}}',
    );
  });

  it("writes JSON that reads back, and that it accepts as JSON", () => {
    const data = fc.dictionary(
      fc.string({ maxLength: 10 }).filter((key) => !/^(from|message_type|google\.|gcm\.)/.test(key)),
      fc.string({ unit: anyUnit, maxLength: 20 }),
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
