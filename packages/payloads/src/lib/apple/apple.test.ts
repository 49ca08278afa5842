import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { isPayloadError, PayloadError } from "../errors.js";
import { apple } from "./apple.js";
import type { AppleOptions, ApplePayload } from "./types.js";

const alertHeaders = { "apns-push-type": "alert" };
const backgroundHeaders = { "apns-push-type": "background", "apns-priority": "5" };
const liveHeaders = { "apns-push-type": "liveactivity" };
const moment = new Date("2031-05-06T07:08:09.900Z");

describe("apple: payload in, bytes and headers out", () => {
  const cases: readonly [title: string, payload: ApplePayload, body: string, headers: Record<string, string>][] = [
    ["a text", { alert: "Door opened" }, '{"aps":{"alert":"Door opened"}}', alertHeaders],
    [
      "every key of the alert dictionary",
      {
        alert: {
          title: "T",
          subtitle: "S",
          body: "B",
          launchImage: "launch.png",
          titleLocKey: "TK",
          titleLocArgs: ["1"],
          subtitleLocKey: "SK",
          subtitleLocArgs: ["2", "3"],
          locKey: "K",
          locArgs: [],
          action: "Open",
          actionLocKey: "OPEN",
        },
      },
      '{"aps":{"alert":{"title":"T","subtitle":"S","body":"B","launch-image":"launch.png","title-loc-key":"TK","title-loc-args":["1"],"subtitle-loc-key":"SK","subtitle-loc-args":["2","3"],"loc-key":"K","loc-args":[],"action":"Open","action-loc-key":"OPEN"}}}',
      alertHeaders,
    ],
    [
      "every other key of a notification",
      {
        badge: 3,
        sound: "ping.caf",
        threadId: "thread",
        category: "MESSAGE",
        contentAvailable: true,
        mutableContent: true,
        targetContentId: "window",
        interruptionLevel: "time-sensitive",
        relevanceScore: 0.5,
        filterCriteria: "work",
        urlArgs: ["a", "b"],
      },
      '{"aps":{"badge":3,"sound":"ping.caf","thread-id":"thread","category":"MESSAGE","content-available":1,"mutable-content":1,"target-content-id":"window","interruption-level":"time-sensitive","relevance-score":0.5,"filter-criteria":"work","url-args":["a","b"]}}',
      alertHeaders,
    ],
    [
      "a critical sound",
      { sound: { critical: true, name: "alarm.caf", volume: 0.7 } },
      '{"aps":{"sound":{"critical":1,"name":"alarm.caf","volume":0.7}}}',
      alertHeaders,
    ],
    ["a badge of 0, which clears it", { badge: 0 }, '{"aps":{"badge":0}}', alertHeaders],
    ["only content-available", { contentAvailable: true }, '{"aps":{"content-available":1}}', backgroundHeaders],
    [
      "keys of the app beside aps",
      { contentAvailable: true, data: { order: 7, nested: { list: [1, null, true] } } },
      '{"aps":{"content-available":1},"order":7,"nested":{"list":[1,null,true]}}',
      backgroundHeaders,
    ],
    ["flags that are false", { alert: "x", mutableContent: false }, '{"aps":{"alert":"x"}}', alertHeaders],
    ["properties that are undefined", { alert: "x", badge: undefined }, '{"aps":{"alert":"x"}}', alertHeaders],
    ["device management", { mdm: "magic" }, '{"mdm":"magic"}', { "apns-push-type": "mdm" }],
    [
      "the start of a Live Activity",
      {
        event: "start",
        timestamp: moment,
        contentState: { score: 1 },
        attributesType: "Match",
        attributes: { home: "A" },
        alert: { title: { locKey: "STARTED", locArgs: ["A"] }, body: "Go", sound: "default" },
        staleDate: moment,
        inputPushToken: true,
        inputPushChannel: "channel",
        relevanceScore: 75,
      },
      '{"aps":{"event":"start","timestamp":1935817689,"content-state":{"score":1},"attributes-type":"Match","attributes":{"home":"A"},"alert":{"title":{"loc-key":"STARTED","loc-args":["A"]},"body":"Go","sound":"default"},"stale-date":1935817689,"input-push-token":1,"input-push-channel":"channel","relevance-score":75}}',
      liveHeaders,
    ],
    [
      "the end of a Live Activity",
      { event: "end", timestamp: moment, dismissalDate: moment },
      '{"aps":{"event":"end","timestamp":1935817689,"dismissal-date":1935817689}}',
      liveHeaders,
    ],
  ];

  it.each(cases)("writes %s", (_title, payload, body, headers) => {
    const before = structuredClone(payload);
    const notification = apple(payload);
    expect(notification).toEqual({
      platform: "apple",
      contentType: "application/json;charset=utf-8",
      headers,
      body,
    });
    expect(Object.isFrozen(notification)).toBe(true);
    expect(Object.isFrozen(notification.headers)).toBe(true);
    expect(payload).toEqual(before);
  });

  it.each(cases)("accepts %s as Apple's own text, and infers the same", (_title, _payload, body, headers) => {
    const spaced = `\n${body.replace("{", "{ ")}\n`;
    expect(apple(spaced)).toMatchObject({ body: spaced, headers });
  });
});

