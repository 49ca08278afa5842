import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { adm } from "../adm/adm.js";
import { apple } from "../apple/apple.js";
import { browser } from "../browser/browser.js";
import { fcmV1 } from "../fcm-v1/fcm-v1.js";

const newer = { "newer-key": 1 };

describe("keys under unconfirmed", () => {
  it.each([
    ["aps", () => apple({ alert: "A", unconfirmed: newer }), '{"aps":{"alert":"A","newer-key":1}}'],
    [
      "an alert",
      () => apple({ alert: { title: "A", unconfirmed: newer } }),
      '{"aps":{"alert":{"title":"A","newer-key":1}}}',
    ],
    ["a message of FCM", () => fcmV1({ data: {}, unconfirmed: newer }), '{"message":{"data":{},"newer-key":1}}'],
    [
      "its part for Android",
      () => fcmV1({ android: { unconfirmed: newer } }),
      '{"message":{"android":{"newer-key":1}}}',
    ],
    [
      "the notification of Android",
      () => fcmV1({ android: { notification: { title: "A", unconfirmed: newer } } }),
      '{"message":{"android":{"notification":{"title":"A","newer-key":1}}}}',
    ],
    ["a message of ADM", () => adm({ data: {}, unconfirmed: newer }), '{"data":{},"newer-key":1}'],
  ])("go next to the others in %s, without a warning", (_what, build, body) => {
    expect(build()).toMatchObject({ body, warnings: [] });
  });

  it.each([
    [
      "a known key",
      () => apple({ alert: "A", unconfirmed: { badge: 1 } }),
      "aps.badge",
      "is a known key; write it outside unconfirmed",
    ],
    [
      "a value that is not an object",
      () => fcmV1({ data: {}, unconfirmed: 7 as never }),
      "message.unconfirmed",
      "must be an object",
    ],
    [
      "what JSON cannot hold",
      () => adm({ data: {}, unconfirmed: { a: 1n as never } }),
      "a",
      "must be plain JSON; write a Date or a bigint as a string",
    ],
  ])("are refused for %s", (_what, build, field, rule) => {
    const error = refusal(build);
    expect([error.field, error.rule]).toEqual([field, rule]);
  });

  it("do not count as content when there are none", () => {
    for (const build of [() => fcmV1({ unconfirmed: {} }), () => browser({ custom: {} })]) {
      expect(refusal(build).rule).toMatch(/^must not be empty/);
    }
  });

  it("are keys like others in the platform's own document", () => {
    expect(apple('{"aps":{"alert":"A","unconfirmed":{}}}').warnings).toMatchObject([{ path: "aps.unconfirmed" }]);
  });
});

describe("a warning", () => {
  it("is frozen, begins with its path, and names its row in the documentation", () => {
    const { warnings } = browser({ title: "T" }, { headers: { Topic: "order_new" } });
    expect(warnings).toEqual([
      {
        path: "headers.Topic",
        rule: "one-service-only",
        message: expect.stringMatching(/^headers\.Topic is not base64url with 9 characters/),
        source: "docs/payload-rules.md#browser-one-service-only",
      },
    ]);
    expect(Object.isFrozen(warnings)).toBe(true);
    expect(Object.isFrozen(warnings[0])).toBe(true);
  });

  it("is refused by a strict builder, with the same path and words", () => {
    const error = refusal(() => apple('{"aps":{"alert":"A","order":7}}', { strict: true }));
    const [warning] = apple('{"aps":{"alert":"A","order":7}}').warnings;
    expect([error.code, error.field, error.message]).toEqual([
      "NH_PAYLOAD_INVALID",
      warning?.path,
      `apple: ${warning?.message}`,
    ]);
    expect(refusal(() => apple({ alert: "A" }, { strict: 1 as never })).field).toBe("options.strict");
  });

  it("hides device handles and control characters, as errors do", () => {
    const handle = "0123456789abcdef".repeat(4);
    const { warnings } = apple(JSON.stringify({ aps: { alert: "A", [handle]: 1, "\u001b[2J": 1 } }));
    expect(warnings.map(({ message }) => message.split(" is ")[0])).toEqual(["aps.012345…cdef", "aps.·[2J"]);
  });
});
