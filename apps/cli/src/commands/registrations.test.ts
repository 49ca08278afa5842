import type { Registration } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone, type TestHub } from "../../test/test-hub.js";
import { findDuplicates } from "./registrations/dedupe.js";

async function create(test: TestHub, handle: string, ...words: string[]): Promise<string> {
  const { code, err, json } = await test.nh([
    "registrations",
    "create",
    "--platform",
    "apple",
    "--handle",
    handle,
    ...words,
    "--json",
  ]);
  if (code !== 0) throw new Error(err);
  return json<{ registrationId: string }>().registrationId;
}

describe("nh registrations", () => {
  it("stores the headers of a template document, overridden by those given", async () => {
    const input = JSON.stringify({ body: "{}", headers: { "apns-priority": "5", "apns-push-type": "alert" } });
    const words = ["--platform", "apple", "--handle", handleOf("a"), "--template", "-"];
    const more = ["--template-header", "apns-priority=10", "--dry-run", "--json"];
    const { json } = await createTestHub().nh(["registrations", "create", ...words, ...more], { input });
    const [request] = json<{ requests: { body: string }[] }>().requests;
    expect(request?.body).toContain("<Header>apns-priority</Header><Value>10</Value>");
    expect(request?.body).toContain("<Header>apns-push-type</Header><Value>alert</Value>");
  });

  it("continues when one cannot be deleted, and exits with 7", async () => {
    const test = createTestHub();
    const create = ["registrations", "create", "--platform", "apple", "--handle", handleOf("a"), "--json"];
    const { registrationId: id } = (await test.nh(create)).json<{ registrationId: string }>();
    const { code, json, err } = await test.nh(["registrations", "delete", "nope", id, "--yes", "--json"]);
    expect(code).toBe(7);
    expect(json()).toMatchObject({ deleted: [id], failures: [{ name: "nope", error: { code: "NH_NOT_FOUND" } }] });
    expect(JSON.parse(err)).toEqual({ warning: expect.stringMatching(/^nope: /) });
  });

  it.each([
    ["browser", '{"endpoint":"https://push.example/1"}', "--handle of a browser has no p256dh."],
    ["baidu", '{"userId":"1"}', "--handle of Baidu has no channelId."],
  ])("refuses half a handle of %s", async (platform, handle, message) => {
    const { code, err } = await createTestHub().nh([
      "registrations",
      "create",
      "--platform",
      platform,
      "--handle",
      handle,
    ]);
    expect(code).toBe(6);
    expect(err).toContain(message);
  });

  it("creates, shows, lists and deletes", async () => {
    const test = createTestHub();
    const id = await create(test, handleOf("a"), "--tags", "news", "--variable", "lang=en");
    const got = await test.nh(["registrations", "get", id, "--json"]);
    expect(got.json()).toMatchObject({
      registrationId: id,
      platform: "apple",
      handle: handleOf("a"),
      tags: ["news"],
      etag: "1",
    });
    expect((await test.nh(["registrations", "get", id])).out).toContain("platform   apple\n");
    expect((await test.nh(["registrations", "list", "--tag", "news"])).out).toBe(`${id}\tapple\t612D2D…2D2D\t\tnews\n`);
    expect(
      (await test.nh(["registrations", "list", "--platform", "apple", "--handle", handleOf("a"), "--json"])).json(),
    ).toMatchObject({
      registrations: [{ registrationId: id }],
    });
    expect((await test.nh(["registrations", "delete", id, "--json"])).json()).toEqual({
      deleted: [id],
      absent: [],
      responses: [{ id, trackingId: expect.any(String), correlationId: expect.any(String) }],
      failures: [],
    });
    expect((await test.nh(["registrations", "get", id])).code).toBe(4);
  });

  it("creates a template registration, and shows the request with --dry-run", async () => {
    const test = createTestHub();
    const { io } = await test.nh(["--version"]);
    await io.files.writeText(`${io.cwd}/news.json`, `{"aps":{"alert":"{'New: ' + $(title)}"}}`);
    const words = [
      "--platform",
      "apple",
      "--handle",
      handleOf("a"),
      "--template",
      `${io.cwd}/news.json`,
      "--template-name",
      "news",
    ];
    const dry = await test.nh(["registrations", "create", ...words, "--dry-run", "--json"]);
    expect(dry.json()).toMatchObject({
      requests: [{ method: "POST", body: expect.stringContaining("<AppleTemplateRegistrationDescription") }],
      lint: [{ rule: "apns-push-type-missing" }],
    });
    const made = await test.nh([
      "registrations",
      "create",
      ...words,
      "--template-header",
      "apns-push-type=alert",
      "--json",
    ]);
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: "" });
    expect(made.json()).toMatchObject({ template: { name: "news", headers: { "apns-push-type": "alert" } } });
  });

  it("deletes all registrations of a device after confirmation", async () => {
    const test = createTestHub();
    await create(test, handleOf("a"));
    await create(test, handleOf("a"));
    const words = ["registrations", "delete", "--platform", "apple", "--handle", handleOf("a")];
    expect((await test.nh(words)).code).toBe(2);
    expect((await test.nh([...words, "--yes", "--json"])).json<{ deleted: string[] }>().deleted).toHaveLength(2);
    expect((await test.nh([...words, "--yes"])).out).toBe("Nothing to delete.\n");
    expect((await test.nh(["registrations", "delete"])).code).toBe(2);
  });

  it("accepts the handles of baidu and browsers as JSON", async () => {
    const test = createTestHub();
    const baidu = ["--platform", "baidu", "--handle", '{"userId":"u1","channelId":"c1"}'];
    expect((await test.nh(["registrations", "create", ...baidu, "--json"])).json()).toMatchObject({
      handle: { userId: "u1", channelId: "c1" },
    });
    expect((await test.nh(["registrations", "list", ...baidu, "--json"])).json()).toMatchObject({
      registrations: [{ platform: "baidu" }],
    });
    const browser = [
      "--platform",
      "browser",
      "--handle",
      '{"endpoint":"https://p.example/1","p256dh":"B","auth":"c2VjcmV0"}',
    ];
    expect((await test.nh(["registrations", "create", ...browser, "--dry-run"])).out).toContain(
      "<BrowserRegistrationDescription",
    );
    expect((await test.nh(["registrations", "create", "--platform", "baidu", "--handle", "plain"])).code).toBe(6);
    expect((await test.nh(["registrations", "create", ...baidu, "--template-name", "x"])).code).toBe(2);
  });

  it("refuses a handle without its platform", async () => {
    const test = createTestHub();
    expect((await test.nh(["registrations", "list", "--handle", "x"])).code).toBe(2);
    expect((await test.nh(["registrations", "delete", "--handle", "x"])).code).toBe(2);
    expect((await test.nh(["registrations", "create", "--handle", "x"])).code).toBe(2);
  });
});

