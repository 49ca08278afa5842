import { describe, expect, it } from "vitest";
import { detailOf, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { createMemoryStore } from "../fixtures/memory-store.js";

const path = (id: string) => `/demo/installations/${encodeURIComponent(id)}?api-version=2020-06`;
const put = (started: TestHub, id: string, body: unknown) =>
  started.call("PUT", path(id), { body: typeof body === "string" ? body : JSON.stringify(body) });
const get = async (started: TestHub, id: string) => {
  const reply = await started.call("GET", path(id));
  return reply.status === 200 ? (JSON.parse(reply.body) as Record<string, unknown>) : reply.status;
};
const patch = (started: TestHub, id: string, operations: unknown) =>
  started.call("PATCH", path(id), {
    headers: { "content-type": "application/json-patch+json" },
    body: JSON.stringify(operations),
  });
const phone = { installationId: "phone", platform: "apns", pushChannel: "AA11BB22" };

describe("an installation", () => {
  it("is put with 200 and no body, and read back in the recorded order of keys", async () => {
    const started = startTestHub();
    const reply = await put(started, "phone", {
      ...phone,
      userId: "u9",
      tags: ["a"],
      pushVariables: { lang: "en" },
      templates: { news: { body: '{"aps":{"alert":"$(m)"}}', headers: { "apns-priority": "10" }, tags: ["n1"] } },
    });
    expect([reply.status, reply.body, reply.headers.get("content-length"), reply.headers.has("content-type")]).toEqual([
      200,
      "",
      "0",
      false,
    ]);
    const read = await started.call("GET", path("phone"));
    expect(read.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(read.body).toBe(
      '{"installationId":"phone","pushChannel":"AA11BB22","pushChannelExpired":false,"platform":"apns","expirationTime":"9999-12-31T23:59:59.9999999Z",' +
        '"userId":"u9","tags":["a"],"pushVariables":{"lang":"en"},"templates":{"news":{"body":"{\\"aps\\":{\\"alert\\":\\"$(m)\\"}}","headers":{"apns-priority":"10"},"tags":["n1","news"]}}}',
    );
  });

  it("is replaced as a whole by a second put", async () => {
    const started = startTestHub();
    await put(started, "phone", { ...phone, tags: ["a"] });
    await put(started, "phone", { ...phone, userId: null });
    expect(await get(started, "phone")).toEqual({
      ...phone,
      pushChannelExpired: false,
      expirationTime: "9999-12-31T23:59:59.9999999Z",
    });
    await started.send("apple", "{}", { "ServiceBusNotification-Tags": "a" });
    expect(started.hub.deliveries.list()).toEqual([]);
  });

  const channel = { endpoint: "https://push.example/1", p256dh: "B", auth: "k" };
  it.each([
    ["an object", channel],
    ["a string", JSON.stringify(channel)],
    ["a string with blanks", JSON.stringify(channel, null, 2)],
    ["keys in standard base64", { ...channel, p256dh: "B+/=", auth: "k+/=" }],
  ])("of a browser returns its channel as it was put or patched: %s", async (_title, pushChannel) => {
    const store = createMemoryStore();
    const started = startTestHub({ store });
    expect((await put(started, "web", { installationId: "web", platform: "Browser", pushChannel })).status).toBe(200);
    await patch(started, "web", [{ op: "add", path: "/tags", value: "a" }]);
    for (const one of [started, startTestHub({ store })]) {
      expect(await get(one, "web")).toMatchObject({ platform: "browser", pushChannel, tags: ["a"] });
      one.hub.deliveries.clear();
      await one.send("browser", '{"title":"Hi"}');
      expect(one.hub.deliveries.list().map(({ handle }) => handle)).toEqual(["https://push.example/1"]);
    }
    for (const other of [channel, JSON.stringify(channel)]) {
      await put(started, "other", { installationId: "other", platform: "browser", pushChannel: other });
      await patch(started, "other", [{ op: "replace", path: "/PushChannel", value: pushChannel }]);
      expect(await get(started, "other")).toMatchObject({ pushChannel });
    }
  });

  it.each([
    ["brackets", "<00fc13ad ff785122>"],
    ["blanks", " 00fc13adff785122"],
    ["dashes", "00fc13ad-ff785122"],
    ["Base64", "APwTrf94USI="],
    ["the description of an object", "{length = 32, bytes = 0x00fc13ad ... ff785122 }"],
    ["a token of FCM", "dHk1:APA91bG73DUPKup"],
  ])("of APNs whose token has %s is refused, put or patched", async (_title, pushChannel) => {
    const detail =
      "Installation validation failed with following error(s): One or more characters in device token is not a hexadecimal digit.";
    const started = startTestHub();
    const refused = await put(started, "phone", { ...phone, pushChannel });
    expect([refused.status, detailOf(refused.body)]).toEqual([400, detail]);
    await put(started, "phone", phone);
    const patched = await patch(started, "phone", [{ op: "replace", path: "/pushChannel", value: pushChannel }]);
    expect([patched.status, detailOf(patched.body)]).toEqual([400, detail]);
    expect(await get(started, "phone")).toMatchObject({ pushChannel: "AA11BB22" });
    expect((await put(startTestHub({ strict: false }), "phone", { ...phone, pushChannel })).status).toBe(200);
  });

  it.each(["wns", "mpns"])("of %s returns its channels as complete addresses", async (platform) => {
    const started = startTestHub();
    await put(started, "win", {
      installationId: "win",
      platform,
      pushChannel: "https://some.url",
      secondaryTiles: { tile: { pushChannel: "https://tile.url" } },
    });
    expect(await get(started, "win")).toMatchObject({
      pushChannel: "https://some.url/",
      secondaryTiles: { tile: { pushChannel: "https://tile.url/" } },
    });
    await patch(started, "win", [{ op: "replace", path: "/pushChannel", value: "https://other.url" }]);
    expect(await get(started, "win")).toMatchObject({ pushChannel: "https://other.url/" });
  });

  it.each([
    ["replace", "/pushChannel"],
    ["add", "/PUSHCHANNEL"],
  ])("lives forever again after a patch: %s %s", async (op, path) => {
    const started = startTestHub();
    await put(started, "phone", { ...phone, expirationTime: "2031-05-06T09:00:00Z" });
    expect((await patch(started, "phone", [{ op, path, value: "CC33" }])).status).toBe(200);
    expect(await get(started, "phone")).toMatchObject({
      pushChannel: "CC33",
      expirationTime: "9999-12-31T23:59:59.9999999Z",
    });
    started.hub.clock.advance(24 * 3600);
    expect(await get(started, "phone")).toMatchObject({ pushChannel: "CC33" });
  });

  it("keeps the expiration that a patch sets after the channel, and through a patch of anything else", async () => {
    const started = startTestHub();
    await put(started, "phone", { ...phone, expirationTime: "2031-05-06T09:00:00Z" });
    await patch(started, "phone", [{ op: "add", path: "/tags", value: "a" }]);
    expect(await get(started, "phone")).toMatchObject({ expirationTime: "2031-05-06T09:00:00Z" });
    await patch(started, "phone", [
      { op: "replace", path: "/pushChannel", value: "CC33" },
      { op: "replace", path: "/expirationTime", value: "2031-05-06T10:00:00Z" },
    ]);
    expect(await get(started, "phone")).toMatchObject({ expirationTime: "2031-05-06T10:00:00Z" });
  });

  it.each(["add", "replace", "remove"])("has no path for all templates or all tiles: %s", async (op) => {
    const started = startTestHub();
    const templates = { t: { body: "<toast/>", headers: { "X-WNS-Type": "wns/toast" } } };
    const tiles = { tile: { pushChannel: "https://w/2" } };
    const win = {
      installationId: "win",
      platform: "wns",
      pushChannel: "https://w/1",
      templates,
      secondaryTiles: tiles,
    };
    await put(started, "win", win);
    for (const [path, value] of [
      ["/templates", templates],
      ["/secondaryTiles", tiles],
      ["/secondaryTiles/tile/templates", templates],
    ] as const) {
      const reply = await patch(started, "win", [{ op, path, ...(op === "remove" ? {} : { value }) }]);
      expect([reply.status, detailOf(reply.body)]).toEqual([
        400,
        expect.stringContaining(`at ${path}: the service does not support ${op} for this path`),
      ]);
    }
  });

  it("with an id that a path has to encode is the same in every operation", async () => {
    const started = startTestHub();
    const id = "a/b c%ü";
    await put(started, id, { ...phone, installationId: id });
    expect(await get(started, id)).toMatchObject({ installationId: id });
    expect((await started.call("DELETE", path(id))).status).toBe(204);
    expect(await get(started, id)).toBe(404);
  });

  it("is deleted with 204, even when it does not exist", async () => {
    const started = startTestHub();
    await put(started, "phone", phone);
    const first = await started.call("DELETE", path("phone"));
    expect([first.status, first.body, first.headers.has("content-length")]).toEqual([204, "", false]);
    expect((await started.call("DELETE", path("phone"))).status).toBe(204);
  });

  it("that does not exist is 404 in the recorded words", async () => {
    const reply = await startTestHub().call("GET", path("phone"));
    expect(reply.status).toBe(404);
    expect(reply.body).toMatch(
      /^<Error xmlns:i="[^"]+"><Code>404<\/Code><Detail>Installation not found\. TrackingId:[0-9a-f-]{36},TimeStamp:5\/6\/2031 7:08:09 AM \+00:00<\/Detail><\/Error>$/,
    );
  });

  it("can be targeted by its id in any letter case, and by no other id", async () => {
    const started = startTestHub();
    await put(started, "Phone-A", { ...phone, installationId: "Phone-A" });
    await put(started, "phone-b", { ...phone, installationId: "phone-b", pushChannel: "BB" });
    const reached = async (expression: string) => {
      started.hub.deliveries.clear();
      await started.send("apple", "{}", { "ServiceBusNotification-Tags": expression });
      return started.hub.deliveries.list().map(({ installationId }) => installationId);
    };
    expect(await reached("$installationid:{phone-a}")).toEqual(["Phone-A"]);
    expect(await reached("$InstallationId:{PHONE-B}")).toEqual(["phone-b"]);
    expect(await reached("!$InstallationId:{Phone-A}")).toEqual(["phone-b"]);
    expect(await reached("$InstallationId:{Phone-A} && $InstallationId:{phone-b}")).toEqual([]);
    await started.call("DELETE", path("Phone-A"));
    expect(await reached("$InstallationId:{Phone-A}")).toEqual([]);
  });

  it.each([
    ["no JSON", "{", /^Installation validation failed with following error\(s\): /],
    [
      "an unknown platform",
      { ...phone, platform: "pigeon" },
      /^Installation validation failed with following error\(s\): /,
    ],
    ["no channel", { installationId: "phone", platform: "apns" }, /^Installation validation failed/],
    ["an empty channel", { ...phone, pushChannel: "" }, /The pushChannel must not be empty\.$/],
    [
      "an id other than the one in the address",
      { ...phone, installationId: "other" },
      /must be the one in the address\.$/,
    ],
    ["a bad tag", { ...phone, tags: ["a,b"] }, /An invalid tag\(s\) 'a,b' was supplied\./],
    [
      "61 tags",
      { ...phone, tags: Array.from({ length: 61 }, (_, index) => `t${index}`) },
      /A device can have at most 60 tags. This one has 61\.$/,
    ],
    ["a broken template", { ...phone, templates: { t: { body: '{"a":"$(x"}' } } }, /The body template is invalid\./],
    [
      "a template's bad tag",
      { ...phone, templates: { t: { body: "{}", tags: ["a b"] } } },
      /An invalid tag\(s\) 'a b' was supplied\./,
    ],
    [
      "a long template name",
      { ...phone, templates: { ["x".repeat(201)]: { body: "{}" } } },
      /The name of a template can have at most 200 characters\.$/,
    ],
    [
      "an expirationTime that is not a date",
      { ...phone, expirationTime: "tomorrow" },
      /The expirationTime "tomorrow" must be a date and time such as 2031-05-06T07:08:09Z\.$/,
    ],
    [
      "an expirationTime on a day that does not exist",
      { ...phone, expirationTime: "2031-02-30T00:00:00Z" },
      /The expirationTime "2031-02-30T00:00:00Z" must be a date/,
    ],
    [
      "a control character",
      { ...phone, pushVariables: { a: "\u0001" } },
      /A string contains a character that XML cannot hold\.$/,
    ],
  ])("with %s is refused", async (_title, body, detail) => {
    const reply = await put(startTestHub(), "phone", body);
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(detail);
  });

  it.each(["a b", "Zoë", "auth0|123", "a+b", "a,b", ""])("is stored with the user %j", async (userId) => {
    const started = startTestHub();
    expect((await put(started, "phone", { ...phone, userId })).status).toBe(200);
    expect(await get(started, "phone")).toMatchObject({ userId });
  });

  it("with wrong tags and dates is accepted by a hub that is not strict", async () => {
    const odd = { ...phone, tags: ["a b", "$x"], expirationTime: "tomorrow" };
    const started = startTestHub({ strict: false });
    expect((await put(started, "phone", odd)).status).toBe(200);
    started.hub.clock.advance(365 * 24 * 3600);
    expect(await get(started, "phone")).toMatchObject({ expirationTime: "tomorrow" });
  });

  it.each(["2031-05-06T08:08:09", "2031-05-06T08:08:09.0000000Z", "2031-05-06T10:08:09+02:00"])(
    "that expires at %s does so in UTC wherever the hub runs",
    async (expirationTime) => {
      const zone = process.env.TZ;
      process.env.TZ = "America/New_York";
      try {
        const started = startTestHub();
        await put(started, "phone", { ...phone, expirationTime });
        started.hub.clock.advance(3599);
        expect(await get(started, "phone")).toMatchObject({ expirationTime });
        started.hub.clock.advance(1);
        expect(await get(started, "phone")).toBe(404);
      } finally {
        if (zone === undefined) delete process.env.TZ;
        else process.env.TZ = zone;
      }
    },
  );

  it("expires when its own expirationTime has come", async () => {
    const started = startTestHub();
    await put(started, "phone", { ...phone, expirationTime: "2031-05-06T08:08:09Z" });
    started.hub.clock.advance(3599);
    expect(await get(started, "phone")).toMatchObject({ expirationTime: "2031-05-06T08:08:09Z" });
    started.hub.clock.advance(1);
    expect(await get(started, "phone")).toBe(404);
  });
});

describe("a patch", () => {
  it.each([
    [[{ op: "add", path: "/tags", value: "vip" }], { tags: ["a", "b", "vip"] }],
    [[{ op: "add", path: "/tags", value: ["c", "d"] }], { tags: ["a", "b", "c", "d"] }],
    [[{ op: "remove", path: "/tags/a" }], { tags: ["b"] }],
    [[{ op: "add", path: "/userId", value: "u2" }], { userId: "u2" }],
    [[{ op: "replace", path: "/pushChannel", value: "CC33" }], { pushChannel: "CC33" }],
    [
      [{ op: "add", path: "/templates/news", value: '{"body":"{\\"aps\\":{}}"}' }],
      { templates: { news: { body: '{"aps":{}}', tags: ["news"] } } },
    ],
    [[{ op: "add", path: "/pushVariables/lang", value: "en" }], { pushVariables: { lang: "en" } }],
  ])("%j changes %j", async (operations, expected) => {
    const started = startTestHub();
    await put(started, "phone", { ...phone, tags: ["a", "b"] });
    const reply = await patch(started, "phone", operations);
    expect([reply.status, reply.body]).toEqual([200, ""]);
    expect(await get(started, "phone")).toMatchObject(expected);
  });

  it("clears the userId, and the tags of its registration follow", async () => {
    const started = startTestHub();
    await put(started, "phone", { ...phone, userId: "u1" });
    await patch(started, "phone", [{ op: "remove", path: "/userId" }]);
    expect(await get(started, "phone")).not.toHaveProperty("userId");
    const list = await started.call("GET", "/demo/tags/$InstallationId:%7Bphone%7D/registrations?api-version=2020-06");
    expect(list.body).toContain("<ETag>2</ETag>");
    expect(list.body).toContain("<Tags>$InstallationId:{phone}</Tags>");
  });

  it.each([
    [{ op: "add" }],
    [[{ op: "move", path: "/tags", from: "/x" }]],
    [[{ op: "add", path: "/nowhere", value: "x" }]],
    [[{ op: "add", path: "/tags", value: "a b" }]],
    [[{ op: "remove", path: "/pushChannel" }]],
  ])("%j is refused and changes nothing", async (operations) => {
    const started = startTestHub();
    await put(started, "phone", phone);
    expect((await patch(started, "phone", operations)).status).toBe(400);
    expect(await get(started, "phone")).toEqual({
      ...phone,
      pushChannelExpired: false,
      expirationTime: "9999-12-31T23:59:59.9999999Z",
    });
  });

  it("of a missing installation is 404", async () => {
    expect((await patch(startTestHub(), "phone", [{ op: "add", path: "/tags", value: "x" }])).status).toBe(404);
  });

  it("that sets another channel revives an expired one", async () => {
    const started = startTestHub();
    await put(started, "phone", phone);
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" }, count: 1 });
    await started.send("apple", "{}");
    expect(await get(started, "phone")).toMatchObject({ pushChannelExpired: true });
    await started.send("apple", "{}");
    expect(started.hub.deliveries.list()).toHaveLength(1);
    await patch(started, "phone", [{ op: "replace", path: "/pushChannel", value: "CC33" }]);
    expect(await get(started, "phone")).toMatchObject({ pushChannelExpired: false });
    await started.send("apple", "{}");
    expect(started.hub.deliveries.list().map(({ handle, outcome }) => [handle, outcome])).toEqual([
      ["AA11BB22", "BadChannel"],
      ["CC33", "Success"],
    ]);
  });
});

describe("the lag of installation writes", () => {
  it("hides a write until its time, and a later write builds on it", async () => {
    const started = startTestHub({ installationLagMs: 2000 });
    await put(started, "phone", phone);
    expect(await get(started, "phone")).toBe(404);
    expect((await patch(started, "phone", [{ op: "add", path: "/tags", value: "a" }])).status).toBe(200);
    started.hub.clock.advance(1.999);
    expect(await get(started, "phone")).toBe(404);
    started.hub.clock.advance(0.001);
    expect(await get(started, "phone")).toMatchObject({ tags: ["a"] });
    await started.call("DELETE", path("phone"));
    expect(await get(started, "phone")).toMatchObject({ tags: ["a"] });
    started.hub.clock.advance(2);
    expect(await get(started, "phone")).toBe(404);
  });
});

describe("a secondary tile", () => {
  it("without tags of its own does not borrow those of its installation", async () => {
    const started = startTestHub();
    await put(started, "win", {
      installationId: "win",
      platform: "wns",
      pushChannel: "https://w/1",
      tags: ["x"],
      secondaryTiles: { tile: { pushChannel: "https://w/2" } },
    });
    const xml = {
      "content-type": "application/xml",
      "X-WNS-Type": "wns/badge",
      "ServiceBusNotification-Tags": "x",
    };
    await started.send("windows", '<badge value="1"/>', xml);
    expect(started.hub.deliveries.list().map(({ handle }) => handle)).toEqual(["https://w/1"]);
  });

  it("has a registration of its own and expires alone", async () => {
    const started = startTestHub();
    await put(started, "win", {
      installationId: "win",
      platform: "wns",
      pushChannel: "https://w/1",
      secondaryTiles: { tile: { pushChannel: "https://w/2", tags: ["x"] } },
    });
    started.hub.faults.add({ match: { handle: "https://w/2" }, answer: { reason: "410" }, count: 1 });
    await started.send("windows", '<badge value="1"/>', {
      "content-type": "application/xml",
      "X-WNS-Type": "wns/badge",
    });
    expect(started.hub.deliveries.list().map(({ handle, tags, outcome }) => [handle, tags, outcome])).toEqual([
      ["https://w/1", ["$InstallationId:{win}"], "Success"],
      ["https://w/2", ["$InstallationId:{win}", "x"], "ExpiredChannel"],
    ]);
    expect(await get(started, "win")).toMatchObject({
      pushChannelExpired: false,
      secondaryTiles: { tile: { pushChannel: "https://w/2", pushChannelExpired: true, tags: ["x"] } },
    });
    await started.send("windows", '<badge value="2"/>', {
      "content-type": "application/xml",
      "X-WNS-Type": "wns/badge",
    });
    expect(started.hub.deliveries.list()).toHaveLength(3);
  });
});
