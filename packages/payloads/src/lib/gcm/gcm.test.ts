import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { retirementWarnings } from "../../../test/retirement-warnings.js";
import { gcm } from "./gcm.js";
import type { GcmPayload } from "./types.js";

describe("gcm: payload in, bytes out", () => {
  const cases: readonly [title: string, payload: GcmPayload, body: string][] = [
    [
      "data of any JSON",
      { data: { a: "b", n: 5, deep: { x: [true] } } },
      '{"data":{"a":"b","n":5,"deep":{"x":[true]}}}',
    ],
    [
      "every field beside data",
      {
        notification: { title: "T" },
        collapseKey: "scores",
        priority: "high",
        contentAvailable: true,
        mutableContent: false,
        timeToLive: 60,
        restrictedPackageName: "com.example",
        dryRun: true,
      },
      '{"notification":{"title":"T"},"collapse_key":"scores","priority":"high","content_available":true,"mutable_content":false,"time_to_live":60,"restricted_package_name":"com.example","dry_run":true}',
    ],
    [
      "every field of the notification",
      {
        notification: {
          title: "T",
          body: "B",
          androidChannelId: "news",
          icon: "ic",
          sound: "default",
          tag: "t",
          color: "#aabbcc",
          clickAction: "OPEN",
          bodyLocKey: "bk",
          bodyLocArgs: ["1"],
          titleLocKey: "tk",
          titleLocArgs: ["2"],
          image: "https://example.com/i.png",
          subtitle: "S",
          badge: "3",
        },
      },
      '{"notification":{"title":"T","body":"B","android_channel_id":"news","icon":"ic","sound":"default","tag":"t","color":"#aabbcc","click_action":"OPEN","body_loc_key":"bk","body_loc_args":["1"],"title_loc_key":"tk","title_loc_args":["2"],"image":"https://example.com/i.png","subtitle":"S","badge":"3"}}',
    ],
  ];
  it.each(cases)("writes %s, and accepts it as JSON", (_title, payload, body) => {
    expect(gcm(payload)).toEqual({
      platform: "gcm",
      contentType: "application/json;charset=utf-8",
      headers: {},
      body,
      warnings: retirementWarnings("gcm"),
    });
    expect(gcm(` ${body}`).body).toBe(` ${body}`);
  });

  it("passes headers on", () => {
    expect(gcm({ data: {} }, { headers: { "X-Trace": "1" } }).headers).toEqual({ "X-Trace": "1" });
  });
});

describe("gcm: refuses", () => {
  const refused: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    ["to", () => gcm('{"to":"x","data":{}}'), "to", /hub supplies the target/],
    ["registrationIds", () => gcm({ registrationIds: ["x"] } as never), "registrationIds", /hub supplies the target/],
    ["condition", () => gcm('{"condition":"x"}'), "condition", /send to a tag expression instead$/],
    ["a v1 message", () => gcm('{"message":{"data":{}}}'), "message", /fcmV1/],
    ["a misspelled key", () => gcm({ dat: {} } as never), "dat", /did you mean data/],
    ["neither data nor notification", () => gcm({ priority: "high" }), "", /data or notification/],
    ["a reserved key of data", () => gcm({ data: { from: "x" } }), "data.from", /reserves/],
    ["what JSON cannot hold", () => gcm({ data: { at: new Date(0) as never } }), "data.at", /JSON/],
    ["a number that is not finite", () => gcm({ data: { n: Number.NaN } }), "data.n", /JSON/],
    ["a time to live over four weeks", () => gcm({ data: {}, timeToLive: 2_419_201 }), "time_to_live", /2419200/],
    ["the priority of v1", () => gcm({ data: {}, priority: "HIGH" as never }), "priority", /normal, high/],
    ["a badge as number", () => gcm({ notification: { badge: 3 as never } }), "notification.badge", /string/],
    [
      "arguments without their key",
      () => gcm({ notification: { titleLocArgs: ["a"] } }),
      "notification.title_loc_key",
      /must be set/,
    ],
  ];
  it.each(refused)("%s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "gcm",
      field,
    });
    expect(error.rule).toMatch(rule);
  });

  it("data that holds itself", () => {
    const data: Record<string, never> = {};
    Object.assign(data, { self: data });
    expect(refusal(() => gcm({ data })).rule).toBe("is nested over 100 levels, or in itself");
  });

  it("a body over 4,096 bytes", () => {
    expect(refusal(() => gcm({ data: { a: "x".repeat(5000) } }))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      field: "data.a",
      limit: 4096,
    });
  });
});