describe("nh registrations dedupe", () => {
  it("deletes registrations that make a device receive a push twice, and never an installation", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1");
    await create(test, handleOf("phone-1"));
    await create(test, handleOf("b"));
    await create(test, handleOf("b"));
    await create(test, handleOf("c"));
    const dry = await test.nh(["registrations", "dedupe", "--dry-run", "--json"]);
    expect(dry.json<{ requests: unknown[] }>().requests).toHaveLength(2);
    expect((await test.nh(["registrations", "dedupe"])).code).toBe(2);
    const { code, json } = await test.nh(["registrations", "dedupe", "--yes", "--json"]);
    expect(code).toBe(0);
    expect(json()).toEqual({ deleted: 2, failed: 0, failures: [] });
    const left = (await test.nh(["registrations", "list", "--json"])).json<{ registrations: Registration[] }>()
      .registrations;
    expect(left.map(({ handle }) => handle).sort()).toEqual([handleOf("phone-1"), handleOf("b"), handleOf("c")].sort());
    expect(left.some(({ tags }) => tags?.includes("$InstallationId:{phone-1}"))).toBe(true);
    expect((await test.nh(["registrations", "dedupe", "--yes"])).out).toBe("No duplicates.\n");
  });

  it("keeps the one that expires last, then the one with the highest version", () => {
    const registration = (registrationId: string, more: Partial<Registration> = {}): Registration =>
      ({ platform: "apple", handle: "ab12", registrationId, etag: "1", ...more }) as Registration;
    expect(
      findDuplicates([
        registration("1", { expirationTime: new Date(2) }),
        registration("2", { expirationTime: new Date(1) }),
      ]),
    ).toEqual(["2"]);
    expect(findDuplicates([registration("1", { etag: "3" }), registration("2", { etag: "2" })])).toEqual(["2"]);
    expect(findDuplicates([registration("1"), registration("2", { handle: "AB12" } as Partial<Registration>)])).toEqual(
      ["1"],
    );
    expect(findDuplicates([registration("1"), registration("2", { template: { body: "{}", name: "n" } })])).toEqual([]);
  });
});