describe("apple: options become headers", () => {
  const cases: readonly [title: string, options: AppleOptions, headers: Record<string, string>][] = [
    ["a priority", { priority: 1 }, { "apns-priority": "1" }],
    ["an expiration in whole seconds", { expiration: moment }, { "apns-expiration": "1935817689" }],
    ["a single attempt", { expiration: "once" }, { "apns-expiration": "0" }],
    ["a collapse id of 64 bytes", { collapseId: "x".repeat(64) }, { "apns-collapse-id": "x".repeat(64) }],
    ["a topic", { topic: "com.example.app" }, { "apns-topic": "com.example.app" }],
    [
      "an id",
      { apnsId: "6a0c2f1e-0000-4000-8000-0123456789ab" },
      { "apns-id": "6a0c2f1e-0000-4000-8000-0123456789ab" },
    ],
    ["headers of one's own", { headers: { "apns-channel-id": "abc" } }, { "apns-channel-id": "abc" }],
    ["undefined ones not at all", { topic: undefined, priority: undefined, headers: undefined }, {}],
  ];
  it.each(cases)("writes %s", (_title, options, headers) => {
    expect(apple({ alert: "x" }, options).headers).toEqual({ ...alertHeaders, ...headers });
  });

  it.each([
    ["voip", "com.example.app.voip"],
    ["complication", "com.example.app.complication"],
    ["fileprovider", "com.example.app.pushkit.fileprovider"],
    ["location", "com.example.app.location-query"],
    ["pushtotalk", "com.example.app.voip-ptt"],
  ] as const)("infers push type %s from the topic", (pushType, topic) => {
    expect(apple({ data: { call: "1" } }, { topic }).headers).toEqual({
      "apns-push-type": pushType,
      "apns-topic": topic,
    });
    expect(apple('{"call":"1"}', { topic }).headers["apns-push-type"]).toBe(pushType);
  });

  it("takes a push type given as option or header over the inferred one", () => {
    expect(apple({ data: { call: "1" } }, { pushType: "voip" }).headers).toEqual({ "apns-push-type": "voip" });
    expect(apple({ contentAvailable: true }, { headers: { "apns-push-type": "background" } }).headers).toEqual(
      backgroundHeaders,
    );
  });
});

