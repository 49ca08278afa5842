import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPayloadError } from "../errors.js";
import { apple } from "./apple.js";
import type { AppleOptions, ApplePayload } from "./types.js";

const alertHeaders = { "apns-push-type": "alert" };
const backgroundHeaders = { "apns-push-type": "background", "apns-priority": "5" };
const liveHeaders = { "apns-push-type": "liveactivity" };
const moment = new Date("2031-05-06T07:08:09.900Z");

describe("apple: payload in, bytes and headers out", () => {
  const cases: readonly [title: string, payload: ApplePayload, body: string, headers: Record<string, string>][] = [
    ["a string", { alert: "Door opened" }, '{"aps":{"alert":"Door opened"}}', alertHeaders],
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
      "keys of the app next to aps",
      { contentAvailable: true, data: { order: 7, nested: { list: [1, "", true] } } },
      '{"aps":{"content-available":1},"order":7,"nested":{"list":[1,"",true]}}',
      backgroundHeaders,
    ],
    ["flags that are false", { alert: "x", mutableContent: false }, '{"aps":{"alert":"x"}}', alertHeaders],
    ["properties that are undefined", { alert: "x", badge: undefined }, '{"aps":{"alert":"x"}}', alertHeaders],
    [
      "device management with something to show",
      { mdm: "magic", alert: "x" },
      '{"aps":{"alert":"x"},"mdm":"magic"}',
      { "apns-push-type": "mdm" },
    ],
    ["device management", { mdm: "magic" }, '{"mdm":"magic"}', { "apns-push-type": "mdm" }],
    [
      "device management beside a flag that is false and no unconfirmed keys",
      { mdm: "magic", mutableContent: false, unconfirmed: {} },
      '{"mdm":"magic"}',
      { "apns-push-type": "mdm" },
    ],
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
      warnings: [],
      headers,
      body,
    });
    expect(Object.isFrozen(notification)).toBe(true);
    expect(Object.isFrozen(notification.headers)).toBe(true);
    expect(payload).toEqual(before);
  });

  it.each(cases)("accepts %s as Apple's own JSON, and infers the same", (_title, _payload, body, headers) => {
    const spaced = `\n${body.replace("{", "{ ")}\n`;
    expect(apple(spaced)).toMatchObject({ body: spaced, headers });
  });

  it.each(cases.filter(([, , body]) => body.startsWith('{"aps"')))(
    "accepts %s as Apple's own object, writes it as it is and infers the same",
    (_title, _payload, body, headers) => {
      expect(apple(JSON.parse(body))).toMatchObject({ body, headers });
    },
  );

  it("keeps what Apple's own object holds: custom keys of any name, flags that are 0, and the order of the caller", () => {
    const document = {
      data: { order: 7 },
      alert: "for the app",
      aps: { "mutable-content": 0, alert: { title: "T" }, "thread-id": "t" },
      threadId: [null, true],
      missing: undefined,
    } as const;
    expect(apple(document).body).toBe(JSON.stringify(document));
  });
});

describe("apple: options become headers", () => {
  const cases: readonly [title: string, options: AppleOptions, headers: Record<string, string>][] = [
    ["a priority", { priority: 1 }, { "apns-priority": "1" }],
    ["an expiration in whole seconds", { expiration: moment }, { "apns-expiration": "1935817689" }],
    ["a single attempt", { expiration: "once" }, { "apns-expiration": "0" }],
    ["a Date in the first second of 1970", { expiration: new Date(999) }, { "apns-expiration": "0" }],
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

  it("lets a header replace an option or what is inferred, in any letter case, and spells it as Apple does", () => {
    const headers = { "APNS-Priority": "5", "Apns-Push-Type": "mdm", "X-Own": "1" };
    const given = { priority: 10, collapseId: "c", headers } as const;
    expect(apple({ alert: "x" }, given).headers).toEqual({
      "apns-push-type": "mdm",
      "apns-priority": "5",
      "apns-collapse-id": "c",
      "X-Own": "1",
    });
  });

  it("takes a push type given as option or header over the inferred one", () => {
    expect(apple({ data: { call: "1" } }, { pushType: "voip" }).headers).toEqual({ "apns-push-type": "voip" });
    expect(apple({ contentAvailable: true }, { headers: { "apns-push-type": "background" } }).headers).toEqual(
      backgroundHeaders,
    );
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

describe("apple: for any text and data", () => {
  it("writes JSON that reads back as what was given", () => {
    const text = fc.string({ unit: anyUnit, minLength: 1, maxLength: 20 });
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
