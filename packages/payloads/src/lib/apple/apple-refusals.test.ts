import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { PayloadError } from "../errors.js";
import { apple } from "./apple.js";

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
    ["half an emoji", () => apple({ alert: "Cut \ud83d" }), "aps.alert", /whole characters/],
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
    ["an id that is no UUID", () => apple({ alert: "x" }, { apnsId: "7" }), "options.apns-id", /UUID/],
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
    ["a number that JSON has not", () => apple({ alert: "x", data: { score: Number.NaN } }), "score", /must be JSON/],
    ["a function in data", () => apple({ alert: "x", data: { run: (() => 1) as never } }), "run", /must be JSON/],
    [
      "infinity in the content of a Live Activity",
      () =>
        apple({
          event: "update",
          timestamp: new Date(5000),
          contentState: { deep: [{ score: Number.POSITIVE_INFINITY }] },
        }),
      "score",
      /must be JSON/,
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

  it("data that contains itself, or a bigint, with a TypeError", () => {
    const data: Record<string, unknown> = {};
    data.self = data;
    expect(() => apple({ alert: "x", data: data as never })).toThrow(TypeError);
    expect(() => apple({ alert: "x", data: { big: 1n as never } })).toThrow(TypeError);
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