describe("apple: refuses", () => {
  const cases: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    [
      "a background push with an alert",
      () => apple({ alert: "x", contentAvailable: true }, { pushType: "background" }),
      "aps",
      /nothing to show for push type background/,
    ],
    [
      "a background push without content-available",
      () => apple({ data: { a: 1 } }, { pushType: "background" }),
      "aps",
      /content-available/,
    ],
    [
      "priority 10 with nothing visible",
      () => apple({ contentAvailable: true }, { priority: 10 }),
      "headers.apns-priority",
      /must be 5/,
    ],
    [
      "an alert push with nothing visible",
      () => apple({ contentAvailable: true }, { pushType: "alert" }),
      "aps",
      /alert, badge or sound/,
    ],
    ["an empty alert", () => apple({ alert: "" }), "aps", /alert, badge or sound/],
    ["an alert dictionary without text", () => apple({ alert: { title: "" } }), "aps", /alert, badge or sound/],
    [
      "JSON text without aps, which would show nothing",
      () => apple('{"alert":"Hello"}'),
      "aps",
      /alert, badge or sound/,
    ],
    ["a badge that is a string", () => apple('{"aps":{"badge":"3"}}'), "aps.badge", /whole number/],
    ["a badge with a fraction", () => apple({ badge: 1.5 }), "aps.badge", /whole number/],
    ["custom data inside aps", () => apple('{"aps":{"alert":"x","order":7}}'), "aps.order", /beside aps/],
    [
      "a misspelt key of the alert",
      () => apple('{"aps":{"alert":{"titel":"x"}}}'),
      "aps.alert.titel",
      /not a known key/,
    ],
    ["Apple's shape as object", () => apple({ aps: { alert: "x" } } as never), "aps.aps", /not a known key/],
    [
      "camelCase in Apple's own text",
      () => apple('{"aps":{"alert":"x","threadId":"t"}}'),
      "aps.threadId",
      /not a known key/,
    ],
    [
      "a flag that is true in Apple's own text",
      () => apple('{"aps":{"content-available":true}}'),
      "aps.content-available",
      /1 or 0/,
    ],
    [
      "a flag that is 1 in typed input",
      () => apple({ contentAvailable: 1 } as never),
      "aps.content-available",
      /true or false/,
    ],
    [
      "arguments that are no list",
      () => apple({ alert: { locKey: "k", locArgs: "a" } } as never),
      "aps.alert.loc-args",
      /list/,
    ],
    [
      "an argument that is no string",
      () => apple({ alert: { locKey: "k", locArgs: ["a", 1] } } as never),
      "aps.alert.loc-args[1]",
      /string/,
    ],
    ["half an emoji", () => apple({ alert: "Cut \ud83d" }), "aps.alert", /half an emoji/],
    ["a sound louder than 1", () => apple({ sound: { name: "x", volume: 2 } }), "aps.sound.volume", /from 0 to 1/],
    [
      "an unknown interruption level",
      () => apple({ alert: "x", interruptionLevel: "loud" as never }),
      "aps.interruption-level",
      /passive, active/,
    ],
    ["a relevance over 1", () => apple({ alert: "x", relevanceScore: 2 }), "aps.relevance-score", /at most 1/],
    ["text that is no JSON", () => apple("{"), "", /JSON object/],
    ["a JSON list", () => apple("[]"), "", /JSON object/],
    [
      "a collapse id of 65 bytes",
      () => apple({ alert: "x" }, { collapseId: `${"x".repeat(63)}é` }),
      "options.collapse-id",
      /64 bytes/,
    ],
    [
      "a priority that APNs does not know",
      () => apple({ alert: "x" }, { priority: 7 as never }),
      "options.priority",
      /1, 5, 10/,
    ],
    [
      "an invalid Date",
      () => apple({ alert: "x" }, { expiration: new Date(Number.NaN) }),
      "options.expiration",
      /valid Date/,
    ],
    ["an id that is no UUID", () => apple({ alert: "x" }, { apnsId: "7" }), "options.id", /UUID/],
    ["an unknown option", () => apple({ alert: "x" }, { ttl: 5 } as never), "options.ttl", /not a known key/],
    [
      "a topic of another push type",
      () => apple({ alert: "x" }, { pushType: "alert", topic: "com.example.voip" }),
      "headers.apns-topic",
      /bundle id/,
    ],
    [
      "a topic without the ending of its push type",
      () => apple({ data: {} }, { pushType: "voip", topic: "com.example" }),
      "headers.apns-topic",
      /\.voip/,
    ],
    [
      "push type liveactivity without an event",
      () => apple({ alert: "x" }, { pushType: "liveactivity" }),
      "aps.event",
      /must be set/,
    ],
    [
      "an event with another push type",
      () => apple('{"aps":{"event":"end","timestamp":1}}', { pushType: "alert" }),
      "aps.event",
      /must be absent/,
    ],
    ["a Live Activity without timestamp", () => apple('{"aps":{"event":"end"}}'), "aps.timestamp", /must be set/],
    [
      "an update without content",
      () => apple('{"aps":{"event":"update","timestamp":1}}'),
      "aps.content-state",
      /must be set/,
    ],
    [
      "a start without attributes",
      () => apple('{"aps":{"event":"start","timestamp":1,"content-state":{}}}'),
      "aps.attributes-type",
      /must be set/,
    ],
    [
      "a timestamp in milliseconds",
      () => apple('{"aps":{"event":"end","timestamp":1935817689900}}'),
      "aps.timestamp",
      /whole number/,
    ],
    ["a timestamp that is no Date", () => apple({ event: "end", timestamp: 1 } as never), "aps.timestamp", /Date/],
    [
      "an own header with a line break",
      () => apple({ alert: "x" }, { headers: { a: "b\r\nc: d" } }),
      "headers.a",
      /control/,
    ],
    [
      "a header that belongs to the request",
      () => apple({ alert: "x" }, { headers: { Authorization: "x" } }),
      "headers.Authorization",
      /client/,
    ],
    ["data that is no object", () => apple({ alert: "x", data: [] as never }), "data", /object/],
  ];
  it.each(cases)("%s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "apple",
      field,
    });
    expect(error.rule).toMatch(rule);
    expect(error.message).toContain(error.rule);
  });

  it("names the limit of the collapse id", () => {
    expect(refusal(() => apple({ alert: "x" }, { collapseId: "x".repeat(65) })).limit).toBe(64);
  });

  it("keeps the error of the JSON parser as cause", () => {
    expect(refusal(() => apple("{")).cause).toBeInstanceOf(SyntaxError);
  });

  it.each([undefined, null, 42, [], () => "x"])("%s as payload with a TypeError", (payload) => {
    expect(() => apple(payload as never)).toThrow(TypeError);
  });

  it("a body over 4,096 bytes, and names the largest field", () => {
    const build = (length: number) => apple({ alert: { title: "x", body: "é".repeat(length) } });
    const error = refusal(() => build(2100));
    expect(error).toMatchObject({ code: "NH_PAYLOAD_TOO_LARGE", field: "aps.alert.body", limit: 4096, size: 4241 });
    expect(build(2027).body.length).toBe(2068);
    expect(() => build(2028)).toThrow(PayloadError);
  });

  it("a megabyte of braces or brackets without reading it", () => {
    expect(refusal(() => apple("{".repeat(1_000_000))).code).toBe("NH_PAYLOAD_TOO_LARGE");
    expect(refusal(() => apple(`{"aps":{"alert":"x"},"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}`)).code).toBe(
      "NH_PAYLOAD_TOO_LARGE",
    );
  });
});

describe("apple: for any text and data", () => {
  it("writes JSON that reads back as what was given", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
    const data = fc.dictionary(
      fc.string({ maxLength: 10 }).filter((key) => key !== "aps" && key !== "mdm"),
      fc.jsonValue({ maxDepth: 3 }),
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(text, text, data, (title, body, custom) => {
        const payload = { alert: { title, body }, data: custom } as ApplePayload;
        fc.pre(JSON.stringify(payload).length < 1000);
        const read = JSON.parse(apple(payload).body) as Record<string, unknown>;
        expect(read).toEqual(JSON.parse(JSON.stringify({ ...custom, aps: { alert: { title, body } } })));
      }),
      { numRuns: 50 },
    );
  });

  it("throws nothing but its own error, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 4 })), (text) => {
        try {
          apple(text);
        } catch (error) {
          expect(isPayloadError(error)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
