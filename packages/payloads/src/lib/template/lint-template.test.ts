import { describe, expect, it } from "vitest";
import { type LintOptions, lintTemplate } from "../../template.js";

const codes = (body: string, options?: LintOptions): string[] => lintTemplate(body, options).map(({ code }) => code);

describe("lintTemplate", () => {
  it.each<[string, LintOptions | undefined]>([
    ['{"aps":{"alert":"$(m)"}}', { platform: "apple", headers: { "Apns-Push-Type": "alert" } }],
    ['{"message":{"notification":{"title":"{\'Hi \' + $(name)}"}}}', { platform: "fcmv1" }],
    ['{"data":{"n":"#(n)"}}', { platform: "gcm" }],
    [
      '<toast><visual><binding template="ToastGeneric"><text>$(m)</text></binding></visual></toast>',
      { platform: "windows" },
    ],
    ['{"title":"$(t)"}', undefined],
    ["$(m)", undefined],
  ])("finds nothing in %s", (body, options) => {
    expect(lintTemplate(body, options)).toEqual([]);
  });

  it.each([
    ["text beside an expression", '{"a":"Hi $(name)"}', "text-beside-expression"],
    ["text before a shortened value", "<a>Hi .(name, 5)</a>", "text-beside-expression"],
    ["a space before an expression", "<a> $(name)</a>", "text-beside-expression"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the mistake under test
    ["a JavaScript template", '{"a":"Hi ${name}"}', "literal-like-expression"],
    ["a Mustache template", '{"a":"Hi {{name}}"}', "literal-like-expression"],
    ["a name in braces", '{"a":"Hi {name}"}', "literal-like-expression"],
    ["an expression in quotes", '{"a":"{\'Hi $(name)\'}"}', "literal-like-expression"],
    ["a composition without braces", '{"a":"$(a) + $(b)"}', "composition-without-braces"],
    ["a space behind an expression", '{"a":"$(a) "}', "space-behind-expression"],
    ["an expression in a property name", '{"$(a)":"b"}', "expression-not-evaluated"],
    ["an expression beside elements", "<a>$(a)<b/></a>", "expression-not-evaluated"],
  ])("warns of %s", (_name, body, code) => {
    expect(lintTemplate(body)).toMatchObject([{ severity: "warning", code }]);
  });

  it("says what to write, and where", () => {
    expect(lintTemplate('{"a":"Hi $(name)"}')).toEqual([
      {
        severity: "warning",
        code: "text-beside-expression",
        message: "text beside an expression makes all of it literal; join them in braces, as in {'Hi ' + $(name)}",
        position: 6,
        excerpt: '{"a":"Hi $(name)"}\n      ^',
      },
    ]);
  });

  it("warns of an APNs template without push type", () => {
    const body = '{"aps":{"alert":"$(m)"}}';
    expect(codes(body, { platform: "apple" })).toEqual(["apns-push-type-missing"]);
    expect(codes(body)).toEqual(["apns-push-type-missing"]);
    expect(codes(body, { headers: { "apns-priority": "10" } })).toEqual(["apns-push-type-missing"]);
    expect(codes(body, { headers: { "apns-push-type": "alert" } })).toEqual([]);
    expect(codes(body, { platform: "browser" })).toEqual([]);
  });

  it("warns of an FCM v1 template without message", () => {
    expect(codes('{"data":{"a":"$(a)"}}', { platform: "fcmv1" })).toEqual(["fcm-message-missing"]);
    expect(codes('["$(a)"]', { platform: "fcmv1" })).toEqual(["fcm-message-missing"]);
    expect(codes('{"notification":{"title":"$(a)"}}')).toEqual(["fcm-message-missing"]);
    expect(codes('{"notification":{"title":"$(a)"}}', { platform: "gcm" })).toEqual([]);
    expect(codes('\ufeff{"message":{}}', { platform: "fcmv1" })).toEqual([]);
  });

  it("reports an error with its place, and in headers too", () => {
    expect(lintTemplate('{"a":"$(b"}')).toEqual([
      { severity: "error", code: "syntax", message: "expected )", position: 9, excerpt: '{"a":"$(b"}\n         ^' },
    ]);
    expect(lintTemplate("[".repeat(100))).toMatchObject([{ severity: "error", code: "limit" }]);
    expect(lintTemplate('{"title":"x"}', { headers: { "X-WNS-Tag": "$(tag", "X-WNS-TTL": "$(ttl)" } })).toEqual([
      {
        severity: "error",
        code: "syntax",
        message: 'header "X-WNS-Tag": expected )',
        position: 5,
        excerpt: "$(tag\n     ^",
      },
    ]);
  });

  it("warns of the same traps in headers", () => {
    expect(lintTemplate("<badge/>", { headers: { "X-WNS-Tag": "tag $(tag)", "X-WNS-TTL": "{$(ttl)}" } })).toEqual([
      {
        severity: "warning",
        code: "text-beside-expression",
        message:
          "header \"X-WNS-Tag\": text beside an expression makes all of it literal; join them in braces, as in {'Hi ' + $(name)}",
        position: 0,
        excerpt: "tag $(tag)\n^",
      },
    ]);
  });

  it("reports a header that is too large", () => {
    const headers = { "X-WNS-Tag": "{".repeat(1_000_000) };
    expect(lintTemplate('{"title":"x"}', { headers })).toMatchObject([{ severity: "error", code: "limit" }]);
  });

  it("throws an ArgumentError for anything but a string", () => {
    expect(() => lintTemplate(undefined as unknown as string)).toThrow(TypeError);
  });
});
