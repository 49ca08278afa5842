import { createSasToken } from "@nh/auth";
import { encodeHubEntry } from "@nh/wire/server";
import { describe, expect, it, vi } from "vitest";
import { ArgumentError } from "../argument-error.js";
import { callerFor, detailOf, NOW, ORIGIN, startTestHub } from "../fixtures/call-hub.js";
import { developmentPolicy, type Policy } from "../options.js";
import { createMemoryBlobStore } from "../store/blob-store.js";

const listen: Policy = { keyName: "DefaultListenSharedAccessSignature", rights: ["Listen"], primaryKey: "bGlzdGVu" };
const sender: Policy = { keyName: "Sender", rights: ["Send"], primaryKey: "c2VuZA==", secondaryKey: "c2Vjb25k" };
const PATH = "/demo/registrations?api-version=2020-06";

const NO_TOKEN = "MalformedToken: The credentials contained in the authorization header are not in the WRAP format.";

const token = (options: { uri?: string; keyName?: string; key?: string; now?: number; ttlSeconds?: number } = {}) =>
  createSasToken({
    resourceUri: options.uri ?? `${ORIGIN}/`,
    keyName: options.keyName ?? developmentPolicy.keyName,
    key: options.key ?? developmentPolicy.primaryKey,
    ttlSeconds: options.ttlSeconds ?? 300,
    now: () => options.now ?? NOW,
  });

