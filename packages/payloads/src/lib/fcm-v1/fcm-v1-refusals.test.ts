import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { fcmV1 } from "./fcm-v1.js";
import type { FcmV1Message } from "./types.js";

describe("fcmV1: refuses", () => {
  const android = (notification: Record<string, unknown>) => () => fcmV1({ android: { notification } } as FcmV1Message);
  const refused: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    ["a token", () => fcmV1({ token: "x", data: {} } as never), "message.token", /hub supplies the target/],
    ["a topic", () => fcmV1({ message: { topic: "x" } } as never), "message.topic", /hub supplies the target/],
    [
      "a condition in JSON",
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
      "a legacy body as JSON",
      () => fcmV1('{"to":"x","data":{"a":"b"}}'),
      "message",
      /to: the hub supplies the target.*; data: move it to message\.data/,
    ],
    [
      "a message that is not wrapped, as JSON",
      () => fcmV1('{"notification":{"title":"a"},"android":{}}'),
      "message",
      /notification: move it to message\.notification; android: move it to message\.android/,
    ],
    ["text that is something else", () => fcmV1('{"aps":{}}'), "message", /wants \{"message"/],
    [
      "a key next to message",
      () => fcmV1({ message: { data: {} }, priority: "high" } as never),
      "priority",
      /next to message; move it to message\.android\.priority/,
    ],
    [
      "validate_only next to message",
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
      "a misspelled key",
      () => fcmV1({ android: { colapseKey: "x" } } as never),
      "message.android.colapseKey",
      /did you mean collapseKey/,
    ],
    [
      "Google's spelling in typed input",
      () => fcmV1({ android: { collapse_key: "x" } } as never),
      "message.android.collapse_key",
      /did you mean collapseKey/,
    ],
    [
      "NaN in the part for Apple devices",
      () => fcmV1({ apns: { payload: { alert: "x", data: { score: Number.NaN } } } }),
      "message.apns.payload.data.score",
      /plain JSON/,
    ],
    [
      "an unknown option",
      () => fcmV1({ data: {} }, { ttl: 1 } as never),
      "options.ttl",
      /^is not a known option. Known options: headers, strict$/,
    ],
    ["an empty message", () => fcmV1({}), "message", /must not be empty/],
    ["a number in data", () => fcmV1({ data: { a: 5 } } as never), "message.data.a", /must be a string, not a number/],
    ["null in data", () => fcmV1({ data: { a: null } } as never), "message.data.a", /must be a string, not null/],
    [
      "a list in Android's data",
      () => fcmV1({ android: { data: { a: [] } } } as never),
      "message.android.data.a",
      /not an array/,
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
    ["a color by name", android({ color: "red" }), "message.android.notification.color", /#rrggbb/],
    ["an image that is not a URL", android({ image: "icon.png" }), "message.android.notification.image", /URL/],
    [
      "arguments without their key",
      android({ bodyLocArgs: ["a"] }),
      "message.android.notification.body_loc_key",
      /must be set/,
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
      "a time that is not a Date",
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
      /^must be set$/,
    ],
    [
      "a color part over 1",
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
      () => fcmV1({ apns: { headers: { "apns-topic": 7 as never } } }),
      "message.apns.headers.apns-topic",
      /string/,
    ],
    [
      "an unknown key in aps",
      () => fcmV1({ apns: { payload: { order: 7 } as never } }),
      "message.apns.payload.aps.order",
      /next to aps/,
    ],
    [
      "an APNs payload that is not an object",
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

  it("a key that would act in a terminal, and shows it without that", () => {
    expect(refusal(() => fcmV1({ data: { "\u001b[2J": 5 as never } })).message).toBe(
      "fcmv1: message.data.·[2J must be a string, not a number; write String(value)",
    );
  });

  it("what is neither an object nor a string with ann ArgumentError", () => {
    expect(() => fcmV1(7 as never)).toThrow(TypeError);
    expect(() => fcmV1([] as never)).toThrow(TypeError);
  });
});
