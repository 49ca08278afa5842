import { parseTagExpression } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { startTestHub } from "../fixtures/call-hub.js";
import { whyNot } from "./explain-expression.js";

describe("which term fails", () => {
  it.each([
    ["a", ["a"], undefined],
    ["a && b", ["a"], "the tag b is missing"],
    ["a && b", [], "the tag a is missing and the tag b is missing"],
    ["a || b", [], "none of these holds: the tag a is missing, the tag b is missing"],
    ["a || b", ["b"], undefined],
    ["a && !b", ["a", "b"], "the tag b is present, but excluded"],
    ["!(a && b)", ["a", "b"], "the tag a is present, but excluded and the tag b is present, but excluded"],
    ["!(a && b)", ["a"], undefined],
    ["!(a || b)", ["b"], "the tag b is present, but excluded"],
    ["!(a || b)", ["c"], undefined],
    ["!!a", [], "the tag a is missing"],
    ["!!a", ["a"], undefined],
    ["!(!a || b)", [], "the tag a is missing"],
  ])("of %s for a device with %j", (expression, tags, reason) => {
    expect(whyNot(parseTagExpression(expression), (tag) => tags.includes(tag))).toBe(reason);
  });
});

async function explained() {
  const started = startTestHub();
  await started.install("red", { tags: ["team_red"] });
  await started.install("blue", { tags: ["team_blue"], pushChannel: "BB22" });
  await started.install("android", { platform: "fcmv1", pushChannel: "t1", tags: ["team_red"] });
  await started.install("templated", {
    pushChannel: "CC33",
    tags: ["team_red"],
    templates: { t: { body: '{"aps":{"alert":"$(msg)"}}' } },
  });
  return started;
}

