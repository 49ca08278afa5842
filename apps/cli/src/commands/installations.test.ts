import { describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone } from "../../test/test-hub.js";
import { createTestIo, runCli } from "../../test/test-io.js";

/** What identifies the response to a change. */
const ids = { trackingId: expect.any(String), correlationId: expect.any(String) };

describe("nh installations put", () => {
  it.each([
    ["<00fc 13ad>", "it has angle brackets and blanks", "The clean handle is 00fc13ad."],
    ["00fc1", "it has an odd number of digits", undefined],
    ["fcm-token", "it has another form", undefined],
    ["", "The handle is empty", undefined],
  ])("refuses %j, which APNs cannot have issued", async (channel, reason, clean) => {
    const test = createTestHub();
    const words = ["installations", "put", "a", "--platform", "apns", "--channel", channel, "--json"];
    const { code, err } = await test.nh(words);
    expect(code).toBe(6);
    const error = JSON.parse(err) as { code: string; message: string; fix: string };
    expect(error).toMatchObject({ code: "NH_HANDLE_INVALID", message: expect.stringContaining(reason) });
    expect(error.message).toMatch(/^--channel: /);
    if (clean !== undefined) expect(error.fix).toContain(clean);
    expect(test.hub.devices.list()).toEqual([]);
  });

  it("names the file that has a handle of another platform, and accepts it with --unchecked", async () => {
    const test = createTestHub();
    const input = JSON.stringify({ installationId: "a", platform: "fcmv1", pushChannel: handleOf("a") });
    const words = ["installations", "put", "--file", "-"];
    const refused = await test.nh(words, { input });
    expect(refused.code).toBe(6);
    expect(refused.err).toContain("stdin: ");
    expect(refused.err).toContain(
      "is an APNs device token, not an FCM registration token. Send it to the platform apple.",
    );
    const accepted = await test.nh([...words, "--unchecked", "--json"], { input });
    expect(accepted.code).toBe(0);
    expect(accepted.json()).toMatchObject({ findings: [{ severity: "warning", rule: "handle-format" }] });
  });

  it("stores a device from options", async () => {
    const test = createTestHub();
    const { code, json, err } = await test.nh([
      ...[
        "installations",
        "put",
        "phone-1",
        "--platform",
        "apns",
        "--channel",
        handleOf("phone-1"),
        "--tags",
        "news,sport",
      ],
      ...["--user", "alice", "--variable", "lang=en", "--expires", "+30d", "--json"],
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(json()).toEqual({ installationId: "phone-1", findings: [], ...ids });
    expect((await test.nh(["installations", "get", "phone-1", "--json"])).json()).toMatchObject({
      installationId: "phone-1",
      platform: "apns",
      pushChannel: handleOf("phone-1"),
      userId: "alice",
      tags: ["news", "sport"],
      pushVariables: { lang: "en" },
      expirationTime: expect.stringMatching(/^2031-06-05T07:08:09/),
    });
  });

  it("stores a document, changed by options", async () => {
    const test = createTestHub();
    const input = JSON.stringify({
      installationId: "phone-1",
      platform: "apns",
      pushChannel: handleOf("x"),
      tags: ["a"],
    });
    expect((await test.nh(["installations", "put", "--file", "-", "--user", "bob"], { input })).code).toBe(0);
    expect((await test.nh(["installations", "get", "phone-1"])).out).toBe(
      `ID        phone-1\nplatform  apns\nhandle    782D2D…2D2D\nuser      bob\ntags      a\n`,
    );
    expect((await test.nh(["installations", "put", "other", "--file", "-"], { input })).code).toBe(2);
  });

  it("accepts a browser's subscription", async () => {
    const test = createTestHub();
    const channel = JSON.stringify({ endpoint: "https://push.example/abc", p256dh: "BPub", auth: "c2VjcmV0" });
    const { code, err } = await test.nh([
      "installations",
      "put",
      "web-1",
      "--platform",
      "browser",
      "--channel",
      channel,
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("prints the findings of the linter, and still sends unless it is a --dry-run", async () => {
    const test = createTestHub();
    const words = [
      "installations",
      "put",
      "p",
      "--platform",
      "gcm",
      "--channel",
      "token-1234567890",
      "--tag",
      "alice@example.com",
    ];
    const dry = await test.nh([...words, "--dry-run", "--json"]);
    expect(dry.json()).toMatchObject({
      requests: [{ method: "PUT", url: "http://localhost:7447/demo/installations/p?api-version=2020-06" }],
      lint: [{ rule: "tag-looks-like-email" }, { rule: "platform-retired" }],
    });
    expect(test.hub.devices.list()).toEqual([]);
    const stored = await test.nh(words);
    expect(stored.code).toBe(0);
    expect(stored.err).toContain("warning: alice@example.com looks like an email address");
  });

  it("accepts templates as bodies and as documents, and lints them", async () => {
    const test = createTestHub();
    const { io } = await test.nh(["--version"]);
    await io.files.writeText(`${io.cwd}/body.json`, '{"aps":{"alert":"Hi $(name)"}}');
    await io.files.writeText(
      `${io.cwd}/whole.json`,
      '{"body":"{\\"aps\\":{\\"alert\\":\\"$(a)\\"}}","headers":{"apns-push-type":"alert"},"tags":["t"]}',
    );
    await io.files.writeText(`${io.cwd}/broken.json`, "{$(");
    const words = ["installations", "put", "p", "--platform", "apns", "--channel", handleOf("p")];
    const templates = ["--template", `body=${io.cwd}/body.json`, "--template", `whole=${io.cwd}/whole.json`];
    const { json } = await test.nh([...words, ...templates, "--json"]);
    expect(
      json<{ findings: { rule: string; where: string }[] }>().findings.map(
        ({ rule, where }) => `${rule} ${where.split(" ")[0]}`,
      ),
    ).toEqual([
      "text-beside-expression templates.body",
      "apns-push-type-missing templates.body",
      // Without a value for $(a) there is nothing to show.
      "payload-refused-with templates.whole",
    ]);
    expect((await test.nh(["installations", "get", "p", "--json"])).json()).toMatchObject({
      templates: { whole: { headers: { "apns-push-type": "alert" } } },
    });
    const broken = await test.nh([...words, "--template", `x=${io.cwd}/broken.json`, "--dry-run", "--json"]);
    expect(broken.code).toBe(6);
    expect(broken.json()).toMatchObject({ lint: [{ severity: "error", rule: "syntax" }] });
  });

  it("warns about an ID that no audience can name", async () => {
    const { json } = await createTestHub().nh([
      "installations",
      "put",
      "a b",
      "--platform",
      "apns",
      "--channel",
      handleOf("p"),
      "--user",
      "é",
      "--dry-run",
      "--json",
    ]);
    expect(json<{ lint: { rule: string }[] }>().lint.map(({ rule }) => rule)).toEqual([
      "id-not-addressable",
      "id-not-addressable",
    ]);
  });

  it("refuses an invalid tag, as the client does, and sends nothing", async () => {
    const test = createTestHub();
    const words = ["installations", "put", "p", "--platform", "apns", "--channel", handleOf("p"), "--tag", "x y"];
    const { code, err } = await test.nh([...words, "--json"]);
    expect(code).toBe(6);
    expect(err).toContain("NH_TAG_SYNTAX");
    expect((await test.nh(["installations", "get", "p"])).code).toBe(4);
  });

  it("exits with 2 when the platform or the handle is missing", async () => {
    const test = createTestHub();
    expect((await test.nh(["installations", "put", "p"])).code).toBe(2);
    expect((await test.nh(["installations", "put", "p", "--platform", "apns"])).code).toBe(2);
  });
});

describe("nh installations get and delete", () => {
  it("exits with 4 for an unknown ID", async () => {
    const { code, err } = await createTestHub().nh(["installations", "get", "nobody", "--json"]);
    expect(code).toBe(4);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_NOT_FOUND", status: 404, trackingId: expect.any(String) });
  });

  it("deletes one without a prompt, and several only after confirmation", async () => {
    const test = createTestHub();
    for (const id of ["a", "b", "c"]) await putPhone(test, id);
    expect((await test.nh(["installations", "delete", "a", "--json"])).json()).toEqual({
      deleted: ["a"],
      absent: [],
      responses: [{ id: "a", ...ids }],
      failures: [],
    });
    expect((await test.nh(["installations", "delete", "b", "c"])).code).toBe(2);
    const dry = await test.nh(["installations", "delete", "b", "c", "--dry-run", "--json"]);
    expect(dry.json<{ requests: { method: string }[] }>().requests.map(({ method }) => method)).toEqual([
      "DELETE",
      "DELETE",
    ]);
    expect(test.hub.devices.list()).toHaveLength(2);
    expect((await test.nh(["installations", "delete", "b", "c", "--yes"])).code).toBe(0);
    expect(test.hub.devices.list()).toEqual([]);
  });

  it("says on a local hub that an installation did not exist", async () => {
    const test = createTestHub();
    await putPhone(test, "a");
    const mixed = await test.nh(["installations", "delete", "a", "nope", "--yes"]);
    expect([mixed.code, mixed.out]).toEqual([0, "Deleted a.\nnope did not exist.\n"]);
    const alone = await test.nh(["installations", "delete", "nope", "--json"]);
    expect(alone.json()).toEqual({ deleted: [], absent: ["nope"], responses: [{ id: "nope", ...ids }], failures: [] });
  });

  it("does not claim for Azure that an installation existed, and sends one request", async () => {
    const test = createTestHub();
    const requests: string[] = [];
    const options = {
      env: {
        NH_CONNECTION_STRING:
          "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0",
        NH_HUB: "demo",
      },
      fetch: async (_url: string, { method }: RequestInit) => {
        requests.push(method ?? "GET");
        return new Response(null, { status: 204 });
      },
    };
    const one = await test.nh(["installations", "delete", "nope"], options);
    expect([one.code, one.out]).toEqual([0, "Deleted nope, or it did not exist: the service does not say.\n"]);
    expect(requests).toEqual(["DELETE"]);
    const two = await test.nh(["installations", "delete", "a", "b", "--yes"], options);
    expect(two.out).toBe("Deleted a, b, or some did not exist: the service does not say.\n");
  });
});

describe("nh installations patch and tag", () => {
  it("changes parts and keeps the rest", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news", "--user", "alice");
    const { code, json } = await test.nh([
      ...[
        "installations",
        "patch",
        "phone-1",
        "--add-tag",
        "sport",
        "--remove-tag",
        "news",
        "--remove-user",
        "--variable",
        "lang=de",
        "--json",
      ],
    ]);
    expect(code).toBe(0);
    expect(json()).toEqual({ installationId: "phone-1", operations: 4, ...ids });
    const after = (await test.nh(["installations", "get", "phone-1", "--json"])).json();
    expect(after).toMatchObject({ tags: ["sport"], pushVariables: { lang: "de" }, pushChannel: handleOf("phone-1") });
    expect(after).not.toHaveProperty("userId");
  });

  it("accepts raw operations", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const input = '[{"op":"remove","path":"/tags/news"}]';
    expect((await test.nh(["installations", "patch", "phone-1", "--file", "-"], { input })).code).toBe(0);
    expect((await test.nh(["installations", "patch", "phone-1"])).code).toBe(2);
  });

  it("adds and removes tags, and shows the request with --dry-run", async () => {
    const test = createTestHub();
    await putPhone(test);
    expect((await test.nh(["installations", "tag", "add", "phone-1", "news", "sport"])).code).toBe(0);
    expect((await test.nh(["installations", "tag", "remove", "phone-1", "news"])).code).toBe(0);
    const { json } = await test.nh(["installations", "get", "phone-1", "--json"]);
    expect(json()).toMatchObject({ tags: ["sport"] });
    const dry = await test.nh(["installations", "tag", "add", "phone-1", "late", "--dry-run"]);
    expect(dry.out).toContain("PATCH http://localhost:7447/demo/installations/phone-1?api-version=2020-06");
    expect(dry.out).toContain('[{"op":"add","path":"/tags","value":"late"}]');
  });

  it("sets a handle, a template, a variable and an expiry", async () => {
    const test = createTestHub();
    await putPhone(test);
    const { io } = await test.nh(["--version"]);
    await io.files.writeText(`${io.cwd}/news.json`, '{"aps":{"alert":"$(title)"}}');
    const words = [
      "--channel",
      handleOf("new"),
      "--template",
      `news=${io.cwd}/news.json`,
      "--expires",
      "2031-12-31T00:00:00Z",
    ];
    expect((await test.nh(["installations", "patch", "phone-1", ...words])).code).toBe(0);
    const { json } = await test.nh(["installations", "get", "phone-1", "--json"]);
    expect(json()).toMatchObject({
      pushChannel: handleOf("new"),
      templates: { news: { body: '{"aps":{"alert":"$(title)"}}' } },
      expirationTime: expect.stringMatching(/^2031-12-31T00:00:00/),
    });
    expect(
      (await test.nh(["installations", "patch", "phone-1", "--remove-template", "news", "--user", "bob"])).code,
    ).toBe(0);
    expect((await test.nh(["installations", "patch", "phone-1", "--user", "bob", "--remove-user"])).code).toBe(2);
    const browser = await test.nh([
      "installations",
      "patch",
      "w",
      "--channel",
      '{"endpoint":"https://p.example/1","p256dh":"B","auth":"c2VjcmV0"}',
      "--dry-run",
      "--json",
    ]);
    expect(browser.out).toContain("https://p.example/1");
  });

  it("accepts a template document with its headers, as put does", async () => {
    const test = createTestHub();
    const io = createTestIo(test.world);
    const whole = { body: '{"aps":{"alert":"Hi $(a)"}}', headers: { "apns-push-type": "alert" } };
    await io.files.writeText(`${io.cwd}/news.json`, JSON.stringify(whole));
    const device = ["--platform", "apns", "--channel", handleOf("a")];
    await runCli(["installations", "put", "a", ...device, "--template", "news=news.json"], io);
    await runCli(["installations", "put", "b", ...device], io);
    const patched = await runCli(["installations", "patch", "b", "--template", "news=news.json"], io);
    expect(patched.err).toContain("warning: line 1, column 18 of ");
    for (const id of ["a", "b"]) {
      const { json } = await runCli(["installations", "get", id, "--json"], io);
      expect(json()).toMatchObject({ templates: { news: whole } });
    }
  });

  it.each([
    ['[{"op":"jump","path":"/tags"}]', "patch", "a", "--file", "-"],
    ['{"platform":"apns","pushChannel":7}', "put", "a", "--file", "-"],
  ])("answers 6 for a document that is not what it should be: %s", async (input, ...words) => {
    const { code, err } = await createTestHub().nh(["installations", ...words, "--json"], { input });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_CLI_INPUT" });
  });

  it("refuses invalid tags", async () => {
    const test = createTestHub();
    await putPhone(test);
    const { code, err } = await test.nh(["installations", "tag", "add", "phone-1", "has space", "--json"]);
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_TAG_SYNTAX" });
  });
});

describe("nh installations list, export and import", () => {
  it("lists as a table, as tab-separated lines, as a document and as a stream", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news", "--user", "alice");
    await putPhone(test, "phone-2");
    const table = await test.nh(["installations", "list"], { tty: true, env: { ...test.world.env, NO_COLOR: "1" } });
    expect(table.out.split("\n")[0]).toBe("ID       PLATFORM  HANDLE       USER   TAGS");
    expect(table.out).toContain("phone-1  apns      70686F…2D2D  alice  news");
    expect((await test.nh(["installations", "list", "--tag", "news"])).out).toBe(
      "phone-1\tapns\t70686F…2D2D\talice\tnews\n",
    );
    expect((await test.nh(["installations", "list", "--user", "alice", "--json"])).json()).toMatchObject({
      installations: [{ installationId: "phone-1", userId: "alice", tags: ["news"] }],
    });
    const lines = (await test.nh(["installations", "list", "--ndjson"])).out.trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { installationId: string }).installationId)).toEqual([
      "phone-1",
      "phone-2",
    ]);
    expect((await test.nh(["installations", "list", "--limit", "1", "--ndjson"])).out.trim().split("\n")).toHaveLength(
      1,
    );
  });

  it("says on a terminal when the list is empty", async () => {
    const { out, err } = await createTestHub().nh(["installations", "list"], { tty: true });
    expect(out).toBe("");
    expect(err).toContain("No installations.");
  });

  it("exports what it can import, including templates", async () => {
    const test = createTestHub();
    await test.nh(["hub", "seed", "12"]);
    const exported = await test.nh(["installations", "export"]);
    expect(exported.out.trim().split("\n")).toHaveLength(12);
    const other = createTestHub();
    const { code, json } = await other.nh(["installations", "import", "-", "--json"], { input: exported.out });
    expect(code).toBe(0);
    expect(json()).toEqual({ imported: 12, failed: 0, failures: [] });
    const again = await other.nh(["installations", "export"]);
    expect(again.out.trim().split("\n").sort()).toEqual(exported.out.trim().split("\n").sort());
  });

  it("escapes what would disturb a terminal, in the same JSON", async () => {
    const test = createTestHub();
    const lang = "a\u202eb\u009bc\u007fd";
    await putPhone(test, "phone-1", "--variable", `lang=${lang}`);
    for (const words of [["export"], ["get", "phone-1", "--json"], ["list", "--ndjson"]]) {
      const { out } = await test.nh(["installations", ...words]);
      expect(out).toMatch(/^[^\u007f-\u009f\u202e]*$/);
      expect(out).toContain("a\\u202eb\\u009bc\\u007fd");
      expect(JSON.parse(out)).toMatchObject({ pushVariables: { lang } });
    }
    const { out } = await test.nh(["installations", "patch", "phone-1", "--variable", `lang=${lang}`, "--dry-run"]);
    expect(out).toMatch(/^[^\u007f-\u009f\u202e]*$/);
  });

  it("names the place of a mistake without quoting a handle", async () => {
    const test = createTestHub();
    const handle = handleOf("phone-1");
    const line = `{"installationId":"a","platform":"apns","pushChannel":${handle}}`;
    const { code, err } = await test.nh(["installations", "import", "-", "--json"], { input: `\n${line}` });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      message: expect.stringMatching(/^stdin is not valid JSON: expected a value at line 2, column \d+\.$/),
    });
    const listed = `{"installationId":"a","platform":"apns","pushChannel":["${handle}"]}`;
    const refused = await test.nh(["installations", "import", "-", "--json"], { input: listed });
    expect(refused.code).toBe(6);
    expect(refused.err + err).not.toContain(handle);
  });

  it("imports what it can, names the failed lines, and exits with 7", async () => {
    const test = createTestHub();
    const good = (id: string) => JSON.stringify({ installationId: id, platform: "apns", pushChannel: handleOf(id) });
    const input = `${good("a")}\n\nnot json\n${JSON.stringify({ installationId: "b" })}\n${good("c")}`;
    const { code, json } = await test.nh(["installations", "import", "-", "--json"], { input });
    expect(code).toBe(7);
    expect(json()).toMatchObject({
      imported: 2,
      failed: 2,
      failures: [{ name: "line 3", error: { code: "NH_CLI_INPUT", exitCode: 6 } }, { name: "line 4 (b)" }],
    });
    const dry = await test.nh(["installations", "import", "-", "--dry-run", "--json"], { input });
    expect(dry.code).toBe(6);
    expect(dry.json()).toMatchObject({ lint: [{ rule: "line-unreadable", where: "line 3" }, { where: "line 4 (b)" }] });
  });

  it("stops early when the key is refused", async () => {
    const test = createTestHub();
    const io = createTestIo({
      ...test.world,
      env: {
        ...test.world.env,
        NH_CONNECTION_STRING: test.hub.connectionString.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=eA=="),
      },
      input: `${JSON.stringify({ installationId: "a", platform: "apns", pushChannel: handleOf("a") })}\n`.repeat(50),
    });
    const { code } = await runCli(["installations", "import", "-", "--concurrency", "1"], io);
    expect(code).toBe(3);
    expect(test.hub.requests.list().length).toBeLessThan(5);
  });
});

