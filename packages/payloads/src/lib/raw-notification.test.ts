import { describe, expect, it } from "vitest";
import { refusal as refusalOf } from "../../test/refusal.js";
import { retirementWarnings } from "../../test/retirement-warnings.js";
import {
  checkNotification,
  isPlatform,
  platformFacts,
  platforms,
  type RawNotificationInput,
  rawNotification,
  utf8ByteLength,
} from "../index.js";

const refusal = (input: unknown) => refusalOf(() => rawNotification(input as RawNotificationInput));

describe("rawNotification", () => {
  it("takes body, content type and headers as they are, and freezes the result", () => {
    const headers = { "X-Thing": "ü" };
    const notification = rawNotification({ platform: "baidu", body: "not JSON", contentType: "text/plain", headers });
    expect(notification).toEqual({
      platform: "baidu",
      contentType: "text/plain",
      warnings: [],
      headers: { "X-Thing": "ü" },
      body: "not JSON",
    });
    expect(Object.isFrozen(notification)).toBe(true);
    expect(Object.isFrozen(notification.headers)).toBe(true);
    expect(Object.isFrozen(headers)).toBe(false);
  });

  it.each([
    ["apple", "application/json;charset=utf-8"],
    ["fcmv1", "application/json;charset=utf-8"],
    ["gcm", "application/json;charset=utf-8"],
    ["windows", "application/xml"],
    ["windowsphone", "application/xml;charset=utf-8"],
    ["adm", "application/json"],
    ["baidu", "application/json"],
    ["xiaomi", "application/json"],
    ["browser", "application/json;charset=utf-8"],
    ["template", "application/json;charset=utf-8"],
  ] as const)("gives %s the content type %s", (platform, contentType) => {
    expect(rawNotification({ platform, body: "" })).toEqual({
      platform,
      contentType,
      headers: {},
      body: "",
      warnings: retirementWarnings(platform),
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["a line break", { "X-A": "a\nb" }, "headers.X-A"],
    ["a carriage return", { "X-A": "a\rb" }, "headers.X-A"],
    ["a NUL", { "X-A": "a\0b" }, "headers.X-A"],
    ["an escape character", { "X-A": "a\u001b[2J" }, "headers.X-A"],
    ["a character beyond Latin-1", { "X-A": "€" }, "headers.X-A"],
    ["a number for a value", { "X-A": 1 as unknown as string }, "headers.X-A"],
    ["a space in a name", { "X A": "a" }, "headers.X A"],
    ["a line break in a name", { "X-A\r\nX-B": "a" }, "headers.X-A\r\nX-B"],
    ["an empty name", { "": "a" }, 'headers.""'],
    ["Authorization", { authorization: "a" }, "headers.authorization"],
    ["Content-Type", { "CONTENT-TYPE": "a" }, "headers.CONTENT-TYPE"],
    ["a header of the service", { "servicebusnotification-tags": "a" }, "headers.servicebusnotification-tags"],
    ["a name in two letter cases", { "X-A": "1", "x-a": "2" }, "headers.x-a"],
  ])("refuses headers with %s", (_name, headers, field) => {
    const error = refusal({ platform: "apple", body: "{}", headers });
    expect([error.code, error.platform, error.field]).toEqual(["NH_PAYLOAD_INVALID", "apple", field]);
  });

  it.each(["", "json", "application/json\r\nX: y", "application/json; ü"])(
    "refuses the content type %j",
    (contentType) => {
      expect(refusal({ platform: "apple", body: "{}", contentType }).field).toBe("contentType");
    },
  );

  it("shows no character of a name that would act in a terminal", () => {
    expect(refusal({ platform: "apple", body: "", headers: { "X\u001b[2J\r\n\u202eA": "a" } }).message).toBe(
      "apple: headers.X·[2J···A is not a header name: use letters, digits and hyphens",
    );
  });

  it("never shows the value of a refused header", () => {
    expect(refusal({ platform: "apple", body: "", headers: { Authorization: "SECRET" } }).message).not.toContain(
      "SECRET",
    );
    expect(refusal({ platform: "apple", body: "", headers: { "X-A": "SECRET\n" } }).message).not.toContain("SECRET");
  });

  it("throws an ArgumentError for an unknown platform or a body that is not a string", () => {
    expect(() => refusal({ platform: "nokia", body: "" })).toThrow(TypeError);
    expect(() => refusal({ platform: "toString", body: "" })).toThrow(TypeError);
    expect(() => refusal({ platform: "apple", body: {} })).toThrow(TypeError);
  });
});

describe("checkNotification", () => {
  it("takes what rawNotification takes, and returns nothing", () => {
    expect(
      checkNotification({ platform: "gcm", contentType: "application/json", headers: { A: "1" }, body: "{}" }),
    ).toBe(undefined);
  });
  it.each([
    ["a platform", { platform: "nokia", body: "{}" }],
    ["a body", { platform: "apple" }],
    ["a content type", { platform: "apple", body: "{}", contentType: "json" }],
    ["a header", { platform: "apple", body: "{}", headers: { "a\nb": "1" } }],
    ["a body that UTF-8 can carry", { platform: "apple", body: "\ud83d" }],
    ["a body that is small enough", { platform: "apple", body: JSON.stringify({ text: "x".repeat(5000) }) }],
  ])("refuses what has not %s, as rawNotification does", (_, given) => {
    const refused = (call: (input: RawNotificationInput) => unknown): Error => {
      try {
        call(given as RawNotificationInput);
      } catch (error) {
        return error as Error;
      }
      throw new Error("it was accepted");
    };
    const expected = refused(rawNotification);
    expect(refused(checkNotification).message).toBe(expected.message.replace("rawNotification", "checkNotification"));
  });
});

describe("sizes", () => {
  it("counts UTF-8 bytes as an encoder does", () => {
    for (const text of ["", "abc", "é", "€", "😀", "\ud83d", "\ude00\ud83d", "a\ud83dé"]) {
      expect([text, utf8ByteLength(text)]).toEqual([text, new TextEncoder().encode(text).length]);
    }
  });

  it.each([
    ["apple", 4_096],
    ["fcmv1", 4_096],
    ["gcm", 4_096],
    ["windows", 5_000],
    ["windowsphone", 65_536],
    ["adm", 6_144],
    ["baidu", 65_536],
    ["xiaomi", 65_536],
    ["browser", 3_993],
    ["template", 65_536],
  ] as const)("allows %s %i bytes and not one more", (platform, limit) => {
    expect(platformFacts[platform].bodyLimitBytes).toBe(limit);
    const body = `${"€".repeat(Math.floor(limit / 3))}${"x".repeat(limit % 3)}`;
    expect(rawNotification({ platform, body }).body).toBe(body);
    const error = refusal({ platform, body: `${body}x` });
    expect([error.code, error.limit, error.size]).toEqual(["NH_PAYLOAD_TOO_LARGE", limit, limit + 1]);
  });

  it("names the largest field of a JSON body, however deep", () => {
    const body = JSON.stringify({
      aps: { alert: { title: "x", "loc-args": ["y", "é".repeat(4_000)] } },
      z: "x".repeat(7_000),
    });
    const error = refusal({ platform: "apple", body });
    expect(error.field).toBe("aps.alert.loc-args[1]");
    expect(error.message).toBe(
      "apple: aps.alert.loc-args[1] is the largest field (8000 bytes); the body is too large (limit 4096, found 15058)",
    );
  });

  it("speaks of the whole body where no field is found", () => {
    const error = refusal({ platform: "apple", body: "[".repeat(100_000) });
    expect([error.field, error.message]).toEqual(["", "apple: the body is too large (limit 4096, found 100000)"]);
    expect(refusal({ platform: "apple", body: JSON.stringify("x".repeat(5_000)) }).field).toBe("");
    expect(refusal({ platform: "apple", body: `${"[".repeat(5_000)}1${"]".repeat(5_000)}` }).field).toBe("");
  });
});

describe("isPlatform", () => {
  it("knows every platform by its exact name", () => {
    expect(platforms.every(isPlatform)).toBe(true);
    for (const value of ["Apple", "nokiax", "toString", "", undefined, null, 7]) expect(isPlatform(value)).toBe(false);
  });
  it("has facts for each", () => {
    expect(Object.keys(platformFacts)).toEqual([...platforms]);
    for (const platform of platforms) expect(Object.isFrozen(platformFacts[platform])).toBe(true);
  });
});
