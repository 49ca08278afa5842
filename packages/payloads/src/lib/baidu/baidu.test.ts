import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { baidu } from "./baidu.js";

describe("baidu", () => {
  it("writes every field, and those nothing confirms beside them", () => {
    const notification = baidu({
      title: "T",
      description: "D",
      notificationBuilderId: 0,
      notificationBasicStyle: 7,
      openType: 1,
      netSupport: 1,
      userConfirm: 0,
      url: "https://example.com",
      pkgContent: "intent",
      pkgVersion: "1",
      customContent: { key: "value", list: [1] },
      aps: { alert: "A", sound: "s", badge: 1 },
      unconfirmed: { target_channel_id: "7" },
    });
    expect(notification).toEqual({
      platform: "baidu",
      contentType: "application/json",
      warnings: [],
      headers: {},
      body: '{"title":"T","description":"D","notification_builder_id":0,"notification_basic_style":7,"open_type":1,"net_support":1,"user_confirm":0,"url":"https://example.com","pkg_content":"intent","pkg_version":"1","custom_content":{"key":"value","list":[1]},"aps":{"alert":"A","sound":"s","badge":1},"target_channel_id":"7"}',
    });
    expect(baidu(notification.body).body).toBe(notification.body);
  });

  it("writes the message type as a header beside the caller's own", () => {
    expect(baidu({ description: "D" }, { messageType: 1, headers: { a: "b" } }).headers).toEqual({
      a: "b",
      "X-Baidu-Message-Type": "1",
    });
  });

  it("lets a message that is not shown go without text", () => {
    const { body, headers } = baidu({ customContent: { a: 1 } }, { messageType: 0 });
    expect(body).toBe('{"custom_content":{"a":1}}');
    expect(headers).toEqual({ "X-Baidu-Message-Type": "0" });
  });

  const refused: readonly [title: string, build: () => unknown, field: string, rule: RegExp][] = [
    [
      "a notification without text",
      () => baidu({ title: "T" }),
      "description",
      /^must be set: Baidu refuses a notification without text$/,
    ],
    ["an open type 1 without URL", () => baidu({ description: "D", openType: 1 }), "url", /open_type is 1/],
    [
      "a style over 7",
      () => baidu({ description: "D", notificationBasicStyle: 8 }),
      "notification_basic_style",
      /from 0 to 7/,
    ],
    [
      "a known key among the unconfirmed",
      () => baidu({ description: "D", unconfirmed: { title: "T" } }),
      "title",
      /outside unconfirmed/,
    ],
    ["an unknown key in typed input", () => baidu({ description: "D", colour: "x" } as never), "colour", /unconfirmed/],
    ["a misspelled key", () => baidu({ description: "D", openTyp: 1 } as never), "openTyp", /did you mean openType/],
    [
      "both spellings in one object",
      () => baidu({ description: "D", customContent: {}, open_type: 1 } as never),
      "open_type",
      /^is spelled differently than customContent; did you mean openType\?$/,
    ],
    [
      "typed names beside Baidu's own",
      () => baidu({ description: "D", open_type: 0, pkgContent: "x" } as never),
      "pkgContent",
      /^is spelled differently than open_type; did you mean pkg_content\?$/,
    ],
    [
      "Baidu's spelling beside unconfirmed",
      () => baidu({ description: "D", open_type: 0, unconfirmed: {} } as never),
      "open_type",
      /^is spelled differently than unconfirmed; did you mean openType\?$/,
    ],
    ["a title that is not a string, in JSON", () => baidu('{"title":5,"description":"D"}'), "title", /string/],
    [
      "an unknown message type",
      () => baidu({ description: "D" }, { messageType: 2 as never }),
      "options.messageType",
      /0, 1/,
    ],
    ["an unknown option", () => baidu({ description: "D" }, { type: 1 } as never), "options.type", /not a known key/],
  ];
  it.each(refused)("refuses %s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "baidu",
      field,
    });
    expect(error.rule).toMatch(rule);
  });

  it("refuses what the hub would: over 64 KB", () => {
    expect(refusal(() => baidu({ description: "x".repeat(70_000) }))).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      limit: 65_536,
    });
  });
});
