import { content, platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { createTestHub } from "../../test/test-hub.js";
import type { TestIoOptions } from "../../test/test-io.js";
import { contentFlags, deliveryFlags } from "./allowed-flags.js";

interface Plan {
  readonly requests: readonly { readonly headers: Readonly<Record<string, string>>; readonly body: string }[];
}

async function compose(words: readonly string[], options: TestIoOptions = {}) {
  const { code, json, err } = await createTestHub().nh(
    ["send", ...words, "--tag", "a", "--dry-run", "--json"],
    options,
  );
  if (code !== 0) return { code, message: (JSON.parse(err) as { message: string }).message };
  const [request] = json<Plan>().requests;
  return { headers: request?.headers ?? {}, body: request?.body ?? "" };
}

describe("a notification from its parts", () => {
  it("uses every part of apple", async () => {
    const { headers, body } = await compose([
      ...[
        "apple",
        "--title",
        "T",
        "--subtitle",
        "S",
        "--body",
        "B",
        "--badge",
        "3",
        "--sound",
        "default",
        "--category",
        "C",
      ],
      ...["--thread", "1", "--mutable", "--data", "a=1", "--priority", "normal", "--ttl", "1h", "--collapse", "x"],
      ...["--header", "apns-topic=com.example.app"],
    ]);
    expect(JSON.parse(body ?? "")).toEqual({
      aps: {
        alert: { title: "T", subtitle: "S", body: "B" },
        badge: 3,
        sound: "default",
        category: "C",
        "thread-id": "1",
        "mutable-content": 1,
      },
      a: "1",
    });
    expect(headers).toMatchObject({
      "apns-push-type": "alert",
      "apns-priority": "5",
      "apns-expiration": String(Date.parse("2031-05-06T08:08:09Z") / 1000),
      "apns-collapse-id": "x",
      "apns-topic": "com.example.app",
    });
    expect((await compose(["apple", "--silent", "--ttl", "0"])).headers).toMatchObject({
      "apns-push-type": "background",
      "apns-expiration": "0",
    });
  });

  it("uses the parts of Windows", async () => {
    const { headers, body } = await compose([
      ...["windows", "--title", "T", "--image", "https://example.com/a.png", "--link", "news?id=1"],
      ...["--priority", "low", "--ttl", "60s", "--collapse", "abc"],
    ]);
    expect(body).toContain('launch="news?id=1"');
    expect(body).toContain('placement="hero"');
    expect(headers).toMatchObject({ "X-WNS-TTL": "60", "X-WNS-Tag": "abc", "X-WNS-PRIORITY": "3" });
    expect((await compose(["windows", "--badge", "alert"])).body).toBe('<badge value="alert"/>');
    expect((await compose(["windowsphone", "--type", "raw", "--body", "hello"])).body).toBe("hello");
  });

  it("uses the link and data of baidu, xiaomi and browsers", async () => {
    expect(
      JSON.parse(
        (await compose(["baidu", "--body", "B", "--link", "https://example.com", "--data", "a=1"])).body ?? "",
      ),
    ).toEqual({
      description: "B",
      open_type: 1,
      url: "https://example.com",
      custom_content: { a: "1" },
    });
    expect(JSON.parse((await compose(["xiaomi", "--title", "T", "--data", "a=1"])).body ?? "")).toEqual({
      title: "T",
      payload: '{"a":"1"}',
    });
    expect(
      JSON.parse((await compose(["browser", "--title", "T", "--collapse", "x", "--data", "a=1"])).body ?? ""),
    ).toEqual({
      title: "T",
      tag: "x",
      data: { a: "1" },
    });
  });

  it("makes the same silent push for a browser alone as for several platforms", async () => {
    const alone = await compose(["browser", "--silent", "--data", "a=1"]);
    expect(alone.body).toBe('{"data":{"a":"1"}}');
    expect(alone.body).toBe(content({ silent: true, data: { a: "1" } }).for("browser").body);
    expect((await compose(["browser", "--silent"])).body).toBe(content({ silent: true }).for("browser").body);
  });

  it.each([
    [["apple"], 2, "The notification is empty."],
    ...["--title", "--body", "--subtitle", "--badge", "--sound"].map((option): [string[], number, string] => [
      ["apple", "--silent", option, "1"],
      2,
      `${option} cannot be combined with --silent: a silent push shows nothing.`,
    ]),
    ...["browser", "apple,browser"].map((platforms): [string[], number, string] => [
      [platforms, "--silent", "--title", "T"],
      2,
      "--title cannot be combined with --silent: a silent push shows nothing.",
    ]),
    [["browser", "--silent", "--icon", "/i.png"], 2, "--icon cannot be combined with --silent"],
    [["apple", "--badge", "many"], 6, '--badge must be a whole number for apple, not "many".'],
    [["windows", "--badge", "many"], 6, "value must be a whole number or one of none, activity"],
    [["windows", "--type", "raw"], 2, "--body is missing."],
    [["windows", "--type", "raw", "--link", "x"], 2, "--link is not an option of windows --type raw."],
    [["windows", "--type", "toast", "--link", "x"], 2, "--title or --body is missing."],
    [["apple", "--title", "T", "--data", "novalue"], 2, '--data must have the form name=value, not "novalue".'],
    [["apple", "--title", "T", "--data", "a=1", "--data", "a=2"], 2, "--data gives a twice."],
    [["apple", "--title", "T", "--header", "Authorization=x"], 6, "uthorization"],
    [["baidu", "--body", "B", "--priority", "high"], 2, "--priority is not an option of baidu."],
    [["template", "--title", "T"], 2, "--title is not an option of template."],
    [["template"], 2, "The properties of the template are missing."],
    [["apple", "--title", "T", "--properties", "a=b"], 2, "--properties is for templates, not for apple."],
    [["apple", "--title", "T", "--unchecked"], 2, "--unchecked needs --payload, --device or --devices."],
  ])("%j is refused with %i", async (words, code, message) => {
    expect(await compose(words)).toEqual({ code, message: expect.stringContaining(message) });
  });
});

describe("a whole payload", () => {
  it("is sent as written, with the inferred headers", async () => {
    const input = '{ "aps": { "alert": "Hi" } }';
    const { headers, body } = await compose(["apple", "--payload", "-", "--priority", "high", "--collapse", "x"], {
      input,
    });
    expect(body).toBe(input);
    expect(headers).toMatchObject({ "apns-priority": "10", "apns-collapse-id": "x" });
  });

  it.each([
    ["fcmv1", '{"message":{"notification":{"title":"T"}}}'],
    ["gcm", '{"notification":{"title":"T"}}'],
    ["windows", '<toast><visual><binding template="ToastGeneric"><text>T</text></binding></visual></toast>'],
    [
      "windowsphone",
      '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>T</wp:Text1></wp:Toast></wp:Notification>',
    ],
    ["adm", '{"data":{"a":"1"}}'],
    ["baidu", '{"description":"B"}'],
    ["xiaomi", '{"title":"T"}'],
    ["browser", '{"title":"T"}'],
    ["template", '{"title":"T"}'],
  ])("is sent to %s unchanged", async (platform, input) => {
    expect((await compose([platform, "--payload", "-"], { input })).body).toBe(input);
  });

  it("is checked by default", async () => {
    const input = '{"aps":{"badge":"3"}}';
    expect(await compose(["apple", "--payload", "-"], { input })).toMatchObject({ code: 6 });
    expect((await compose(["apple", "--payload", "-", "--unchecked"], { input })).body).toBe(input);
    expect((await compose(["windows", "--payload", "-", "--type", "raw"], { input: "<b/>" })).headers).toMatchObject({
      "X-WNS-Type": "wns/raw",
    });
    expect(
      (await compose(["windowsphone", "--payload", "-", "--type", "raw"], { input: "<b/>" })).headers,
    ).toMatchObject({
      "X-NotificationClass": "3",
    });
  });

  it("cannot be combined with parts", async () => {
    const input = "{}";
    expect(await compose(["apple", "--payload", "-", "--title", "T"], { input })).toMatchObject({ code: 2 });
    expect(await compose(["fcmv1", "--payload", "-", "--ttl", "5s"], { input })).toMatchObject({ code: 2 });
  });

  it("is an error unless it is JSON in UTF-8", async () => {
    expect(await compose(["template", "--payload", "-"], { input: "{" })).toMatchObject({ code: 6 });
    expect(await compose(["apple", "--payload", "-"], { input: new Uint8Array([0x22, 0xff, 0x22]) })).toEqual({
      code: 6,
      message: "The input is not UTF-8.",
    });
  });
});

describe("the properties of a template", () => {
  it("can have any name", async () => {
    const test = createTestHub();
    const words = ["send", "template", "--tag", "a", "--dry-run", "--json"];
    for (const given of ["__proto__=x", '{"__proto__":"x"}']) {
      const { json } = await test.nh([...words, "--properties", given]);
      expect(json<{ requests: { body: string }[] }>().requests[0]?.body).toBe('{"__proto__":"x"}');
    }
  });

  it("come as pairs, as JSON and from a file; later ones win", async () => {
    const { io } = await createTestHub().nh(["--version"]);
    await io.files.writeText(`${io.cwd}/values.json`, '{"a":"file","b":2}');
    const words = [
      "template",
      "--properties",
      "a=1",
      "--properties",
      '{"c":true}',
      "--properties",
      `${io.cwd}/values.json`,
    ];
    expect(JSON.parse((await compose(words)).body ?? "")).toEqual({ a: "file", c: "true", b: "2" });
    expect(JSON.parse((await compose(["template", "--properties", "-"], { input: '{"x":"y"}' })).body ?? "")).toEqual({
      x: "y",
    });
    expect(await compose(["template", "--properties", '{"a":{}}'])).toMatchObject({ code: 6 });
  });

  it("keep the digits of numbers as they are written", async () => {
    const { body } = await compose([
      "template",
      "--properties",
      '{"id":12345678901234567890,"p":0.10,"n":-7,"on":true}',
    ]);
    expect(JSON.parse(body ?? "")).toEqual({ id: "12345678901234567890", p: "0.10", n: "-7", on: "true" });
  });

  it("may have a name with a dash, which the builder judges", async () => {
    expect((await compose(["template", "--properties", "my-prop=x"])).message).not.toContain("does not exist");
  });
});

describe("the tables of flags", () => {
  it("have a row for every platform", () => {
    expect(Object.keys(contentFlags).sort()).toEqual([...platforms].sort());
    expect(Object.keys(deliveryFlags).sort()).toEqual([...platforms].sort());
  });
});
