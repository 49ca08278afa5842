import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { xiaomi } from "./xiaomi.js";

describe("xiaomi", () => {
  it("writes every known field, and those nothing confirms beside them", () => {
    const notification = xiaomi(
      {
        title: "T",
        description: "D",
        payload: "P",
        restrictedPackageName: "com.example",
        unconfirmed: { "extra.notify_effect": "1", extra: { web_url: "https://example.com" } },
      },
      { headers: { "X-Target-Pipeline": "New" } },
    );
    expect(notification).toEqual({
      platform: "xiaomi",
      contentType: "application/json",
      warnings: [],
      headers: { "X-Target-Pipeline": "New" },
      body: '{"title":"T","description":"D","payload":"P","restricted_package_name":"com.example","extra.notify_effect":"1","extra":{"web_url":"https://example.com"}}',
    });
    expect(xiaomi(notification.body).body).toBe(notification.body);
  });

  it("takes any key in text, since nothing says what the hub accepts", () => {
    expect(xiaomi('{"title":"T","anything":[1]}').body).toBe('{"title":"T","anything":[1]}');
  });

  it("refuses objects in themselves and endless nesting, whatever the keys", () => {
    const self: Record<string, unknown> = {};
    self[""] = self;
    const rule = "is nested over 100 levels, or in itself";
    expect(refusal(() => xiaomi({ unconfirmed: self as never })).rule).toBe(rule);
    expect(refusal(() => xiaomi(`${'{"":'.repeat(10_000)}1${"}".repeat(10_000)}`)).rule).toBe(rule);
  });

  it.each([
    ["a target", () => xiaomi('{"title":"T","registration_id":"x"}'), "registration_id", /hub supplies/],
    ["an empty payload", () => xiaomi({}), "", /empty/],
    ["a title that is not a string", () => xiaomi('{"title":5}'), "title", /string/],
    ["an unknown key in typed input", () => xiaomi({ colour: "x" } as never), "colour", /unconfirmed/],
    [
      "further keys that are not an object",
      () => xiaomi({ unconfirmed: "x" as never }),
      "unconfirmed",
      /^must be an object$/,
    ],
  ] as const)("refuses %s", (_title, build, field, rule) => {
    const error = refusal(build);
    expect({ code: error.code, platform: error.platform, field: error.field }).toEqual({
      code: "NH_PAYLOAD_INVALID",
      platform: "xiaomi",
      field,
    });
    expect(error.rule).toMatch(rule);
  });
});