describe("a token", () => {
  it.each([
    `${ORIGIN}/`,
    "http://contoso.servicebus.windows.net/demo/registrations/",
    "sb://contoso.servicebus.windows.net/demo",
    `${ORIGIN}/demo/registrations?api-version=2020-06`,
  ])("for the audience %s is accepted", async (uri) => {
    const authorization = await token({ uri });
    expect((await startTestHub().call("GET", PATH, { headers: { authorization } })).status).toBe(200);
  });

  it("with a raw slash in its signature is accepted, as the service does", async () => {
    let authorization = "";
    for (let offset = 0; !/sig=[^&]*%2F/.test(authorization); offset++)
      authorization = await token({ ttlSeconds: 300 + offset });
    const raw = authorization.replaceAll("%2F", (match, index: number) =>
      index > authorization.indexOf("sig=") ? "/" : match,
    );
    expect(raw).toMatch(/sig=[^&]*\//);
    expect((await startTestHub().call("GET", PATH, { headers: { authorization: raw } })).status).toBe(200);
  });

  it.each<[string, () => Promise<string> | string, string]>([
    ["that is missing", () => "", "MissingToken: The authorization header was not found."],
    ["that is malformed", () => "SharedAccessSignature sr=x", "MalformedToken: The token is malformed."],
    ["of another kind", () => "Bearer x", NO_TOKEN],
    ["that is a bare key", () => developmentPolicy.primaryKey, NO_TOKEN],
    [
      "that is a connection string",
      () =>
        `Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=${developmentPolicy.primaryKey}`,
      NO_TOKEN,
    ],
    [
      "signed with another key",
      () => token({ key: "b3RoZXI=" }),
      "InvalidSignature: The token has an invalid signature.",
    ],
    [
      "of an unknown policy",
      () => token({ keyName: "Nobody" }),
      "InvalidSignature: The token has an invalid signature.",
    ],
    ["that has expired", () => token({ now: NOW - 301_000 }), "ExpiredToken: The token is expired."],
    [
      "for another hub",
      () => token({ uri: `${ORIGIN}/other` }),
      "InvalidAudience: The token is not valid for this address.",
    ],
  ])("%s is refused with 401", async (_title, make, detail) => {
    const authorization = await make();
    const reply = await startTestHub().call("GET", PATH, { headers: { authorization } });
    expect([reply.status, reply.headers.get("content-type"), detailOf(reply.body)]).toEqual([
      401,
      "application/xml; charset=utf-8",
      detail,
    ]);
    const tracking = reply.headers.get("trackingid");
    expect(reply.body).toContain(`. TrackingId:${tracking},TimeStamp:5/6/2031 7:08:09 AM +00:00</Detail>`);
  });

  it.each([
    [{ keyName: "Nobody" }, "unknown-key", "No policy has the key name (skn) of the token."],
    [{ key: "b3RoZXI=" }, "signature", "The key name (skn) of the token is that of a policy."],
  ])("with %j is noted in the log, which tells a wrong name from a wrong key", async (options, access, note) => {
    const started = startTestHub();
    await started.call("GET", PATH, { headers: { authorization: await token(options) } });
    expect(started.hub.requests.list()[0]).toMatchObject({ access, notes: [note], faulted: false });
  });

  it("that was accepted for one address is still refused for another", async () => {
    const { call } = startTestHub();
    const authorization = await token({ uri: `${ORIGIN}/demo` });
    const ask = async (path: string) =>
      (await call("GET", `${path}?api-version=2020-06`, { headers: { authorization } })).status;
    for (let turn = 0; turn < 2; turn++) {
      expect(await ask("/demo/registrations")).toBe(200);
      expect(await ask("/other/registrations")).toBe(401);
      expect(await ask("/demo2/registrations")).toBe(401);
    }
    const narrow = await token({ uri: `${ORIGIN}/demo/registrations/1` });
    const read = async (id: string) =>
      (await call("GET", `/demo/registrations/${id}?api-version=2020-06`, { headers: { authorization: narrow } }))
        .status;
    for (let turn = 0; turn < 2; turn++)
      expect([await read("1"), await read("12"), await read("2")]).toEqual([404, 401, 401]);
  });

  it("expires by the now option, whatever the hub's clock shows", async () => {
    let now = NOW;
    const started = startTestHub({ now: () => now });
    const authorization = await token();
    started.hub.clock.advance(24 * 3600);
    expect((await started.call("GET", PATH, { headers: { authorization } })).status).toBe(200);
    now += 301_000;
    expect((await started.call("GET", PATH, { headers: { authorization } })).status).toBe(401);
  });
});

describe("rights", () => {
  it.each<[Policy, string, string, number]>([
    [listen, "POST", "/demo/messages/?api-version=2020-06", 403],
    [listen, "GET", "/demo/installations/x?api-version=2020-06", 404],
    [listen, "GET", "/demo/registrations?api-version=2020-06", 403],
    [listen, "GET", "/demo/registrations?api-version=2020-06&$filter=ChannelUri eq 'x'", 200],
    [listen, "GET", "/demo/registrations?api-version=2020-06&%24filter=ChannelUri%20eq%20'x'", 200],
    // Only a query parameter with this name limits the list to one handle. Text that contains the
    // name does not.
    [listen, "GET", "/demo/registrations?api-version=2020-06&a?$filter=ChannelUri eq 'x'", 403],
    [listen, "GET", "/demo/registrations?api-version=2020-06&a=?$filter=ChannelUri eq 'x'", 403],
    [listen, "GET", "/demo/registrations?api-version=2020-06&x%26$filter=ChannelUri eq 'x'", 403],
    [listen, "GET", "/demo/registrations?$FILTER=ChannelUri eq 'x'&api-version=2020-06", 200],
    [listen, "GET", "/demo/tags/a/registrations?api-version=2020-06", 403],
    [listen, "GET", "/demo/jobs?api-version=2020-06", 403],
    [sender, "DELETE", "/demo/schedulednotifications/x?api-version=2020-06", 404],
    [sender, "GET", "/demo/messages/x?api-version=2020-06", 404],
    [sender, "GET", "/demo/installations/x?api-version=2020-06", 403],
    [sender, "GET", "/demo/feedbackcontainer?api-version=2020-06", 403],
  ])("of %o at %s %s give %i", async (policy, method, path, status) => {
    const reply = await startTestHub({ policies: [policy] }).call(method, path);
    expect(reply.status).toBe(status);
    if (status === 403) expect([reply.body, reply.headers.get("content-length")]).toEqual(["", "0"]);
  });

  it("of a policy apply to its secondary key, too", async () => {
    const { hub } = startTestHub({ policies: [sender] });
    const call = callerFor(hub, { keyName: "Sender", primaryKey: "c2Vjb25k" });
    expect((await call("GET", "/demo/messages/x?api-version=2020-06")).status).toBe(404);
  });

  it("follow a rotation at once, also for a token that was accepted before", async () => {
    const { hub, call } = startTestHub();
    const authorization = await token();
    expect((await call("GET", PATH, { headers: { authorization } })).status).toBe(200);
    hub.policies.set([{ ...developmentPolicy, primaryKey: "bmV3" }]);
    expect((await call("GET", PATH, { headers: { authorization } })).status).toBe(401);
    expect((await callerFor(hub, { ...developmentPolicy, primaryKey: "bmV3" })("GET", PATH)).status).toBe(200);
  });
});

describe("an address", () => {
  it.each([
    ["GET", "/demo/nowhere?api-version=2020-06"],
    ["GET", "/demo/messages/a/b/c?api-version=2020-06"],
    ["GET", "/%zz/registrations?api-version=2020-06"],
  ])("%s %s that does not exist in the service is 404", async (method, path) => {
    const reply = await startTestHub().call(method, path);
    expect([reply.status, detailOf(reply.body)]).toEqual([404, "No service is hosted at the specified address."]);
  });

  it("with another method is 405 and names the methods", async () => {
    const reply = await startTestHub().call("PATCH", "/demo/messages/?api-version=2020-06");
    expect([reply.status, reply.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it.each(["/DEMO/Registrations/", "/demo/REGISTRATIONS"])("is compared without case: %s", async (path) => {
    const started = startTestHub();
    await started.install("phone");
    const reply = await started.call("GET", `${path}?API-VERSION=2020-06`);
    expect(reply.body).toContain("<DeviceToken>AA11BB22</DeviceToken>");
  });

  it.each([
    ["GET", "/demo/registrations"],
    ["GET", "/demo/registrations?api-version="],
    ["POST", "/demo/messages/?test"],
    ["PUT", "/demo/installations/x"],
  ])("without an api-version is accepted: %s %s", async (method, path) => {
    const reply = await startTestHub().call(method, path, {
      headers: { "ServiceBusNotification-Format": "apple" },
      ...(method === "POST" ? { body: '{"aps":{"alert":"x"}}' } : {}),
      ...(method === "PUT" ? { body: '{"installationId":"x","platform":"apns","pushChannel":"AA"}' } : {}),
    });
    expect([200, 201]).toContain(reply.status);
    expect(reply.headers.get("location") ?? "").not.toContain("?");
  });

  it.each(["2012-03", "2014-09", "2015-01", "2015-04", "2016-07", "2017-04", "2020-06"])(
    "with the api-version %s is accepted",
    async (version) => {
      const reply = await startTestHub().call("GET", `/demo/registrations?api-version=${version}`);
      expect(reply.status).toBe(200);
    },
  );

  it.each([
    ["GET", "/demo/registrations", "2099-01"],
    ["DELETE", "/demo/installations/x", "2023-10-01-preview"],
    ["GET", "/demo/jobs", "2020-06%20"],
    ["POST", "/demo/messages/", "latest"],
  ])("with an unknown api-version is 400, with the known ones: %s %s %s", async (method, path, version) => {
    const { hub, call } = startTestHub();
    const reply = await call(method, `${path}?api-version=${version}`);
    expect([reply.status, detailOf(reply.body)]).toEqual([
      400,
      `The api-version '${decodeURIComponent(version)}' in the query string is not supported. Either remove it from the Uri or use one of '2012-03,2012-08,2013-04,2013-07,2013-08,2013-10,2014-01,2014-05,2014-08,2014-09,2015-01,2015-04,2015-08,2016-03,2016-07,2017-04,2020-06'`,
    ]);
    expect(hub.devices.list()).toEqual([]);
  });

  it("of a hub outside a fixed list is 404", async () => {
    const { call } = startTestHub({ hubs: ["demo"] });
    expect((await call("GET", "/Demo/registrations?api-version=2020-06")).status).toBe(200);
    const reply = await call("GET", "/other/registrations?api-version=2020-06");
    expect([reply.status, detailOf(reply.body)]).toEqual([404, "No service is hosted at the specified address."]);
  });
});

describe("the request log", () => {
  it("masks signatures and keeps everything else", async () => {
    const { hub, call } = startTestHub();
    await call("PUT", "/demo/installations/x?api-version=2020-06", { body: "{" });
    const [record] = hub.requests.list();
    expect(record).toMatchObject({
      id: "1",
      at: "2031-05-06T07:08:09.000Z",
      method: "PUT",
      url: `${ORIGIN}/demo/installations/x?api-version=2020-06`,
      operation: "putInstallation",
      requestBody: "{",
      status: 400,
    });
    expect(record?.requestHeaders.authorization).toMatch(
      /^SharedAccessSignature sr=[^&]+&sig=\*\*\*&se=\d+&skn=DefaultFullSharedAccessSignature$/,
    );
    expect(record?.responseBody).toContain("Installation validation failed");
  });

  it.each([
    ["a bare key", "c2VjcmV0LWtleS1vZi1hLXBvbGljeQ==", "c2VjcmV0LWtleS1vZi1hLXBvbGljeQ=="],
    ["a bearer token", "Bearer eyJhbGciOi.J9-secret", "eyJhbGciOi.J9-secret"],
    ["a key behind a scheme", "SharedAccessKey c2VjcmV0LWtleS1vZg==", "c2VjcmV0LWtleS1vZg=="],
    ["a password", "Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA=="],
    ["a short key", "abc", undefined],
    ["a token without an expiry", "SharedAccessSignature sr=x&sig=c2VjcmV0LXNpZw%3D%3D", "c2VjcmV0LXNpZw%3D%3D"],
    [
      "a token with another field",
      "SharedAccessSignature sr=x&sig=c2VjcmV0&se=1&skn=a&key=c2VjcmV0LWtleQ",
      "c2VjcmV0LWtleQ",
    ],
    [
      "a connection string",
      "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=c2VjcmV0LWtleS1jb25u",
      "c2VjcmV0LWtleS1jb25u",
    ],
  ])("masks %s in the Authorization header whole, everywhere", async (_title, authorization, secret) => {
    const { hub } = startTestHub();
    const paths: string[] = [];
    hub.events.subscribe((event) => {
      if (event.type === "request") paths.push(event.path);
    });
    const shown = secret ?? "nothing";
    hub.faults.add({ answer: { status: 400, detail: `no ${shown}`, headers: { "X-Echo": shown } }, count: 2 });
    const path = `/demo/installations/${encodeURIComponent(shown)}?api-version=2020-06&key=${encodeURIComponent(shown)}`;
    await hub.fetch(`${ORIGIN}${path}`, { method: "PUT", headers: { authorization }, body: `{"a":"${shown}"}` });
    const [record] = hub.requests.list();
    expect(record?.requestHeaders.authorization).toBe("***");
    const control = async (address: string, method = "GET") =>
      (await hub.fetch(`http://localhost/_nh/requests${address}`, { method })).text();
    const everything = [
      await control(""),
      await control("/1"),
      await control("/1/replay", "POST"),
      await control(""),
      ...paths,
    ];
    expect(everything.join("\n")).toContain(secret === undefined ? "no nothing" : "no ***");
    for (const text of everything) {
      expect(text).not.toContain(authorization);
      if (secret === undefined) continue;
      expect(text).not.toContain(secret);
      expect(text).not.toContain(encodeURIComponent(secret));
    }
  });

  it("masks the keys of policies, also of those that were replaced, in addresses, bodies and events", async () => {
    const { hub, call } = startTestHub({ policies: [{ ...sender, rights: ["Manage"] }] });
    const key = "c2Vjb25k";
    const paths: string[] = [];
    hub.events.subscribe((event) => {
      if (event.type === "request") paths.push(event.path);
    });
    await call("PUT", `/demo/installations/${key}?api-version=2020-06`, { body: `{"installationId":"${key}"}` });
    hub.policies.set([{ ...sender, rights: ["Manage"], primaryKey: "bmV3LWtleQ==", secondaryKey: "bmV3LXNlY29uZA==" }]);
    await call("GET", "/demo/installations/bmV3LWtleQ%3D%3D?api-version=2020-06");
    expect(paths).toEqual(["/demo/installations/***", "/demo/installations/***"]);
    expect(JSON.stringify(hub.requests.list())).not.toMatch(/c2Vjb25k|bmV3LWtleQ/);
  });

  it("masks a secret that begins before the end of what is shown, and ends behind it", async () => {
    const { hub, call } = startTestHub({ policies: [{ ...sender, rights: ["Manage"] }] });
    for (const before of [8180, 8189, 8192, 20_000]) {
      hub.requests.clear();
      const body = `${"x".repeat(before)}c2Vjb25k${"y".repeat(20_000)}`;
      await call("PUT", "/demo/installations/a?api-version=2020-06", { body });
      const [record] = hub.requests.list();
      expect(record?.requestBody.length).toBeGreaterThan(8100);
      expect(record?.requestBody.length).toBeLessThanOrEqual(8192);
      expect(record?.requestBody).not.toMatch(/c2/);
    }
  });

  it("drops the oldest beyond its limit", async () => {
    const { hub, call } = startTestHub({ keepRequests: 2 });
    for (const name of ["a", "b", "c"]) await call("GET", `/${name}/registrations?api-version=2020-06`);
    expect(hub.requests.list().map(({ id }) => id)).toEqual(["2", "3"]);
    expect(hub.requests.list({ limit: 1 }).map(({ id }) => id)).toEqual(["3"]);
    expect(hub.requests.list({ after: "2" }).map(({ id }) => id)).toEqual(["3"]);
    expect(hub.requests.get("1")).toBeUndefined();
  });

  it("replays a request, even when its token has expired", async () => {
    let now = NOW;
    const started = startTestHub({ now: () => now });
    await started.install("phone");
    await started.send("apple", '{"aps":{"alert":"x"}}');
    now += 24 * 3600 * 1000;
    const response = await started.hub.requests.replay("2");
    expect(response.status).toBe(201);
    expect(started.hub.deliveries.list()).toHaveLength(2);
    await expect(started.hub.requests.replay("99")).rejects.toThrow(
      new ArgumentError("id", 'The log has no request "99".'),
    );
    started.hub.requests.clear();
    expect(started.hub.requests.list()).toEqual([]);
  });
});

it("returns 500 with an error body when the hub itself fails, and notes it", async () => {
  const blobs = createMemoryBlobStore(() => 0);
  vi.spyOn(blobs, "removeContainer").mockImplementation(() => {
    throw new Error("The folder is locked.");
  });
  const { hub, call } = startTestHub({ blobs });
  await call("PUT", "/demo?api-version=2020-06", { body: encodeHubEntry({}) });
  const reply = await call("DELETE", "/demo?api-version=2020-06");
  expect([reply.status, detailOf(reply.body)]).toEqual([500, "The server encountered an internal error."]);
  expect(hub.requests.list().at(-1)?.notes).toEqual(["The hub failed: The folder is locked."]);
});

it("keeps the request log within a budget of body text", async () => {
  const { hub, call } = startTestHub();
  const handles = JSON.stringify(Array.from({ length: 1000 }, (_, index) => `${index}`.padStart(1900, "A")));
  const body = `--b\r\nContent-Disposition: inline; name=notification\r\n\r\n{}\r\n--b\r\nContent-Disposition: inline; name=devices\r\n\r\n${handles}\r\n--b--`;
  for (let turn = 0; turn < 20; turn++) {
    await call("POST", "/demo/messages/$batch?api-version=2020-06&direct", {
      headers: { "content-type": "multipart/mixed; boundary=b", "ServiceBusNotification-Format": "gcm" },
      body,
    });
  }
  const kept = hub.requests.list();
  expect(kept).toHaveLength(17);
  expect(kept.at(-1)).toMatchObject({ id: "20", status: 201 });
  expect(kept[0]?.requestBody).toHaveLength(8192);
});
