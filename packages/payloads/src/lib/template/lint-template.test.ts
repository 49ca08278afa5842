import { describe, expect, it } from "vitest";
import { type LintOptions, lintTemplate } from "../../template.js";

const codes = (body: string, options?: LintOptions): string[] => lintTemplate(body, options).map(({ code }) => code);

describe("lintTemplate", () => {
  it.each<[string, LintOptions | undefined]>([
    ['{"aps":{"alert":{"title":"News","body":"$(m)"}}}', { platform: "apple", headers: { "Apns-Push-Type": "alert" } }],
    ['{"message":{"notification":{"title":"{\'Hi \' + $(name)}"}}}', { platform: "fcmv1" }],
    ['{"data":{"n":"#(n)"}}', { platform: "gcm" }],
    [
      '<toast><visual><binding template="ToastGeneric"><text>News</text><text>$(m)</text></binding></visual></toast>',
      { platform: "windows", headers: { "X-WNS-Type": "wns/toast" } },
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
        line: 1,
        column: 7,
        excerpt: '{"a":"Hi $(name)"}\n      ^',
      },
    ]);
  });

  it("warns of an APNs template without push type", () => {
    const body = '{"aps":{"alert":{"title":"News","body":"$(m)"}}}';
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
    expect(codes('\ufeff{"message":{"data":{}}}', { platform: "fcmv1" })).toEqual([]);
  });

  it("reports an error with its place, and in headers too", () => {
    expect(lintTemplate('{"a":"$(b"}')).toEqual([
      {
        severity: "error",
        code: "syntax",
        message: "expected )",
        position: 9,
        line: 1,
        column: 10,
        excerpt: '{"a":"$(b"}\n         ^',
      },
    ]);
    expect(lintTemplate("[".repeat(100))).toMatchObject([{ severity: "error", code: "limit" }]);
    expect(lintTemplate('{"title":"x"}', { headers: { "X-WNS-Tag": "$(tag", "X-WNS-TTL": "$(ttl)" } })).toEqual([
      {
        severity: "error",
        code: "syntax",
        message: 'header "X-WNS-Tag": expected )',
        position: 5,
        line: 1,
        column: 6,
        excerpt: "$(tag\n     ^",
      },
    ]);
  });

  it("warns of the same traps in headers", () => {
    expect(lintTemplate("<order/>", { headers: { "X-WNS-Tag": "tag $(tag)", "X-WNS-TTL": "{$(ttl)}" } })).toEqual([
      {
        severity: "warning",
        code: "text-beside-expression",
        message:
          "header \"X-WNS-Tag\": text beside an expression makes all of it literal; join them in braces, as in {'Hi ' + $(name)}",
        position: 0,
        line: 1,
        column: 1,
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

describe("lintTemplate: the platform's own builder", () => {
  const toast = (binding: string) => `<toast><visual>${binding}</visual></toast>`;
  const generic = '<binding template="ToastGeneric"><text>News</text><text>$(m)</text></binding>';
  const apns = { "apns-push-type": "alert" };

  it.each<[what: string, body: string, options: LintOptions, message: RegExp, place: string]>([
    [
      "priority beside data",
      '{"message":{"data":{"a":"$(a)"},\n"priority":"high"}}',
      { platform: "fcmv1" },
      /message\.priority is not a known key; move it to message\.android\.priority/,
      "2:1",
    ],
    [
      "nested data",
      '{"message":{"data":{"a":{"b":"$(b)"}}}}',
      { platform: "fcmv1" },
      /message\.data\.a must be a string, not an object/,
      "1:21",
    ],
    [
      "channel_id in notification",
      '{"message":{"notification":{"title":"$(t)","channel_id":"c"}}}',
      { platform: "fcmv1" },
      /channel_id is not a known key; move it to message\.android\.notification\.channel_id/,
      "1:44",
    ],
    [
      "a token",
      '{"message":{"token":"$(t)","data":{}}}',
      { platform: "fcmv1" },
      /message\.token is not a known key; the hub supplies the target/,
      "1:13",
    ],
    ["a root without aps", '{"asp":{"alert":"$(m)"}}', { platform: "apple", headers: apns }, /aps/, "1:1"],
    [
      "a badge in quotes",
      '{"aps":{"alert":"News",\n "badge":"$(n)"}}',
      { platform: "apple", headers: apns },
      /aps\.badge must be a whole number/,
      "2:2",
    ],
    [
      "a toast without the header of its type",
      toast(generic),
      { platform: "windows" },
      /needs the header X-WNS-Type: wns\/toast/,
      "1:1",
    ],
    [
      "a binding without template",
      toast("<binding><text>$(m)</text></binding>"),
      { platform: "windows", headers: { "X-WNS-Type": "wns/toast" } },
      /binding@template must name a Toast template/,
      "1:16",
    ],
    [
      "wns/badge for a toast",
      toast(generic),
      { platform: "windows", headers: { "X-WNS-Type": "wns/badge" } },
      /X-WNS-Type must be wns\/toast/,
      "1:1",
    ],
    [
      "a tile of Windows Phone without class",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Tile/></wp:Notification>',
      { platform: "windowsphone" },
      /needs the header X-NotificationClass/,
      "1:1",
    ],
    [
      "a header of the request",
      '{"aps":{"alert":"News"}}',
      { platform: "apple", headers: { ...apns, "Content-Type": "a" } },
      /Content-Type belongs to the request/,
      "1:1",
    ],
    [
      "priority 7",
      '{"aps":{"alert":"News"}}',
      { platform: "apple", headers: { ...apns, "apns-priority": "7" } },
      /apns-priority must be one of 1, 5, 10/,
      "1:1",
    ],
    [
      "a background push with priority 10",
      '{"aps":{"content-available":1}}',
      { platform: "apple", headers: { "apns-push-type": "background", "apns-priority": "10" } },
      /apns-priority must be 5/,
      "1:1",
    ],
  ])("refuses %s", (_what, body, options, message, place) => {
    const [finding] = lintTemplate(body, options);
    expect(finding).toMatchObject({ severity: "error", code: "payload-refused" });
    expect(finding?.message).toMatch(message);
    expect(`${finding?.line}:${finding?.column}`).toBe(place);
  });

  it.each([
    ["a link", '{"message":{"notification":{"title":"News","image":"$(image:{https://example.com/a.png})"}}}'],
    ["a number", '{"message":{"android":{"notification":{"title":"News","notification_count":"#(n:{1})"}}}}'],
    ["a color", '{"message":{"android":{"notification":{"title":"News","color":"$(color:{#aabbcc})"}}}}'],
    ["a time to live", '{"message":{"notification":{"title":"News"},"android":{"ttl":"$(ttl:{60s})"}}}'],
    ["a word", '{"message":{"notification":{"title":"News"},"android":{"priority":"$(priority:{high})"}}}'],
  ])("tries %s before it blames a property", (_what, body) => {
    const findings = lintTemplate(body, { platform: "fcmv1" });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    // With a default, only an empty value can be wrong.
    for (const { message } of findings) expect(message).toMatch(/^with an empty value in \w+: /);
  });

  it("says for which values the platform refuses", () => {
    expect(lintTemplate('{"aps":{"alert":"$(m)"}}', { headers: apns })).toMatchObject([
      {
        severity: "warning",
        code: "payload-refused-with",
        message: "with no value, an empty value in m: aps must have an alert, badge or sound for push type alert",
        line: 1,
        column: 2,
      },
    ]);
    expect(
      lintTemplate('{"aps":{"alert":"News"}}', { headers: { ...apns, "apns-collapse-id": "$(id)" } }),
    ).toMatchObject([
      {
        message: "with a long text in id: headers.apns-collapse-id must be a string of at most 64 bytes",
        excerpt: "$(id)\n^",
      },
      { message: expect.stringMatching(/^with an emoji in id: headers\.apns-collapse-id must be a string of Latin-1/) },
    ]);
  });

  it("passes on what the builder warns of", () => {
    expect(lintTemplate('{"aps":{"alert":"News",\n"order":"$(id)"}}', { headers: apns })).toMatchObject(
      [
        { severity: "warning", code: "payload-warning", message: /^aps\.order is not a known key/, line: 2, column: 1 },
      ].map((row) => ({ ...row, message: expect.stringMatching(row.message) })),
    );
  });

  it.each([
    ['{"message":{"data":{"a":"#(n)"}}}', /^with a number in n: message\.data\.a must be a string, not a number/],
    ['{"message":{"notification":{"title":"News"},"data":{"from":"x"}}}', /data\.from is a key that FCM reserves/],
    [
      '{"message":{"notification":{"title":"$news"}}}',
      /^expected \( after \$; fixed text that begins with \$ is written/,
    ],
  ])("finds the mistake in %s", (body, message) => {
    expect(lintTemplate(body, { platform: "fcmv1" })[0]?.message).toMatch(message);
  });
});