describe("an explanation", () => {
  it("says for each device how far a push gets and why it stops there", async () => {
    const { hub } = await explained();
    const result = hub.explain({ platform: "apple", audience: "team_red", body: '{"aps":{"alert":"x"}}' });
    expect(result).toMatchObject({
      hub: "demo",
      platform: "apple",
      expression: "team_red",
      answer: { status: 201, detail: "The service accepts the send." },
      matched: 2,
      candidates: 3,
      tagCounts: { team_red: 2 },
      summary: "2 of 3 native registrations of apple match.",
    });
    expect(
      result.devices.map(({ installationId, reached, steps }) => [
        installationId,
        reached,
        steps.map(({ step, ok }) => `${step} ${ok}`),
        steps.at(-1)?.detail,
      ]),
    ).toEqual([
      [
        "red",
        true,
        ["audience true", "registration true", "payload true", "platform true"],
        "The platform accepts the push.",
      ],
      [
        "templated",
        true,
        ["audience true", "registration true", "payload true", "platform true"],
        "The platform accepts the push.",
      ],
      ["blue", false, ["audience false"], "The expression does not match: the tag team_red is missing."],
      ["android", false, ["registration false"], "The device belongs to fcmv1. The send is for apple."],
    ]);
    expect(result.devices[0]).toMatchObject({ body: '{"aps":{"alert":"x"}}', headers: { "apns-push-type": "alert" } });
  });

  it("says that a device is of another platform, whatever its tags and its channel are", async () => {
    const { hub, send } = await explained();
    const steps = (platform: string) =>
      hub
        .explain({ platform, audience: "team_blue", body: "{}" })
        .devices.find(({ installationId }) => installationId === "android")?.steps;
    const reason = { step: "registration", ok: false, detail: "The device belongs to fcmv1. The send is for apple." };
    expect(steps("apple")).toEqual([reason]);
    hub.faults.add({ match: { installationId: "android" }, answer: { reason: "UNREGISTERED" } });
    await send("fcmv1", '{"message":{"data":{"a":"b"}}}');
    expect(steps("fcmv1")?.at(-1)?.detail).toMatch(/^The push platform has declared the handle dead/);
    expect(steps("apple")).toEqual([reason]);
  });

  it("names the properties that a template needs and nothing gives, but for those with a default", async () => {
    const { hub, install } = startTestHub();
    await install("phone", {
      pushVariables: { city: "Rome" },
      templates: {
        t: { body: '{"aps":{"alert":{"title":"$(greeting_fr)","body":"$(City)","subtitle":"$(name:{you})"}}}' },
      },
    });
    const [device] = hub.explain({ platform: "template", body: { greeting_en: "Hello" } }).devices;
    expect(device?.missing).toEqual(["greeting_fr"]);
    expect(device?.steps.find(({ step }) => step === "template")).toEqual({
      step: "template",
      ok: true,
      detail: expect.stringContaining("The send lacks greeting_fr. An empty string takes its place."),
    });
    const [whole] = hub.explain({ platform: "template", body: { GREETING_FR: "Salut" } }).devices;
    expect(whole).not.toHaveProperty("missing");
  });

  it("leaves open whether a matching device is reached when there is no payload", async () => {
    const { hub, install } = startTestHub();
    await install("phone", { tags: ["news"] });
    await install("muted", { tags: ["muted"] });
    const reachedBy = (options: object) =>
      hub
        .explain({ platform: "apple", audience: "news", ...options })
        .devices.map(({ installationId, reached }) => [installationId, reached]);
    expect(reachedBy({})).toEqual([
      ["phone", null],
      ["muted", false],
    ]);
    expect(reachedBy({ body: { aps: { alert: "Hi" } } })).toEqual([
      ["phone", true],
      ["muted", false],
    ]);
    expect(reachedBy({ body: "{}" }).filter(([, reached]) => reached !== false)).toEqual([]);
  });

  it("says that a platform refuses what a template makes too large", async () => {
    const { hub, install, send } = startTestHub();
    await install("phone", { templates: { t: { body: '{"aps":{"alert":"$(msg)"}}' } } });
    const body = { msg: "x".repeat(4_200) };
    const [device] = hub.explain({ platform: "template", body }).devices;
    expect(device?.reached).toBe(false);
    expect(device?.steps.at(-1)).toEqual({
      step: "payload",
      ok: false,
      detail: expect.stringMatching(/^The platform refuses the payload: apple: .*limit 4096/),
    });
    await send("template", JSON.stringify(body));
    expect(hub.deliveries.list().map(({ outcome }) => outcome)).toEqual(["InvalidNotificationSize"]);
  });

  it("of a template send shows what each template becomes, and what lint finds", async () => {
    const { hub } = await explained();
    const result = hub.explain({ platform: "template", audience: ["team_red", "team_blue"], body: { msg: "Hi" } });
    expect(result.expression).toBe("team_red || team_blue");
    expect(result.summary).toBe("1 of 1 template registration matches.");
    const [first, ...others] = result.devices;
    expect(first).toMatchObject({
      installationId: "templated",
      template: "t",
      reached: true,
      body: '{"aps":{"alert":"Hi"}}',
    });
    expect(first?.steps.map(({ step }) => step)).toEqual([
      "audience",
      "registration",
      "template",
      "payload",
      "platform",
    ]);
    expect(others.map(({ steps }) => steps.at(-1)?.detail)).toEqual(
      Array.from(
        { length: 3 },
        () => "The device has no template. A template send reaches only template registrations.",
      ),
    );
  });

  it("names the first step that fails when nothing matches", async () => {
    const { hub } = await explained();
    expect(hub.explain({ platform: "apple", audience: "team_red && team_blue", body: "{}" }).summary).toBe(
      "None of 3 native registrations of apple matches team_red && team_blue: 2 have team_red, 1 has team_blue.",
    );
    expect(hub.explain({ platform: "gcm", body: "{}" }).summary).toBe("The hub has no native registrations of gcm.");
  });

  it("shows what a fault makes the platform return, without counting a hit", async () => {
    const { hub } = await explained();
    hub.faults.add({ match: { tag: "team_blue" }, answer: { reason: "BadDeviceToken" }, count: 1 });
    const result = hub.explain({ platform: "apple", audience: "team_blue", body: '{"aps":{"alert":"x"}}' });
    expect(result.summary).toBe(
      "1 of 3 native registrations of apple matches, but no device is reached: A fault makes the platform return BadDeviceToken, which counts as BadChannel.",
    );
    expect(hub.faults.list()[0]?.hits).toBe(0);
  });

  it("reports what only the platform would reject", async () => {
    const { hub } = await explained();
    const payload = (options: Parameters<typeof hub.explain>[0]) =>
      hub
        .explain(options)
        .devices.flatMap(({ steps }) => steps)
        .find(({ step }) => step === "payload");
    expect(payload({ platform: "apple", body: '{"alert":"x"}' })).toEqual({
      step: "payload",
      ok: false,
      detail: expect.stringMatching(/^The platform refuses the payload: apple/),
    });
    expect(payload({ platform: "fcmv1", body: '{"message":{"token":"t"}}' })?.detail).toMatch(
      /^The platform refuses the payload: fcmv1/,
    );
    expect(payload({ platform: "apple", body: '{"aps":{"alert":"x"}}' })?.detail).toBe("The payload is well formed.");
    expect(payload({ platform: "apple", body: '{"aps":{"alert":"x","order":7}}' })).toEqual({
      step: "payload",
      ok: true,
      detail: expect.stringMatching(/^The platform takes the payload, but: aps\.order is not a known key/),
    });
  });

  it("says a refusal of the platform first, and reaches nobody then", async () => {
    const { hub } = await explained();
    const { summary, devices } = hub.explain({ platform: "apple", body: '{"alert":"x"}' });
    expect(summary).toMatch(
      /^The platform refuses the payload: apple: .*\. 3 of 3 .* match, but no device is reached\.$/,
    );
    expect(devices.filter(({ reached }) => reached)).toEqual([]);
  });

  it("distinguishes a duplicate handle from a dead one", async () => {
    const started = await explained();
    const { hub } = started;
    await started.install("twin", { tags: ["team_red"] });
    const twin = hub
      .explain({ platform: "apple", audience: "team_red", body: "{}" })
      .devices.find(({ installationId }) => installationId === "twin");
    expect(twin?.steps.at(-1)).toEqual({
      step: "registration",
      ok: false,
      detail: "Another registration with the same handle gets the push. The service counts this one as Skipped.",
    });
    hub.faults.add({ match: { installationId: "blue" }, answer: { reason: "410" }, count: 1 });
    await started.send("apple", "{}", { "ServiceBusNotification-Tags": "team_blue" });
    const dead = hub
      .explain({ platform: "apple", body: "{}" })
      .devices.find(({ installationId }) => installationId === "blue");
    expect(dead).toMatchObject({ platform: "apple", handle: "BB22", registrationId: null, reached: false });
    expect(dead?.steps.at(-1)?.detail).toBe(
      "The push platform has declared the handle dead. The device gets pushes again when its channel is set again.",
    );
  });

  it("says what the service would refuse", async () => {
    const { hub } = await explained();
    expect(hub.explain({ platform: "apple", body: "{" })).toMatchObject({
      answer: { status: 400, detail: "The payload is not in accepted JSON format." },
      summary: "The service would refuse the send with 400: The payload is not in accepted JSON format.",
    });
    const bad = hub.explain({ platform: "apple", audience: "a &&" });
    expect(bad).toMatchObject({ answer: { status: 400 }, matched: 0, devices: [] });
    expect(bad.summary).toMatch(/^The service would refuse the send with 400: The tag expression is invalid\./);
  });

  it("explains only the audience without a payload, up to a limit", async () => {
    const { hub } = await explained();
    const result = hub.explain({ platform: "apple", audience: "!team_red", limit: 2 });
    expect(result.devices.map(({ installationId, steps }) => [installationId, steps.at(-1)?.step])).toEqual([
      ["blue", "registration"],
      ["red", "audience"],
    ]);
  });

  it("explains at most 2,000 devices, however many are requested", async () => {
    const { hub } = startTestHub();
    const records = Array.from({ length: 2_001 }, (_, index) => {
      const document = { installationId: `i${index}`, platform: "apns", pushChannel: `AA${index}`, tags: ["a"] };
      return { hub: "demo", kind: "installation", id: `i${index}`, value: { document, etag: 1 } };
    });
    await hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
    const everybody = hub.explain({ platform: "apple", limit: 1_000_000 });
    expect([everybody.matched, everybody.devices.length]).toEqual([2_001, 2_000]);
    expect(hub.explain({ platform: "apple", audience: "b", limit: 1_000_000 }).devices).toHaveLength(2_000);
  });

  it("requires a platform, and a hub when there are several", async () => {
    const { hub, call } = await explained();
    expect(() => hub.explain({ platform: "pigeon" })).toThrow(
      new ArgumentError("platform", "platform must be a format, such as apple or template."),
    );
    await call("PUT", "/other/installations/x?api-version=2020-06", {
      body: '{"installationId":"x","platform":"apns","pushChannel":"AA"}',
    });
    expect(() => hub.explain({ platform: "apple" })).toThrow(
      new ArgumentError("hub", "hub must be one of demo, other."),
    );
    expect(hub.explain({ platform: "apple", hub: "OTHER" })).toMatchObject({ hub: "other", candidates: 1 });
    expect(() => startTestHub().hub.explain({ platform: "apple" })).toThrow(
      new ArgumentError("hub", "hub is required: no hub exists yet."),
    );
    expect(hub.explain({ platform: "apple", hub: "new" })).toMatchObject({ candidates: 0, devices: [] });
  });

  it("is served by the control API, which checks its options", async () => {
    const { hub } = await explained();
    const ask = async (body: unknown) => {
      const response = await hub.fetch(
        new Request("http://localhost/_nh/explain", { method: "POST", body: JSON.stringify(body) }),
      );
      return { status: response.status, value: (await response.json()) as Record<string, unknown> };
    };
    expect((await ask({ platform: "apple", audience: "team_red", body: { aps: { alert: "x" } } })).value).toMatchObject(
      { matched: 2 },
    );
    for (const body of [
      {},
      { platform: 1 },
      { platform: "apple", audience: 1 },
      { platform: "apple", body: 1 },
      { platform: "apple", headers: { a: 1 } },
      { platform: "apple", limit: -1 },
      { platform: "apple", hub: 1 },
      { platform: "apple", tags: "team_red" },
    ]) {
      expect((await ask(body)).status).toBe(400);
    }
  });

  it.each<[unknown, string, string]>([
    [
      { platform: "apple", tags: "a" },
      "tags",
      'Unknown option "tags". Known options: hub, platform, audience, body, headers, limit.',
    ],
    [{ platform: "ios" }, "platform", "platform must be a format, such as apple or template."],
    [{ platform: "apple", audience: 1 }, "audience", "audience must be a tag expression, a list of tags, or null."],
    [{ platform: "apple", audience: [1] }, "audience", "audience must be a tag expression, a list of tags, or null."],
    [{ platform: "apple", body: 1 }, "body", "body must be a string, or an object that JSON can hold."],
    ...[{ a: 1 }, { "a b": "c" }, { "a\n": "c" }, { a: "\u4e2d" }].map((headers): [unknown, string, string] => [
      { platform: "apple", headers },
      "headers",
      "headers must be an object of names and strings that HTTP can carry.",
    ]),
    [{ platform: "apple", limit: 0.5 }, "limit", "limit must be a whole number of at least 0."],
    [{}, "platform", "platform must be a format, such as apple or template."],
    [null, "options", "The options must be an object."],
  ])("refuses %j", (options, argument, message) => {
    const { hub } = startTestHub({ hubs: ["demo"] });
    expect(() => hub.explain(options as never)).toThrow(new ArgumentError(argument, message));
  });
});
