import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { PayloadError } from "../errors.js";
import { apple } from "./apple.js";

/** What the engine says of a string that is not JSON. */
function parserReason(text: string): string {
  try {
    return JSON.parse(text);
  } catch (error) {
    return String(error);
  }
}

describe("apple: refuses", () => {
  const cases: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    [
      "a background push with an alert",
      () => apple({ alert: "x", contentAvailable: true }, { pushType: "background" }),
      "aps",
      /^must have content-available and no alert, badge or sound for push type background$/,
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
    [
      "an alert dictionary of what needs text beside it",
      () => apple({ alert: { launchImage: "a.png", action: "Open", actionLocKey: "OPEN" } }),
      "aps",
      /alert, badge or sound/,
    ],
    ["a sound without name", () => apple('{"aps":{"sound":{"name":"","critical":1}}}'), "aps", /alert, badge or sound/],
    ["an empty sound", () => apple({ sound: "" }), "aps", /alert, badge or sound/],
    ["an alert dictionary without text", () => apple({ alert: { title: "" } }), "aps", /alert, badge or sound/],
    [
      "JSON text without aps, which would show nothing",
      () => apple('{"alert":"Hello"}'),
      "aps",
      /alert, badge or sound/,
    ],
    ["a badge that is a string", () => apple('{"aps":{"badge":"3"}}'), "aps.badge", /whole number/],
    ["a badge with a fraction", () => apple({ badge: 1.5 }), "aps.badge", /whole number/],
    [
      "Apple's form within typed input",
      () => apple({ alert: "x", "thread-id": "t" } as never),
      "aps.thread-id",
      /^is not a known key; did you mean threadId\?$/,
    ],
    [
      "a Date in Apple's form",
      () => apple({ aps: { event: "end", timestamp: new Date(5000) } } as never),
      "aps.timestamp",
      /whole seconds since 1970/,
    ],
    [
      "a flag that is true in Apple's form",
      () => apple({ aps: { "content-available": true } } as never),
      "aps.content-available",
      /one of 1, 0/,
    ],
    [
      "what JSON cannot hold beside aps",
      () => apple({ aps: { alert: "x" }, at: new Date() } as never),
      "at",
      /^must be plain JSON; write a Date or a bigint as a string$/,
    ],
    [
      "half an emoji beside aps",
      () => apple({ aps: { alert: "x" }, name: "Cut \ud83d" }),
      "name",
      /^has half of an emoji$/,
    ],
    [
      "a flag that is true in Apple's own JSON",
      () => apple('{"aps":{"content-available":true}}'),
      "aps.content-available",
      /one of 1, 0/,
    ],
    [
      "a flag that is 1 in typed input",
      () => apple({ contentAvailable: 1 } as never),
      "aps.content-available",
      /^must be true or false$/,
    ],
    [
      "arguments that are not a list",
      () => apple({ alert: { locKey: "k", locArgs: "a" } } as never),
      "aps.alert.loc-args",
      /list/,
    ],
    [
      "an argument that is not a string",
      () => apple({ alert: { locKey: "k", locArgs: ["a", 1] } } as never),
      "aps.alert.loc-args[1]",
      /string/,
    ],
    ["half an emoji", () => apple({ alert: "Cut \ud83d" }), "aps.alert", /^has half of an emoji$/],
    [
      "half an emoji in a key beside aps",
      () => apple({ aps: { alert: "x" }, "a\ud83d": 1 } as never),
      "a\ud83d",
      /^has half of an emoji$/,
    ],
    [
      "a thread that is not a string",
      () => apple({ alert: "x", threadId: 7 as never }),
      "aps.thread-id",
      /^must be a string$/,
    ],
    ["a sound louder than 1", () => apple({ sound: { name: "x", volume: 2 } }), "aps.sound.volume", /from 0 to 1/],
    [
      "an unknown interruption level",
      () => apple({ alert: "x", interruptionLevel: "loud" as never }),
      "aps.interruption-level",
      /passive, active/,
    ],
    ["a relevance over 1", () => apple({ alert: "x", relevanceScore: 2 }), "aps.relevance-score", /from 0 to 1$/],
    ["text that is not JSON", () => apple("{"), "", /must be JSON/],
    ["a JSON list", () => apple("[]"), "", /must be an object/],
    [
      "a collapse id of 65 bytes",
      () => apple({ alert: "x" }, { collapseId: `${"x".repeat(63)}é` }),
      "options.collapseId",
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
      /^must be a valid Date or "once"$/,
    ],
    [
      "another word than once",
      () => apple({ alert: "x" }, { expiration: "never" as never }),
      "options.expiration",
      /^must be a valid Date or "once"$/,
    ],
    [
      "a Date before 1970",
      () => apple({ alert: "x" }, { expiration: new Date(-5_000) }),
      "options.expiration",
      /^must be whole seconds since 1970, not milliseconds$/,
    ],
    [
      "an option with a line break, which could smuggle another header",
      () => apple({ alert: "x" }, { topic: "com.example.app\r\nEvil: 1" }),
      "options.topic",
      /^must be a string of Latin-1 without control characters$/,
    ],
    [
      "an option that no header can carry",
      () => apple({ alert: "x" }, { collapseId: "注文" }),
      "options.collapseId",
      /^must be a string of Latin-1 without control characters$/,
    ],
    ["an id that is not a UUID", () => apple({ alert: "x" }, { apnsId: "7" }), "options.apnsId", /UUID/],
    ["an unknown option", () => apple({ alert: "x" }, { ttl: 5 } as never), "options.ttl", /not a known key/],
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
      /^must not be set for push type alert$/,
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
      /^must be whole seconds since 1970, not milliseconds$/,
    ],
    ["a timestamp that is not a Date", () => apple({ event: "end", timestamp: 1 } as never), "aps.timestamp", /Date/],
    [
      "an own header with a line break",
      () => apple({ alert: "x" }, { headers: { a: "b\r\nc: d" } }),
      "headers.a",
      /Latin-1/,
    ],
    [
      "a header that belongs to the request",
      () => apple({ alert: "x" }, { headers: { Authorization: "x" } }),
      "headers.Authorization",
      /client/,
    ],
    [
      "Apple's spelling in typed input",
      () => apple({ alert: "x", "thread-id": "t" } as never),
      "aps.thread-id",
      /not a known/,
    ],
    [
      "Apple's spelling below, in typed input",
      () => apple({ alert: { "loc-key": "k" } } as never),
      "aps.alert.loc-key",
      /not a known/,
    ],
    [
      "an option in Apple's spelling",
      () => apple({ alert: "x" }, { "collapse-id": "x" } as never),
      "options.collapse-id",
      /not a known/,
    ],
    [
      "a number that JSON has not",
      () => apple({ alert: "x", data: { score: Number.NaN } }),
      "data.score",
      /plain JSON/,
    ],
    ["a function in data", () => apple({ alert: "x", data: { run: (() => 1) as never } }), "data.run", /plain JSON/],
    [
      "infinity in the content of a Live Activity",
      () =>
        apple({
          event: "update",
          timestamp: new Date(5000),
          contentState: { deep: [{ score: Number.POSITIVE_INFINITY }] },
        }),
      "aps.content-state.deep[0].score",
      /plain JSON/,
    ],
    ["data that is not an object", () => apple({ alert: "x", data: [] as never }), "data", /object/],
    ["aps among the app's own keys", () => apple({ alert: "x", data: { aps: {} } as never }), "data", /aps or mdm/],
    ["mdm among the app's own keys", () => apple({ alert: "x", data: { mdm: null } as never }), "data", /aps or mdm/],
    ["a gap in a list", () => apple({ alert: "x", data: { l: [1, undefined as never] } }), "data.l[1]", /plain JSON/],
    ["a Date in data", () => apple({ alert: "x", data: { at: new Date() as never } }), "data.at", /plain JSON/],
    ["a Map in data", () => apple({ alert: "x", data: { m: [new Map() as never] } }), "data.m[0]", /plain JSON/],
    ["a bigint in data", () => apple({ alert: "x", data: { big: 1n as never } }), "data.big", /plain JSON/],
    ["a negative badge", () => apple({ badge: -1 }), "aps.badge", /^must be a whole number, 0 or more$/],
    ["a badge that is NaN", () => apple({ badge: Number.NaN }), "aps.badge", /^must be a whole number, 0 or more$/],
    ["null as aps", () => apple('{"aps":null}'), "aps", /^must be an object$/],
    ["text as aps", () => apple('{"aps":"x"}'), "aps", /must be an object/],
    ["null in aps", () => apple({ alert: "x", sound: null as never }), "aps.sound", /^must be a string or an object$/],
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

  it("data that contains itself", () => {
    const data: Record<string, unknown> = {};
    data.self = data;
    const error = refusal(() => apple({ alert: "x", data: data as never }));
    expect(error.field).toMatch(/^data\.self\.self/);
    expect(error.rule).toBe("is nested over 100 levels, or in itself");
  });

  it("names the limit of the collapse id", () => {
    expect(refusal(() => apple({ alert: "x" }, { collapseId: "x".repeat(65) })).limit).toBe(64);
  });

  it("a string that is not JSON, with the reason of the JSON parser but without the text that it quotes", () => {
    const unquoted = '{"aps":{"alert":"x",}}';
    expect(refusal(() => apple(unquoted)).message).toBe(`apple: the body must be JSON: ${parserReason(unquoted)}`);
    for (const text of ["<SECRET>", '{"a":"SECRET', '{"a":SECRET}', '\u001b[2J"SECRET"']) {
      const error = refusal(() => apple(text));
      expect(error.message).toMatch(/^apple: the body must be JSON: SyntaxError: [^"]+$/);
      expect(error.message).not.toMatch(/SECRET|\p{C}/u);
      expect(error.cause).toBeUndefined();
    }
  });

  it.each([undefined, null, 42, [], () => "x"])("%s as payload with an ArgumentError", (payload) => {
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

/** Typed input, and the same as Apple writes it: all forms are refused with the same words. */
const inAllForms: readonly [title: string, payload: unknown, aps: object, field: string, rule: string][] = [
  ...(["", "title-", "subtitle-"] as const).map((part): (typeof inAllForms)[number] => {
    const typed = { "": "locArgs", "title-": "titleLocArgs", "subtitle-": "subtitleLocArgs" }[part];
    return [
      `${part}loc-args without ${part}loc-key`,
      { alert: { title: "T", [typed]: ["a"] } },
      { alert: { title: "T", [`${part}loc-args`]: ["a"] } },
      `aps.alert.${part}loc-key`,
      `must be set, since ${part}loc-args needs it`,
    ];
  }),
  [
    "a critical sound without name",
    { sound: { critical: true, volume: 1 } },
    { sound: { critical: 1, volume: 1 } },
    "aps.sound.name",
    "must be set",
  ],
  ["an empty sound dictionary", { alert: "x", sound: {} }, { alert: "x", sound: {} }, "aps.sound.name", "must be set"],
  [
    "a localized dictionary as title of an alert",
    { alert: { title: { locKey: "k" } } },
    { alert: { title: { "loc-key": "k" } } },
    "aps.alert.title",
    "must be a string",
  ],
  [
    "a sound inside an alert",
    { alert: { title: "T", sound: "s" } },
    { alert: { title: "T", sound: "s" } },
    "aps.alert.sound",
    "is not a known key",
  ],
  ...(
    [
      ["timestamp", "timestamp", new Date(1000)],
      ["contentState", "content-state", {}],
      ["staleDate", "stale-date", new Date(1000)],
      ["dismissalDate", "dismissal-date", new Date(1000)],
      ["attributesType", "attributes-type", "T"],
      ["attributes", "attributes", {}],
      ["inputPushToken", "input-push-token", true],
      ["inputPushChannel", "input-push-channel", "c"],
    ] as const
  ).map(([typed, own, value]): (typeof inAllForms)[number] => [
    `${own} without an event`,
    { alert: "x", [typed]: value },
    { alert: "x", [own]: value instanceof Date ? 1 : value === true ? 1 : value },
    `aps.${own}`,
    "is not a known key; put your own keys next to aps (in typed input: under data); a Live Activity needs an event",
  ]),
  [
    "an event that does not exist",
    { event: "pause", timestamp: new Date(1000) },
    { event: "pause", timestamp: 1 },
    "aps.event",
    "must be one of start, update, end",
  ],
  ...(["timestamp", "content-state", "attributes-type", "attributes", "alert"] as const).map(
    (missing): (typeof inAllForms)[number] => {
      const typed: Record<string, unknown> = {
        timestamp: new Date(1000),
        contentState: {},
        attributesType: "T",
        attributes: {},
        alert: "x",
      };
      const own: Record<string, unknown> = {
        timestamp: 1,
        "content-state": {},
        "attributes-type": "T",
        attributes: {},
        alert: "x",
      };
      delete typed[missing.replace(/-(.)/, (_, letter: string) => letter.toUpperCase())];
      delete own[missing];
      return [
        `a start without ${missing}`,
        { event: "start", ...typed },
        { event: "start", ...own },
        `aps.${missing}`,
        "must be set",
      ];
    },
  ),
  [
    "a start with an empty alert",
    { event: "start", timestamp: new Date(1000), contentState: {}, attributesType: "T", attributes: {}, alert: "" },
    { event: "start", timestamp: 1, "content-state": {}, "attributes-type": "T", attributes: {}, alert: "" },
    "aps",
    "must have an alert, badge or sound for push type liveactivity",
  ],
  [
    "the subtitle of a Live Activity, which has none",
    { event: "end", timestamp: new Date(1000), alert: { subtitle: "S" } },
    { event: "end", timestamp: 1, alert: { subtitle: "S" } },
    "aps.alert.subtitle",
    "is not a known key",
  ],
  [
    "arguments of a Live Activity's title without their key",
    { event: "end", timestamp: new Date(1000), alert: { title: { locArgs: ["a"] } } },
    { event: "end", timestamp: 1, alert: { title: { "loc-args": ["a"] } } },
    "aps.alert.title.loc-key",
    "must be set",
  ],
];

const isUnknownKey = (rule: string) => rule.startsWith("is not a known key");

describe("apple: refuses in typed input, and warns of in Apple's own document", () => {
  it.each(inAllForms.filter(([, , , , rule]) => isUnknownKey(rule)))("%s", (_title, payload, aps, field, rule) => {
    const typed = refusal(() => apple(payload as never));
    // The error names the field as typed input does, since no such name is on the wire.
    const name = field.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect([typed.field, typed.rule]).toEqual([name, rule]);
    const alert = { alert: "A", ...aps };
    for (const document of [JSON.stringify({ aps: alert }), { aps: alert }]) {
      const { warnings } = apple(document as never);
      const source = "docs/payload-rules.md#apple-unknown-key";
      expect(warnings).toEqual([{ path: field, rule: "unknown-key", message: `${field} ${rule}`, source }]);
    }
  });
});

describe("apple: refuses in all three forms", () => {
  it.each(inAllForms.filter(([, , , , rule]) => !isUnknownKey(rule)))("%s", (_title, payload, aps, field, rule) => {
    const typed = refusal(() => apple(payload as never));
    const text = refusal(() => apple(JSON.stringify({ aps })));
    const document = refusal(() => apple({ aps } as never));
    expect([typed.rule, text.rule, document.rule]).toEqual([rule, rule, rule]);
    if (field !== "") expect([typed.field, text.field, document.field]).toEqual([field, field, field]);
    expect(text.message).toContain(`apple: ${text.field} ${rule}`);
  });

  it.each([
    ["start", "dismissal-date"],
    ["update", "dismissal-date"],
    ["update", "attributes"],
    ["update", "attributes-type"],
    ["end", "attributes"],
    ["end", "input-push-token"],
    ["end", "input-push-channel"],
  ])("warns of the event %s with %s, which belongs to another", (event, key) => {
    const all = { "content-state": {}, "attributes-type": "T", attributes: {}, alert: "x" };
    const needed = { start: all, update: { "content-state": {} }, end: {} }[event];
    const build = (more: object) => apple(JSON.stringify({ aps: { event, timestamp: 1, ...needed, ...more } }));
    expect(build({}).headers["apns-push-type"]).toBe("liveactivity");
    const { warnings } = build({ [key]: key.startsWith("a") ? {} : 1 });
    expect(warnings).toMatchObject([{ path: `aps.${key}`, rule: "unknown-key" }]);
  });
});

describe("apple: the topic fits the push type", () => {
  const cases = [
    ["voip", "com.example.app.voip"],
    ["complication", "com.example.app.complication"],
    ["fileprovider", "com.example.app.pushkit.fileprovider"],
    ["location", "com.example.app.location-query"],
    ["pushtotalk", "com.example.app.voip-ptt"],
  ] as const;
  it.each(cases)("of %s, which ends so", (pushType, topic) => {
    expect(apple({ data: { a: 1 } }, { pushType, topic }).headers["apns-topic"]).toBe(topic);
    const error = refusal(() => apple({ data: { a: 1 } }, { pushType, topic: "com.example.app" }));
    expect(error.field).toBe("headers.apns-topic");
    expect(error.rule).toBe(`must end in ${topic.slice("com.example.app".length)} for push type ${pushType}`);
  });

  it("of a Live Activity, given as option or header", () => {
    const end = '{"aps":{"event":"end","timestamp":1}}';
    const topic = "com.example.app.push-type.liveactivity";
    expect(apple(end, { topic }).headers["apns-topic"]).toBe(topic);
    for (const options of [{ topic: "com.example.app" }, { headers: { "apns-topic": "com.example.app.voip" } }]) {
      expect(refusal(() => apple(end, options)).message).toBe(
        "apple: headers.apns-topic must end in .push-type.liveactivity for push type liveactivity",
      );
    }
  });

  it("of an alert, whatever the bundle id, and of a push type newer than this package", () => {
    expect(apple({ alert: "x" }, { topic: "com.example.app" }).headers["apns-push-type"]).toBe("alert");
    expect(apple({ alert: "x" }, { pushType: "alert", topic: "com.example.voip" }).headers["apns-topic"]).toBe(
      "com.example.voip",
    );
    const headers = { "apns-push-type": "widgets", "apns-topic": "com.example.app.push-type.widgets" };
    expect(apple({ contentAvailable: true }, { headers }).headers).toEqual(headers);
  });
});
