import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { adm } from "./adm.js";
import type { AdmPayload } from "./types.js";

describe("adm: payload in, bytes out", () => {
  const cases: readonly [title: string, payload: AdmPayload, body: string][] = [
    [
      "every field of a message",
      {
        data: { a: "b", from: "Sam" },
        consolidationKey: "sync",
        expiresAfter: 86_400,
        md5: "1B2M2Y8AsgTpgAmY7PhCfg==",
        priority: "high",
      },
      '{"data":{"a":"b","from":"Sam"},"consolidationKey":"sync","expiresAfter":86400,"md5":"1B2M2Y8AsgTpgAmY7PhCfg==","priority":"high"}',
    ],
    [
      "every field of the notification",
      {
        notification: {
          title: "T",
          body: "B",
          icon: "ic",
          color: "#aabbcc",
          sound: "s",
          tag: "t",
          image: "i.png",
          clickAction: "OPEN",
          bodyLocKey: "bk",
          bodyLocArgs: ["1"],
          titleLocKey: "tk",
          titleLocArgs: ["2"],
          channelId: "c",
          ticker: "ti",
          sticky: true,
          eventTime: "2031-05-06T07:08:09Z",
          localOnly: false,
          notificationPriority: 1,
          defaultSound: true,
          visibility: "PRIVATE",
          notificationCount: 2,
        },
      },
      '{"notification":{"title":"T","body":"B","icon":"ic","color":"#aabbcc","sound":"s","tag":"t","image":"i.png","click_action":"OPEN","body_loc_key":"bk","body_loc_args":["1"],"title_loc_key":"tk","title_loc_args":["2"],"channel_id":"c","ticker":"ti","sticky":true,"event_time":"2031-05-06T07:08:09Z","local_only":false,"notification_priority":1,"default_sound":true,"visibility":"PRIVATE","notification_count":2}}',
    ],
    [
      "an empty data for a sync message",
      { data: {}, consolidationKey: "Sync" },
      '{"data":{},"consolidationKey":"Sync"}',
    ],
  ];
  it.each(cases)("writes %s, and accepts it as JSON", (_title, payload, body) => {
    expect(adm(payload)).toEqual({ platform: "adm", contentType: "application/json", headers: {}, body, warnings: [] });
    expect(adm(`${body}\n`).body).toBe(`${body}\n`);
  });

  it("passes headers on", () => {
    expect(adm({ data: {} }, { headers: { "X-Trace": "1" } }).headers).toEqual({ "X-Trace": "1" });
  });
});

describe("adm: refuses", () => {
  const refused: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    ["a number in data", () => adm({ data: { a: 5 as never } }), "data.a", /string/],
    ["an object in data", () => adm('{"data":{"a":{}}}'), "data.a", /string/],
    ["neither data nor notification", () => adm({ priority: "high" }), "", /data or notification/],
    ["an expiry over 31 days", () => adm({ data: {}, expiresAfter: 2_678_401 }), "expiresAfter", /2678400/],
    ["an expiry of 0", () => adm({ data: {}, expiresAfter: 0 }), "expiresAfter", /from 1/],
    ["a digest in hexadecimal", () => adm({ data: {}, md5: "d41d8cd98f00b204e9800998ecf8427e" }), "md5", /base64/],
    ["an unknown priority", () => adm({ data: {}, priority: "urgent" as never }), "priority", /normal, high/],
    [
      "a misspelled key",
      () => adm({ data: {}, expiresafter: 5 } as never),
      "expiresafter",
      /did you mean expiresAfter/,
    ],
    [
      "a flag as a string",
      () => adm({ notification: { sticky: "yes" as never } }),
      "notification.sticky",
      /true or false/,
    ],
    [
      "arguments without their key",
      () => adm({ notification: { bodyLocArgs: [] } }),
      "notification.body_loc_key",
      /must be set/,
    ],
  ];
  it.each(refused)("%s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "adm",
      field,
    });
    expect(error.rule).toMatch(rule);
  });

  it("a body over 6,144 bytes", () => {
    expect(adm({ data: { a: "x".repeat(6144 - 17) } }).body.length).toBe(6144);
    expect(refusal(() => adm({ data: { a: "x".repeat(6144 - 16) } }))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      field: "data.a",
      limit: 6144,
      size: 6145,
    });
  });
});
