import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPayloadError } from "../errors.js";
import { fcmV1 } from "../fcm-v1/fcm-v1.js";
import { convertGcmToFcmV1 } from "./convert.js";
import type { GcmPayload } from "./types.js";

describe("convertGcmToFcmV1: payloads", () => {
  it("moves every field to its place in v1", () => {
    const legacy: GcmPayload = {
      data: { a: "b", n: 5, yes: true, deep: { x: [1] } },
      notification: {
        title: "T",
        body: "B",
        image: "https://example.com/i.png",
        androidChannelId: "news",
        icon: "ic",
        color: "#aabbcc",
        sound: "default",
        tag: "t",
        clickAction: "OPEN",
        bodyLocKey: "bk",
        bodyLocArgs: ["1"],
        titleLocKey: "tk",
        titleLocArgs: ["2"],
        subtitle: "S",
        badge: "3",
      },
      collapseKey: "scores",
      priority: "high",
      contentAvailable: true,
      mutableContent: true,
      timeToLive: 60,
      restrictedPackageName: "com.example",
    };
    const { message, body, dropped } = convertGcmToFcmV1(legacy);
    expect(dropped).toEqual([]);
    expect(message).toEqual({
      data: { a: "b", n: "5", yes: "true", deep: '{"x":[1]}' },
      notification: { title: "T", body: "B", image: "https://example.com/i.png" },
      android: {
        notification: {
          channelId: "news",
          icon: "ic",
          color: "#aabbcc",
          sound: "default",
          tag: "t",
          clickAction: "OPEN",
          bodyLocKey: "bk",
          bodyLocArgs: ["1"],
          titleLocKey: "tk",
          titleLocArgs: ["2"],
        },
        collapseKey: "scores",
        priority: "HIGH",
        ttl: { seconds: 60 },
        restrictedPackageName: "com.example",
      },
      apns: {
        payload: {
          alert: { title: "T", body: "B", subtitle: "S" },
          badge: 3,
          contentAvailable: true,
          mutableContent: true,
        },
      },
    });
    expect(JSON.parse(body)).toEqual(JSON.parse(fcmV1(message).body));
    expect(fcmV1(body).body).toBe(body);
  });

  it.each([
    ['{"data":{"id":12345678901234567890}}', { id: "12345678901234567890" }],
    ['{"data":{"price":1.10,"zero":-0,"big":1E21}}', { price: "1.10", zero: "-0", big: "1E21" }],
    [
      '{"data":{"order":{"id":12345678901234567890,"prices":[1.10]}}}',
      { order: '{"id":12345678901234567890,"prices":[1.10]}' },
    ],
  ])("keeps the digits of %s", (text, data) => {
    const { message, body, dropped } = convertGcmToFcmV1(text);
    expect(message).toEqual({ data });
    expect(JSON.parse(body)).toEqual({ message: { data } });
    expect(dropped).toEqual([]);
  });

  it("reads numbers of other fields, however they are written", () => {
    const { message } = convertGcmToFcmV1('{"time_to_live":6e1,"notification":{"title":"T","badge":3.0}}');
    expect(message).toMatchObject({ android: { ttl: { seconds: 60 } }, apns: { payload: { badge: 3 } } });
  });

  it("takes the legacy text too", () => {
    const { body, dropped } = convertGcmToFcmV1('{"data":{"message":"hi"},"time_to_live":"3600","priority":"normal"}');
    expect(body).toBe('{"message":{"data":{"message":"hi"},"android":{"ttl":"3600s","priority":"NORMAL"}}}');
    expect(dropped).toEqual([]);
  });

  it("leaves a flag that is false out, as fcmV1 does", () => {
    const { message, body } = convertGcmToFcmV1({ data: { a: "b" }, contentAvailable: false });
    expect(body).toBe('{"message":{"data":{"a":"b"},"apns":{"payload":{"aps":{}}}}}');
    expect(fcmV1(message).body).toBe(body);
  });

  it("does not change what it was given", () => {
    const legacy = Object.freeze({ data: Object.freeze({ n: 5 }) });
    convertGcmToFcmV1(legacy);
    expect(legacy).toEqual({ data: { n: 5 } });
  });

  it.each([
    ['{"to":"x"}', "to", /hub supplies the target/],
    ['{"registration_ids":["x"]}', "registration_ids", /hub supplies the targets/],
    ['{"condition":"x"}', "condition", /tag expression/],
    ['{"dry_run":true}', "dry_run", /^has no place in FCM HTTP v1; use a test send of the hub instead$/],
    ['{"delay_while_idle":true}', "delay_while_idle", /2016/],
    ['{"constructor":1}', "constructor", /no place/],
    ['{"something":1}', "something", /no place/],
    ['{"notification":{"something":"x"}}', "notification.something", /no place/],
    ['{"notification":{"title":5}}', "notification.title", /string/],
    ['{"notification":{"body_loc_args":"x"}}', "notification.body_loc_args", /list/],
    ['{"notification":{"badge":"many"}}', "notification.badge", /whole number/],
    ['{"data":{"from":"x"}}', "data.from", /reserves/],
    ['{"data":{"a":null}}', "data.a", /null/],
    ['{"time_to_live":9999999}', "time_to_live", /four weeks/],
    ['{"priority":"urgent"}', "priority", /NORMAL/],
    ['{"content_available":1}', "content_available", /true or false/],
  ])("lists what %s cannot carry over", (legacy, field, reason) => {
    const { dropped, message } = convertGcmToFcmV1(legacy);
    expect(dropped).toHaveLength(1);
    expect(dropped[0]?.field).toBe(field);
    expect(dropped[0]?.reason).toMatch(reason);
    expect(JSON.stringify(message)).not.toContain("x");
  });
});

describe("convertGcmToFcmV1: templates", () => {
  it("keeps expressions where v1 takes text", () => {
    const { body, dropped } = convertGcmToFcmV1(
      '{"notification":{"title":"$(title)","body":"{\'Hi \' + $(name)}"},"data":{"n":"#(n)","url":"%(url)","cut":".(text,20)"}}',
    );
    expect(JSON.parse(body)).toEqual({
      message: {
        notification: { title: "$(title)", body: "{'Hi ' + $(name)}" },
        data: { n: "$(n)", url: "%(url)", cut: ".(text,20)" },
      },
    });
    expect(dropped).toEqual([]);
  });

  it("says what to write where v1 takes no expression as it is", () => {
    const { dropped } = convertGcmToFcmV1(
      '{"time_to_live":"$(ttl)","priority":"$(p)","notification":{"badge":"$(badge)"},"data":{"deep":{"x":"$(x)"}}}',
    );
    expect(dropped.map(({ field }) => field)).toEqual(["time_to_live", "priority", "notification.badge", "data.deep"]);
    expect(dropped[0]?.reason).toContain("{$(ttl) + 's'}");
    expect(dropped[2]?.reason).toContain("#(badge)");
  });
});

describe("convertGcmToFcmV1: hostile input", () => {
  it("keeps a key named __proto__ as a key", () => {
    expect(convertGcmToFcmV1('{"data":{"__proto__":"x"}}').body).toBe('{"message":{"data":{"__proto__":"x"}}}');
  });

  it("throws nothing but a PayloadError, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json({ maxDepth: 3 }),
          fc.json().map((json) => `{"data":${json}}`),
        ),
        (text) => {
          try {
            const { body } = convertGcmToFcmV1(text);
            expect(JSON.parse(body)).toHaveProperty("message");
          } catch (error) {
            expect(isPayloadError(error)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