describe("input that would be dropped or misread", () => {
  const document = { installationId: "a", platform: "apns", pushChannel: handleOf("a") };
  it.each([
    [{ ...document, Tags: ["news"] }, '"Tags"', "Did you mean tags?"],
    [{ ...document, userID: "ann" }, '"userID"', "Did you mean userId?"],
    [{ ...document, templates: { t: { Body: "{}" } } }, '"templates.t.Body"', "Did you mean templates.t.body?"],
    [
      { ...document, secondaryTiles: { t: { channel: "x" } } },
      '"secondaryTiles.t.channel"',
      "Known properties: pushChannel",
    ],
  ])("refuses an installation with an unknown property: %j", async (installation, name, advice) => {
    const test = createTestHub();
    const input = JSON.stringify(installation);
    for (const words of [
      ["installations", "put", "--file", "-"],
      ["installations", "import", "-"],
    ]) {
      const { code, err } = await test.nh(words, { input });
      expect(code).toBe(6);
      expect(err).toContain(`stdin has the unknown property ${name}.`);
    }
    expect((await test.nh(["installations", "put", "--file", "-"], { input })).err).toContain(advice);
    expect(test.hub.devices.list()).toEqual([]);
  });

  it.each([
    [["--tag", ""], "--tag is empty."],
    [["--tags", " , "], "--tags is empty."],
    [["--tags", "news,,sport"], '--tags has an empty tag in "news,,sport".'],
    [["--user", ""], "--user is empty."],
  ])("refuses %j, which an unset variable leaves behind", async (words, message) => {
    const test = createTestHub();
    const device = ["installations", "put", "a", "--platform", "apns", "--channel", handleOf("a")];
    const { code, err } = await test.nh([...device, ...words]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(test.hub.devices.list()).toEqual([]);
  });

  it.each([
    ["put", JSON.stringify({ ...document, tags: ["x,y"] })],
    ["import", JSON.stringify({ ...document, tags: ["x,y"] })],
    ["import", JSON.stringify({ ...document, installationId: "" })],
    ["patch", JSON.stringify([{ op: "replace", path: "/tags", value: "t1,t2" }])],
  ])("calls what the client refuses invalid input, not a bug: %s %s", async (verb, input) => {
    const words = { put: ["put", "--file", "-"], import: ["import", "-"], patch: ["patch", "a", "--file", "-"] };
    const { code, err } = await createTestHub().nh(["installations", ...words[verb as keyof typeof words]], { input });
    expect(code).toBe(6);
    expect(err).not.toContain("bug");
  });
});

describe("handles of patches and imports", () => {
  it("refuses a patch with a handle that no platform can have issued", async () => {
    const test = createTestHub();
    await putPhone(test);
    const before = test.hub.devices.list();
    const channel = "{length = 4, bytes = 0x00fc13ad}";
    const option = await test.nh(["installations", "patch", "phone-1", "--channel", channel]);
    expect(option.code).toBe(6);
    expect(option.err).toContain("The clean handle is 00fc13ad.");
    const input = JSON.stringify([{ op: "replace", path: "/pushChannel", value: "<00fc 13ad>" }]);
    const file = await test.nh(["installations", "patch", "phone-1", "--file", "-"], { input });
    expect(file.code).toBe(6);
    expect(file.err).toContain("error: stdin: ");
    expect(test.hub.devices.list()).toEqual(before);
  });

  const line = (installationId: string, pushChannel: string) =>
    JSON.stringify({ installationId, platform: "apns", pushChannel });

  it("stores nothing of an import with a wrong handle on its last line, and names it", async () => {
    const input = [line("a", handleOf("a")), "", line("b", `<${handleOf("b")}>`), line("c", "x")].join("\n");
    const test = createTestHub();
    const { code, err } = await test.nh(["installations", "import", "-", "--json"], { input });
    expect(code).toBe(6);
    const error = JSON.parse(err) as { message: string; fix: string };
    expect(error.message).toContain("stdin, line 3 (b): ");
    expect(error.message).toContain("1 other line cannot be stored either.");
    expect(error.fix).toContain(`Nothing was stored. The clean handle is ${handleOf("b")}.`);
    expect(test.hub.devices.list()).toEqual([]);
    const dry = await test.nh(["installations", "import", "-", "--dry-run", "--json"], { input });
    expect(dry.code).toBe(6);
    expect(dry.json()).toMatchObject({
      lint: [
        { severity: "error", rule: "handle-format", where: expect.stringContaining("line 3 (b)") },
        { severity: "error", rule: "handle-format", where: expect.stringContaining("line 4 (c)") },
      ],
    });
  });

  it("stores no handle that APNs cannot have issued, even with --unchecked, and does not advise it", async () => {
    const test = createTestHub();
    const channel = `<${handleOf("b")}>`;
    const put = ["installations", "put", "b", "--platform", "apns", "--channel", channel, "--json"];
    for (const words of [put, [...put, "--unchecked"]]) {
      const { code, err } = await test.nh(words);
      expect(code).toBe(6);
      expect(JSON.parse(err)).toMatchObject({
        code: "NH_HANDLE_INVALID",
        message: expect.stringMatching(/^--channel: /),
        fix: `The clean handle is ${handleOf("b")}. Pass the handle that the platform issued.`,
      });
    }
    const create = ["registrations", "create", "--platform", "apple", "--handle", channel, "--unchecked", "--json"];
    expect(JSON.parse((await test.nh(create)).err)).toMatchObject({
      code: "NH_HANDLE_INVALID",
      message: expect.stringMatching(/^--handle: /),
      fix: expect.not.stringContaining("--unchecked"),
    });
    const input = [line("a", handleOf("a")), line("b", channel)].join("\n");
    const imported = await test.nh(["installations", "import", "-", "--unchecked", "--json"], { input });
    expect(imported.code).toBe(6);
    expect(JSON.parse(imported.err)).toMatchObject({ message: expect.stringContaining("stdin, line 2 (b): ") });
    expect(test.hub.devices.list()).toEqual([]);
  });

  it("plans every line of an import that can be stored, and names each that the client refuses", async () => {
    const fcm = (installationId: string, pushChannel: string) =>
      JSON.stringify({ installationId, platform: "fcmv1", pushChannel });
    const input = [line("a", handleOf("a")), line("b", "x"), line("", handleOf("c")), fcm("d", "odd one")].join("\n");
    const words = ["installations", "import", "-", "--dry-run", "--unchecked", "--json"];
    const { code, json } = await createTestHub().nh(words, { input });
    expect(code).toBe(6);
    const { requests, lint } = json<{ requests: { url: string }[]; lint: { severity: string }[] }>();
    expect(requests.map(({ url }) => /installations\/(\w+)/.exec(url)?.[1])).toEqual(["a", "d"]);
    expect(lint.filter(({ severity }) => severity === "error")).toMatchObject([
      { rule: "handle-format", where: "line 2 (b) x" },
      { rule: "line-refused", where: "line 3" },
    ]);
    expect(lint).toContainEqual(
      expect.objectContaining({ severity: "warning", rule: "handle-format", where: "line 4 (d) odd one" }),
    );
  });

  it("names the encoding of an import that is not UTF-8", async () => {
    const input = Buffer.from(`\ufeff${line("a", handleOf("a"))}\r\n`, "utf16le");
    const { code, err } = await createTestHub().nh(["installations", "import", "-"], { input });
    expect(code).toBe(6);
    expect(err).toContain("stdin: The list is UTF-16. Convert the list to UTF-8 first");
  });
});

describe("--expires", () => {
  it.each([
    ["put", "p1", "--platform", "apns", "--channel", "ab".repeat(32)],
    ["patch", "p1"],
  ])("of nh installations %s is refused in the past, where it would delete the device", async (...words) => {
    const test = createTestHub();
    const { code, err } = await test.nh(["installations", ...words, "--expires", "2020-01-01"]);
    expect(code).toBe(6);
    expect(err).toContain("--expires is in the past (2020-01-01T00:00:00.000Z)");
    expect(test.hub.requests.list()).toEqual([]);
  });
});
