import { describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone } from "../../test/test-hub.js";
import { createTestIo, runCli } from "../../test/test-io.js";

describe("nh send", () => {
  it("sends to a tag and prints the ID", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await putPhone(test, "phone-2");
    const { code, out, err } = await test.nh(["send", "apple", "--title", "Doors open", "--tag", "news"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^state {8}enqueued\nID {11}NH-/);
    const deliveries = test.hub.deliveries.list();
    expect(deliveries.map(({ handle, body }) => ({ handle, body }))).toEqual([
      { handle: handleOf("phone-1"), body: '{"aps":{"alert":{"title":"Doors open"}}}' },
    ]);
    expect(deliveries[0]?.headers["apns-push-type"]).toBe("alert");
  });

  it("says which hub it went to, and why that one", async () => {
    const { hub, world } = createTestHub();
    const io = createTestIo({ ...world, env: {} });
    const send = (...words: string[]) => runCli(["send", "apple", "--title", "Hi", "--tag", "news", ...words], io);
    const line = /^hub +hub at localhost:7447, from the default$/m;
    expect((await send()).out).toMatch(line);
    expect((await send("--at", "+2h")).out).toMatch(line);
    expect((await send("--json")).out).not.toContain("from the default");
    const several = await runCli(["send", "apple,fcmv1", "--title", "Hi", "--tag", "news"], io);
    expect(several.out).toMatch(line);
    await io.files.writeText(`${io.cwd}/list.txt`, handleOf("phone-1"));
    const bulk = await runCli(["send", "apple", "--title", "Hi", "--devices", "list.txt"], io);
    expect(bulk.out).toMatch(line);
    expect((await send("--wait")).err).toContain(" to hub hub at localhost:7447, from the default. Waiting");
    expect(hub.deliveries.list()).toHaveLength(1);
  });

  it("prints stable fields with --json", async () => {
    const test = createTestHub();
    const { code, json } = await test.nh(["send", "apple", "--body", "Hi", "--user", "alice", "--json"]);
    expect(code).toBe(0);
    expect(json()).toEqual({
      state: "enqueued",
      notificationId: expect.stringMatching(/^NH-/),
      trackingId: expect.any(String),
      correlationId: expect.any(String),
      attempts: 1,
      warnings: [],
    });
  });

  it.each([
    ["apple", '{"aps":{"alert":"Hi","bagde":1}}', { rule: "unknown-key", where: "aps.bagde" }],
    ["apple,fcmv1", undefined, { rule: "content-left-out", where: expect.stringMatching(/^apple|^fcmv1/) }],
  ])("sends to %s what is probably a mistake, and warns on stderr and in JSON", async (platform, payload, warning) => {
    const content =
      payload === undefined ? ["--title", "Hi", "--link", "app://a", "--badge", "1"] : ["--payload", payload];
    const words = ["send", platform, ...content, "--tag", "a", "--json"];
    const { code, err, json } = await createTestHub().nh(words);
    expect(code).toBe(0);
    const { warnings } = json<{ warnings: { message: string }[] }>();
    expect(warnings).toContainEqual(expect.objectContaining(warning));
    for (const { message } of warnings) expect(err).toContain(message);
  });

  it.each([
    ['{"aps":{"alrt":"x"}}', "aps.alrt is not a known key; did you mean alert?"],
    ['{"asp":{"alert":"x"}}', "asp is a key of the app; did you mean aps?"],
  ])("names the misspelled key of a payload that shows nothing: %s", async (payload, mistake) => {
    const words = ["apple", "--payload", payload, "--tag", "a", "--json"];
    const sent = await createTestHub().nh(["send", ...words]);
    expect(sent.code).toBe(6);
    const message = `apple: aps must have an alert, badge or sound for push type alert; ${mistake}`;
    expect(JSON.parse(sent.err)).toMatchObject({ code: "NH_PAYLOAD_INVALID", message });
    const explained = await createTestHub().nh(["hub", "explain", ...words]);
    expect(JSON.parse(explained.err)).toMatchObject({ message });
  });

  it.each([
    ["--user", "a b", 'The id "a b" cannot be addressed. Use ASCII letters and digits and - _ @ # . : = between'],
    ["--expression", "a b", "Expected && or ||"],
  ])("says what is wrong with %s without the call of the client", async (option, value, message) => {
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "T", option, value]);
    expect(code).toBe(6);
    expect(err).toContain(`error: ${message}`);
  });

  it("refuses to send without an audience", async () => {
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi"]);
    expect(code).toBe(2);
    expect(err).toBe(
      "error: The audience is missing.\n  hint: Pass --tag, --expression, --user, --installation or --device, or --everyone to broadcast.\n",
    );
  });

  it("does not broadcast without --yes where there is no terminal", async () => {
    const test = createTestHub();
    await putPhone(test);
    const { code, err } = await test.nh(["send", "apple", "--title", "Hi", "--everyone"]);
    expect(code).toBe(2);
    expect(err).toContain("Pass --yes to confirm.");
    expect(test.hub.deliveries.list()).toEqual([]);
    expect((await test.nh(["send", "apple", "--title", "Hi", "--everyone", "--yes"])).code).toBe(0);
    expect(test.hub.deliveries.list()).toHaveLength(1);
  });

  it("asks on a terminal before it broadcasts, and does nothing on no", async () => {
    const test = createTestHub();
    await putPhone(test);
    const no = await test.nh(["send", "apple", "--title", "Hi", "--everyone"], { tty: true, replies: [false] });
    expect(no.code).toBe(130);
    expect(no.io.questions).toEqual(["Send to everyone on apple, hub demo at http://localhost:7447/?"]);
    expect(test.hub.deliveries.list()).toEqual([]);
    const yes = await test.nh(["send", "apple", "--title", "Hi", "--everyone"], { tty: true, replies: [true] });
    expect(yes.code).toBe(0);
    expect(test.hub.deliveries.list()).toHaveLength(1);
  });

  it("does not ask when it does not know the hub", async () => {
    const azure = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
    const env = { NH_CONNECTION_STRING: azure };
    const { code, err, io } = await runCli(["send", "apple", "--title", "Hi", "--everyone"], { env, tty: true });
    expect(code).toBe(2);
    expect(err).toContain("The name of the hub is missing");
    expect(io.questions).toEqual([]);
  });

  it("takes the hub that a local hub has when none is named", async () => {
    const test = createTestHub();
    const env = { NH_CONNECTION_STRING: test.hub.connectionString };
    const { code } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "news"], { env });
    expect(code).toBe(0);
    expect(test.hub.requests.list()[0]?.url).toContain("/hub/messages");
  });

  it("never broadcasts for an empty list of tags", async () => {
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi", "--tags", " , "]);
    expect(code).toBe(2);
    expect(err).toContain("--tags is empty.");
  });

  it.each(["--expression", "--user", "--installation"])("takes an empty %s for the slip that it is", async (option) => {
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi", option, ""]);
    expect(code).toBe(2);
    expect(err).toContain(`${option} is empty.`);
  });

  it.each([
    [
      ["--tags", Array.from({ length: 21 }, (_, index) => `t${index}`).join(",")],
      6,
      "Send several times, each with fewer tags.",
    ],
    [["--tag", "x".repeat(121)], 6, "A tag may have at most 120 characters; this one has 121"],
    [["--tag", "a", "--hub", ".."], 2, '".." is not a valid hub name.'],
    [["--tag", "a", "--header", "Connection=close"], 6, "Connection"],
    [["--tag", "a", "--tag", ""], 2, "--tag is empty."],
  ])("advises what the command line can do: %j", async (words, exitCode, advice) => {
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi", ...words]);
    expect(code).toBe(exitCode);
    expect(err).toContain(advice);
    expect(err).not.toMatch(/split: true|bug|20 tags with/);
  });

  it("says that a right is missing, and not that the key is wrong", async () => {
    const test = createTestHub();
    test.hub.faults.add({ answer: { status: 401, detail: "Manage claim is required for this operation." } });
    const { code, err } = await test.nh(["registrations", "list"]);
    expect(code).toBe(3);
    expect(err).toContain("hint: The key is right, but its policy lacks Manage.");
  });

  it("prints the exact request with --dry-run, signature masked, and sends nothing", async () => {
    const test = createTestHub();
    await putPhone(test);
    const { code, out, err } = await test.nh(["send", "apple", "--title", "Hi", "--everyone", "--dry-run", "--quiet"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("POST http://localhost:7447/demo/messages/?api-version=2020-06");
    expect(out).toContain("sig=***");
    expect(out).toContain('{"aps":{"alert":{"title":"Hi"}}}');
    expect(out).not.toContain("sig=%");
    expect(test.hub.deliveries.list()).toEqual([]);
  });

  it("shortens handles in the text of a dry run, and keeps them whole in its JSON", async () => {
    const handle = handleOf("phone-1");
    const words = ["send", "apple", "--title", "Hi", "--device", handle, "--dry-run"];
    const { out } = await createTestHub().nh(words);
    expect(out).toContain(`ServiceBusNotification-DeviceHandle: ${handle.slice(0, 6)}…${handle.slice(-4)}\n`);
    expect(out).not.toContain(handle);
    const { json } = await createTestHub().nh([...words, "--json"]);
    expect(json()).toMatchObject({ requests: [{ headers: { "ServiceBusNotification-DeviceHandle": handle } }] });
  });

  it("lists the findings of the linter in the JSON of a dry run", async () => {
    const { code, json } = await createTestHub().nh([
      "send",
      "gcm",
      "--title",
      "Hi",
      "--expression",
      "a && !a",
      "--dry-run",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      dryRun: true,
      requests: [{ method: "POST", headers: { "ServiceBusNotification-Tags": "a && !a" } }],
      lint: [{ rule: "platform-retired" }, { rule: "tag-repeated" }, { rule: "matches-nobody" }],
    });
  });

  it("shows the outcome of each device with --test", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const { code, json } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "news", "--test", "--json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      state: "detailed",
      outcome: { success: 1, failure: 0, results: [{ platform: "apple" }] },
    });
    const { out, err } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "nobody", "--test"]);
    expect(out).toContain("success      0\nfailure      0\n");
    expect(err).toBe(
      "Nobody received it: the only native apple registration of the hub demo does not match. nh hub explain apple --tag nobody shows why.\n",
    );
  });

  it("schedules with --at and cancels", async () => {
    const test = createTestHub();
    const { code, json } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "news", "--at", "+2h", "--json"]);
    expect(code).toBe(0);
    const { notificationId, scheduledFor } = json<{ notificationId: string; scheduledFor: string }>();
    expect(scheduledFor).toBe("2031-05-06T09:08:09.000Z");
    const cancelled = await test.nh(["cancel", notificationId, "--json"]);
    expect(cancelled.json()).toEqual({
      cancelled: notificationId,
      trackingId: expect.any(String),
      correlationId: expect.any(String),
    });
    const again = await test.nh(["cancel", notificationId]);
    expect(again.code).toBe(4);
  });

  it("exits with 6 for a payload over the limit of its platform", async () => {
    const { code, err } = await createTestHub().nh([
      "send",
      "apple",
      "--title",
      "x".repeat(5000),
      "--tag",
      "a",
      "--json",
    ]);
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_PAYLOAD_TOO_LARGE",
      exitCode: 6,
      fix: "nh payload size shows which fields are large.",
    });
  });

  it("exits with 6 and the column for an invalid expression", async () => {
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi", "--expression", "a &&"]);
    expect(code).toBe(6);
    expect(err).toContain("column");
  });

  it("exits with 3 for a key that the hub does not know, with the tracking ID and never the key", async () => {
    const test = createTestHub();
    const env = {
      ...test.world.env,
      NH_CONNECTION_STRING: test.hub.connectionString.replace(
        /SharedAccessKey=[^;]+/,
        "SharedAccessKey=bm90LXRoZS1rZXk=",
      ),
    };
    const { code, err } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "a", "--json"], { env });
    expect(code).toBe(3);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_UNAUTHORIZED", status: 401, trackingId: expect.any(String) });
    expect(err).not.toContain("bm90");
  });

  it("exits with 5 when the service throttles", async () => {
    const test = createTestHub();
    test.hub.faults.add({
      match: { operation: "send" },
      answer: { status: 403, detail: "The quota of this tier is exceeded" },
    });
    const { code } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "a"]);
    expect(code).toBe(5);
  });

  it("exits with 8 when no response comes in time, and reports that it may have been sent", async () => {
    const test = createTestHub();
    test.hub.faults.add({ answer: { delayMs: 60_000 } });
    const { code, err } = await test.nh([
      "send",
      "apple",
      "--title",
      "Hi",
      "--tag",
      "a",
      "--timeout",
      "200ms",
      "--json",
    ]);
    expect(code).toBe(8);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_TIMEOUT", mayHaveBeenSent: true });
    test.hub.close();
  });

  it("exits with 9 when the service cannot be reached", async () => {
    const fetch = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi", "--tag", "a", "--json"], {
      fetch,
    });
    expect(code).toBe(9);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_CONNECTION",
      exitCode: 9,
      attempts: 1,
      fix: expect.stringContaining("nh doctor"),
    });
  });

  it("refuses flags that are not options of the platform", async () => {
    const { code, err } = await createTestHub().nh(["send", "browser", "--title", "Hi", "--badge", "3", "--tag", "a"]);
    expect(code).toBe(2);
    expect(err).toContain("--badge is not an option of browser.");
  });

  it("says on a local hub why nobody received it", async () => {
    const test = createTestHub();
    const send = async (...words: string[]) => (await test.nh(["send", ...words, "--title", "Hi"])).err;
    expect(await send("apple", "--tag", "news")).toBe(
      "Nobody received it: the hub demo did not exist before this request; a local hub creates a hub when its name is first used. Check --hub and NH_HUB.\n",
    );
    await putPhone(test, "phone-1", "--tags", "news");
    expect(await send("apple", "--tag", "news")).toBe("");
    expect(await send("apple", "--tag", "sport")).toBe(
      "Nobody received it: the only native apple registration of the hub demo does not match. nh hub explain apple --tag sport shows why.\n",
    );
    expect(await send("fcmv1", "--everyone", "--yes")).toBe(
      "Nobody received it: the hub demo has no native fcmv1 registration. nh hub explain fcmv1 --everyone shows what it has.\n",
    );
    for (const [audience, words] of [
      [["--tag", "a", "--tag", "b", "--tags", "c,d"], "--tag a --tag b --tags c,d"],
      [["--expression", "sport && !muted"], "--expression 'sport && !muted'"],
      [["--user=-x"], "--user=-x"],
      [["--installation", "phone#9"], "--installation 'phone#9'"],
    ] as const)
      expect(await send("apple", ...audience)).toContain(`nh hub explain apple ${words} shows why.`);
    await test.nh(["hub", "fault", "add", "--reason", "Unregistered"]);
    expect(await send("apple", "--tag", "news")).toMatch(
      /^Nobody received it: 1 \w+\. nh deliveries list shows the details\.\n$/,
    );
    await test.nh(["installations", "delete", "phone-1"]);
    expect(await send("apple", "--tag", "news")).toBe(
      "Nobody received it: the hub demo has no devices. nh hub seed 10 adds some.\n",
    );
    expect(await send("apple", "--tag", "news", "--quiet")).toBe("");
    expect(await send("apple", "--tag", "news", "--json")).toBe("");
  });

  it.each([
    ["an empty 204", () => new Response(null, { status: 204 })],
    ["another document", () => new Response("{}", { status: 200 })],
  ])("says nothing of a hub when another server responds to the control API with %s", async (_, respond) => {
    const fetch = async (url: string) => (url.includes("/_nh/") ? respond() : new Response("", { status: 201 }));
    const { code, err } = await createTestHub().nh(["send", "apple", "--title", "Hi", "--tag", "news"], { fetch });
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("traces the send, and not what it looks up on the local hub", async () => {
    const test = createTestHub();
    const { err } = await test.nh(["send", "apple", "--title", "Hi", "--tag", "news", "--trace"]);
    expect(err).toContain("POST http://localhost:7447/demo/messages/?api-version=2020-06");
    expect(err).toContain("Nobody received it: ");
    expect(err).not.toContain("/_nh/");
  });

  it("says of a test send to Azure that no device matches", async () => {
    const outcome =
      '<NotificationOutcome xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Success>0</Success><Failure>0</Failure><Results/></NotificationOutcome>';
    const { err } = await createTestHub().nh(["send", "apple", "--title", "Hi", "--tag", "nobody", "--test"], {
      env: {
        NH_CONNECTION_STRING:
          "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0",
        NH_HUB: "demo",
      },
      fetch: async () => new Response(outcome, { status: 201 }),
    });
    expect(err).toContain(
      "Nobody received it: no device matches. nh doctor --platform apple with the same audience shows why.\n",
    );
  });

  it.each([
    [["--title", "Hi", "--badge", "3"], "--title is not an option of windows --type badge.", "--badge"],
    [
      ["--title", "Hi", "--badge", "3", "--type", "toast"],
      "--badge is not an option of windows --type toast.",
      "--title, --body, --image, --link",
    ],
    [["--type", "raw", "--title", "Hi"], "--title is not an option of windows --type raw.", "--body"],
  ])("refuses %j, a part that this kind of Windows notification has no place for", async (words, message, known) => {
    const { code, err } = await createTestHub().nh(["send", "windows", ...words, "--tag", "a"]);
    expect([code, err]).toEqual([
      2,
      `error: ${message}\n  hint: Options of ${/windows --type \w+/.exec(message)?.[0]}: ${known}.\n`,
    ]);
  });

  it.each([
    ["apple", ["--payload", "[]"], 6, "apple: the body must be"],
    ["apple", ["--payload", '"x"'], 6, "apple: the body must be"],
    ["apple", ["--payload", ""], 2, "--payload is empty."],
    [
      "apple",
      ["--payload", "nope.json"],
      6,
      "nope.json does not exist.\n  hint: Pass the path of a file, - for stdin, or",
    ],
    ["template", ["--properties", "[]"], 6, "--properties must be a JSON object."],
    ["template", ["--properties", ""], 2, "--properties is empty."],
    ["windows", ["--payload", "<x/>"], 6, "use --type raw for XML of your own"],
    [
      "windows",
      ["--title", "Hi", "--collapse", "a b"],
      6,
      "options.tag must be 1 to 16 letters and digits; --collapse sets it",
    ],
    [
      "fcmv1",
      ["--title", "Hi", "--ttl", "40d"],
      6,
      "message.android.ttl is longer than allowed, in seconds; --ttl sets it (limit",
    ],
  ])("says of %s %j what is wrong, in words of the command line", async (platform, words, exitCode, message) => {
    const { code, err } = await createTestHub().nh(["send", platform, ...words, "--tag", "a"]);
    expect(err).toContain(message);
    expect(code).toBe(exitCode);
  });

  it("takes a whole payload inline", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const { code } = await test.nh(["send", "apple", "--payload", '{"aps":{"alert":"Hi"}}', "--tag", "news"]);
    expect(code).toBe(0);
    expect(test.hub.deliveries.list().map(({ body }) => body)).toEqual(['{"aps":{"alert":"Hi"}}']);
    const wrong = await test.nh(["send", "apple", "--payload", '{"alert":"Hi"}', "--tag", "news"]);
    expect(wrong.code).toBe(6);
    expect(wrong.err).toContain('hint: Put it under aps: {"aps":{"alert":…}}');
    const broken = await test.nh(["send", "fcmv1", "--payload", '{"message":{"data":{}}', "--tag", "news"]);
    expect(broken.err).toContain(
      'The payload is not valid JSON: expected "," or "}", but the text ends at line 1, column 23.',
    );
  });

  it("reads a whole payload from a file or stdin", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const { code } = await test.nh(["send", "apple", "--payload", "-", "--tag", "news"], {
      input: '{"aps":{"content-available":1}}',
    });
    expect(code).toBe(0);
    expect(test.hub.deliveries.list()[0]).toMatchObject({
      body: '{"aps":{"content-available":1}}',
      headers: { "apns-push-type": "background", "apns-priority": "5" },
    });
  });

  it("fills the templates of devices", async () => {
    const test = createTestHub();
    const { io } = await test.nh(["--version"]);
    await io.files.writeText(
      `${io.cwd}/news.json`,
      '{"body":"{\\"aps\\":{\\"alert\\":\\"$(title)\\"}}","headers":{"apns-push-type":"alert"}}',
    );
    await putPhone(test, "phone-1", "--user", "alice", "--template", `news=${io.cwd}/news.json`);
    const { code, err } = await test.nh(["send", "template", "--properties", "title=Hello", "--user", "alice"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(test.hub.deliveries.list()[0]).toMatchObject({ template: "news", body: '{"aps":{"alert":"Hello"}}' });
  });

  it.each([
    [
      "fcmv1",
      ["--title", "T", "--body", "B", "--data", "a=1", "--priority", "high", "--ttl", "1h"],
      {
        message: {
          notification: { title: "T", body: "B" },
          data: { a: "1" },
          android: { priority: "HIGH", ttl: "3600s" },
        },
      },
    ],
    ["gcm", ["--title", "T", "--ttl", "60s"], { notification: { title: "T" }, time_to_live: 60 }],
    ["adm", ["--title", "T", "--data", "a=1"], { notification: { title: "T" }, data: { a: "1" } }],
    ["baidu", ["--title", "T", "--body", "B"], { title: "T", description: "B" }],
    ["xiaomi", ["--title", "T", "--body", "B"], { title: "T", description: "B" }],
    ["browser", ["--title", "T", "--body", "B"], { title: "T", body: "B" }],
  ])("composes a notification for %s from its parts", async (platform, words, body) => {
    const { code, json, err } = await createTestHub().nh([
      "send",
      platform,
      ...words,
      "--tag",
      "a",
      "--dry-run",
      "--json",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(json<{ requests: { body: string }[] }>().requests[0]?.body ?? "")).toEqual(body);
  });

  it.each([
    [["windows", "--title", "T", "--body", "B"], "<toast>", { "X-WNS-Type": "wns/toast" }],
    [["windows", "--badge", "7"], '<badge value="7"/>', { "X-WNS-Type": "wns/badge" }],
    [["windows", "--type", "tile", "--title", "T"], "<tile>", { "X-WNS-Type": "wns/tile" }],
    [["windows", "--type", "raw", "--body", "hello"], "hello", { "X-WNS-Type": "wns/raw" }],
    [["windowsphone", "--title", "T"], "<wp:Toast>", { "X-NotificationClass": "2" }],
    [["windowsphone", "--type", "tile", "--title", "T"], "<wp:Tile", { "X-NotificationClass": "1" }],
  ])("composes %j", async (words, start, headers) => {
    const { json } = await createTestHub().nh(["send", ...words, "--tag", "a", "--dry-run", "--json"]);
    const request = json<{ requests: { body: string; headers: Record<string, string> }[] }>().requests[0];
    expect(request?.body).toContain(start);
    expect(request?.headers).toMatchObject(headers);
  });
});
