import { describe, expect, it } from "vitest";
import { callerFor, detailOf, NOW, ORIGIN, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { credentialElement, hubDocument, ruleElement } from "../fixtures/hub-document.js";
import { createMemoryStore } from "../fixtures/memory-store.js";
import { createMemoryBlobStore } from "../store/blob-store.js";

const VERSION = "?api-version=2017-04";
const PATH = `/shop${VERSION}`;
const KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const ALL = ["Listen", "Manage", "Send"];
const NO_SERVICE = "No service is hosted at the specified address.";
const EMPTY_FEED =
  '<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Publicly Listed Services</title>' +
  '<subtitle type="text">This is the list of publicly-listed services currently available.</subtitle>' +
  "<id>uuid:GUID;id=1</id><updated>2031-05-06T07:08:09Z</updated><generator>Service Bus 1.1</generator></feed>";

const put = ({ call }: TestHub, elements: readonly string[] = [], headers: Record<string, string> = {}, path = PATH) =>
  call("PUT", path, { headers, body: hubDocument(...elements) });
const update = (started: TestHub, ...elements: readonly string[]) => put(started, elements, { "if-match": "*" });

/** Keys and GUIDs are random. */
const masked = (body: string) =>
  body
    .replaceAll(/(?<=<(?:Primary|Secondary)Key>)[A-Za-z0-9+/]{43}=(?=<)/g, "KEY")
    .replaceAll(/uuid:[0-9a-f-]{36}/g, "uuid:GUID");

function rules(time: string): string {
  const rule = (name: string, rights: readonly string[]) =>
    '<AuthorizationRule i:type="SharedAccessAuthorizationRule"><ClaimType>SharedAccessKey</ClaimType><ClaimValue>None</ClaimValue>' +
    `<Rights>${rights.map((right) => `<AccessRights>${right}</AccessRights>`).join("")}</Rights>` +
    `<CreatedTime>${time}</CreatedTime><ModifiedTime>${time}</ModifiedTime><KeyName>${name}</KeyName>` +
    "<PrimaryKey>KEY</PrimaryKey><SecondaryKey>KEY</SecondaryKey></AuthorizationRule>";
  return `<AuthorizationRules>${rule("DefaultListenSharedAccessSignature", ["Listen"])}${rule("DefaultFullSharedAccessSignature", ALL)}</AuthorizationRules>`;
}

function entry(published: string, more = ""): string {
  const id = `https://contoso.servicebus.windows.net/shop${VERSION}`;
  return (
    `<entry xmlns="http://www.w3.org/2005/Atom"><id>${id}</id><title type="text">shop</title>${published}` +
    `<updated>2031-05-06T07:08:09Z</updated><author><name>contoso</name></author><link rel="self" href="${id}"/>` +
    '<content type="application/xml"><NotificationHubDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" ' +
    'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><RegistrationTtl>P10675199DT2H48M5.4775807S</RegistrationTtl>' +
    `${rules("2031-05-06T07:08:09.0000000Z")}${more}</NotificationHubDescription></content></entry>`
  );
}

describe("creating a hub", () => {
  it("returns 201 and the entry, with two policies, as recorded", async () => {
    const started = startTestHub();
    const reply = await put(started);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      201,
      "application/atom+xml; type=entry; charset=utf-8",
    ]);
    expect(masked(reply.body)).toBe(entry("<published>2031-05-06T07:08:09Z</published>"));
  });

  it("takes an empty list of rules for none", async () => {
    const reply = await put(startTestHub(), ["<AuthorizationRules></AuthorizationRules>"]);
    expect(masked(reply.body)).toBe(entry("<published>2031-05-06T07:08:09Z</published>"));
  });

  it("that exists is 409, as recorded", async () => {
    const started = startTestHub();
    await put(started);
    const reply = await put(started, [], {}, `/SHOP${VERSION}`);
    expect([reply.status, detailOf(reply.body)]).toEqual([409, "SubCode=40900. Conflict"]);
  });

  it("that a device made by its first write is 409 too", async () => {
    const started = startTestHub();
    await started.install("phone");
    expect((await put(started, [], {}, `/demo${VERSION}`)).status).toBe(409);
  });

  it("needs no content type and no title", async () => {
    const started = startTestHub();
    const reply = await started.call("PUT", PATH, { body: hubDocument(), headers: { "content-type": "" } });
    expect(reply.status).toBe(201);
  });

  it("works beside a fixed list of hubs", async () => {
    const started = startTestHub({ hubs: ["demo"] });
    const registrations = `/shop/registrations${VERSION}`;
    expect((await started.call("GET", registrations)).status).toBe(404);
    expect((await put(started)).status).toBe(201);
    expect((await started.call("GET", registrations)).status).toBe(200);
  });

  it.each([
    ["a name that no hub can have", `/a%20b${VERSION}`, hubDocument(), /^The name of a hub must have/],
    ["the name of the control API", `/_NH${VERSION}`, hubDocument(), /^The name of a hub must have/],
    [
      "what is not XML",
      PATH,
      "<PrimaryKey>hidden-key",
      /It must be an Atom entry with a NotificationHubDescription\.$/,
    ],
    ["a feed", PATH, '<feed xmlns="http://www.w3.org/2005/Atom"/>', /It must be an Atom entry, not a feed\.$/],
    [
      "a string where a number is expected",
      PATH,
      hubDocument("<Status>hidden-key</Status>"),
      /The fault is at Status\.$/,
    ],
  ])("refuses %s, and quotes nothing of it", async (_what, path, body, sentence) => {
    const reply = await startTestHub().call("PUT", path, { body });
    expect([reply.status, detailOf(reply.body)]).toEqual([400, expect.stringMatching(sentence)]);
    expect(reply.body).not.toContain("hidden-key");
  });

  const rule = (name: string, rights: readonly string[], key = KEY) =>
    `<AuthorizationRules>${ruleElement(name, rights, key)}</AuthorizationRules>`;
  const apns = (properties: Readonly<Record<string, string>>) => credentialElement("ApnsCredential", properties);
  const token = {
    Endpoint: "gateway.push.apple.com",
    Token: "key",
    KeyId: "ABCDEFGHIJ",
    AppName: "app",
    AppId: "team",
  };
  it.each(
    [
      [rule("Full", ["Manage"]), "Manage permission should also include Send and Listen."],
      [rule("Twice", ["Send", "Send"]), "The AccessRights on an Authorization Rule must be unique."],
      [
        `<AuthorizationRules>${ruleElement("A", ["Send"], KEY)}${ruleElement("A", ["Listen"], KEY)}</AuthorizationRules>`,
        "The names of the authorization rules must be unique.",
      ],
      ["<RegistrationTtl>PT23H</RegistrationTtl>", "The RegistrationTtl must be at least one day."],
      [`<UserMetadata>${"x".repeat(1025)}</UserMetadata>`, "The UserMetadata must have at most 1024 characters."],
      [apns({ ...token, Endpoint: "" }), "A valid endpoint for APNS is required."],
      [apns({ ...token, ApnsCertificate: "c" }), "Cannot set both token and certificate for APNS."],
      [
        apns({ Endpoint: "gateway.push.apple.com" }),
        "A valid set of token credentials or certificate credentials are needed.",
      ],
      [
        apns({ ...token, KeyId: "" }),
        "To use APNS token, the key id, application id and application name need to be set.",
      ],
      [
        apns({ Endpoint: "gateway.push.apple.com", ApnsCertificate: "c" }),
        "To use a certificate as the APNS credentials a CertificateKey, ApnsCertificate and Endpoint are required.",
      ],
      [
        credentialElement("WnsCredential", { PackageSid: "ms-app://S-1-15-2-1" }),
        "Only 2 properties PackageSid and SecretKey are required.",
      ],
      [
        credentialElement("WnsCredential", { PackageSid: "S-1-15-2-1", SecretKey: "s" }),
        "The PackageSid must begin with ms-app://.",
      ],
      [credentialElement("GcmCredential", {}), "Only GoogleApiKey and GcmEndpoint are required."],
      [
        credentialElement("FcmV1Credential", { ProjectId: "p" }),
        "PrivateKey, ProjectId, and ClientEmail are required.",
      ],
      [
        credentialElement("BrowserCredential", { Subject: "mailto:a@b.c" }),
        "Subject, VapidPublicKey, and VapidPrivateKey are required.",
      ],
      [credentialElement("AdmCredential", { ClientId: "c" }), "A property of the adm credential is missing."],
    ].map(([element = "", sentence = ""]) => ({ element, sentence })),
  )("refuses what is against: $sentence", async (row) => {
    const { element, sentence } = row;
    const reply = await put(startTestHub(), [element]);
    expect([reply.status, detailOf(reply.body)]).toEqual([
      400,
      `The specified resource description is invalid. ${sentence}`,
    ]);
    expect((await put(startTestHub({ strict: false }), [element])).status).toBe(201);
  });

  it("accepts Baidu without a secret key, as the .NET client does, and Windows Phone without a certificate", async () => {
    const baidu = credentialElement("BaiduCredential", { BaiduApiKey: "a" });
    expect((await put(startTestHub(), [baidu, credentialElement("MpnsCredential", {})])).status).toBe(201);
  });

  it.each([
    ["name", rule("a;b", ["Send"]), "authorizationRules[0].name must be a string without spaces and semicolons."],
    [
      "key",
      rule("Own", ["Send"], "a b"),
      "authorizationRules[0].primaryKey must be a string without spaces and semicolons.",
    ],
    ["right", rule("Own", []), "authorizationRules[0].rights must be a list of one or more of Listen, Send, Manage."],
  ])("refuses a rule whose %s no policy can have, even when it is lenient", async (_what, element, sentence) => {
    const reply = await put(startTestHub({ strict: false }), [element]);
    expect([reply.status, detailOf(reply.body)]).toEqual([
      400,
      `The specified resource description is invalid. ${sentence}`,
    ]);
  });
});

describe("reading a hub", () => {
  it("returns the entry with the counters that recordings have", async () => {
    const started = startTestHub();
    await put(started);
    const plain = await started.call("GET", PATH);
    expect(masked(plain.body)).toBe(entry("<published>2031-05-06T07:08:09Z</published>"));
    const browser = { pushChannel: "BB", templates: { a: { body: "{}" }, b: { body: "{}" } } };
    for (const [id, more] of [
      ["one", {}],
      ["two", browser],
    ] as const) {
      const body = JSON.stringify({ installationId: id, platform: "apns", pushChannel: "AA", ...more });
      await started.call("PUT", `/shop/installations/${id}?api-version=2020-06`, { body });
    }
    const counted = await started.call("GET", PATH);
    expect(counted.status).toBe(200);
    expect(counted.body).toContain(
      "</AuthorizationRules><DailyMaxActiveDevices>2</DailyMaxActiveDevices><DailyMaxActiveRegistrations>4</DailyMaxActiveRegistrations>",
    );
  });

  it("that does not exist returns 200 and an empty list, as recorded", async () => {
    const reply = await startTestHub().call("GET", PATH);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      200,
      "application/atom+xml; type=feed; charset=utf-8",
    ]);
    expect(masked(reply.body)).toBe(EMPTY_FEED);
  });

  it("returns every credential with its secrets, as the service does", async () => {
    const started = startTestHub();
    const credentials = [
      credentialElement("WnsCredential", { PackageSid: "ms-app://S-1-15-2-1", SecretKey: "secret" }),
      credentialElement("GcmCredential", { GcmEndpoint: "https://fcm.googleapis.com/fcm/send", GoogleApiKey: "key" }),
      credentialElement("AdmCredential", { ClientId: "id", ClientSecret: "secret" }),
    ];
    await put(started, credentials);
    const { body } = await started.call("GET", PATH);
    for (const credential of credentials) expect(body).toContain(credential);
  });
});

describe("updating a hub", () => {
  it("returns 200 and the entry without its creation and its counters, as recorded", async () => {
    const started = startTestHub();
    const created = await put(started);
    const list = /<AuthorizationRules>.*<\/AuthorizationRules>/.exec(created.body)?.[0] ?? "";
    const reply = await update(started, list, "<Status>true</Status>");
    expect([reply.status, masked(reply.body)]).toEqual([200, entry("", "<Status>true</Status>")]);
  });

  it("replaces the whole description and keeps what is in the hub", async () => {
    const started = startTestHub();
    await started.install("phone");
    await put(started, [], {}, `/shop${VERSION}`);
    const demo = (elements: readonly string[]) => put(started, elements, { "if-match": "*" }, `/demo${VERSION}`);
    await demo(["<UserMetadata>first</UserMetadata>", "<RegistrationTtl>P90D</RegistrationTtl>"]);
    const { body } = await demo(["<UserMetadata>second</UserMetadata>"]);
    expect(body).toContain("<RegistrationTtl>P10675199DT2H48M5.4775807S</RegistrationTtl>");
    expect(body).toContain("<UserMetadata>second</UserMetadata>");
    expect(started.hub.devices.list({ hub: "demo" })).toHaveLength(1);
  });

  it("keeps the times of rules that stay, and stamps those that change", async () => {
    const started = startTestHub();
    started.hub.clock.freeze("2031-01-01T00:00:00Z");
    const list = (key: string) =>
      `<AuthorizationRules>${ruleElement("A", ["Send"], KEY)}${ruleElement("B", ["Send"], key)}</AuthorizationRules>`;
    await put(started, [list(KEY)]);
    started.hub.clock.advance(60);
    const { body } = await update(started, list("b3RoZXI="));
    const times = [...body.matchAll(/<(CreatedTime|ModifiedTime)>([^<]+)</g)].map(
      ([, name, time]) => `${name} ${time}`,
    );
    expect(times).toEqual([
      "CreatedTime 2031-01-01T00:00:00.0000000Z",
      "ModifiedTime 2031-01-01T00:00:00.0000000Z",
      "CreatedTime 2031-01-01T00:00:00.0000000Z",
      "ModifiedTime 2031-01-01T00:01:00.0000000Z",
    ]);
  });

  it("that does not exist is 404", async () => {
    const reply = await update(startTestHub());
    expect([reply.status, detailOf(reply.body)]).toEqual([404, NO_SERVICE]);
  });
});

describe("deleting a hub", () => {
  it("returns 200 without a body, then 404, as recorded", async () => {
    const started = startTestHub();
    await put(started);
    const first = await started.call("DELETE", PATH);
    expect([first.status, first.body, first.headers.get("content-length"), first.headers.get("content-type")]).toEqual([
      200,
      "",
      "0",
      null,
    ]);
    const second = await started.call("DELETE", PATH);
    expect([second.status, detailOf(second.body)]).toEqual([404, NO_SERVICE]);
  });

  it("deletes all that is in it, also from the store, and nothing of another hub", async () => {
    const store = createMemoryStore();
    const blobs = createMemoryBlobStore(() => NOW);
    const started = startTestHub({ store, blobs, installationLagMs: 1000 });
    const { hub, call } = started;
    hub.clock.freeze("2031-05-06T07:08:09Z");
    const json = { "content-type": "application/json", "ServiceBusNotification-Format": "gcm" };
    const fill = async (name: string) => {
      await call("POST", `/${name}/registrations/?api-version=2020-06`, {
        headers: { "content-type": "application/atom+xml" },
        body:
          '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><GcmRegistrationDescription ' +
          'xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><GcmRegistrationId>handle</GcmRegistrationId>' +
          "</GcmRegistrationDescription></content></entry>",
      });
      const sent = await call("POST", `/${name}/messages/?api-version=2020-06`, { headers: json, body: '{"data":{}}' });
      const scheduled = await call("POST", `/${name}/schedulednotifications/?api-version=2020-06`, {
        headers: { ...json, "ServiceBusNotification-ScheduleTime": "2031-05-07T00:00:00" },
        body: '{"data":{}}',
      });
      expect([sent.status, scheduled.status]).toEqual([201, 201]);
      const later = JSON.stringify({ installationId: "later", platform: "gcm", pushChannel: "x" });
      await call("PUT", `/${name}/installations/later?api-version=2020-06`, { body: later });
    };
    hub.faults.add({ match: { handle: "handle" }, answer: { reason: "Unregistered" } });
    await fill("keep");
    await fill("shop");
    const kinds = (name: string) =>
      [...store.records.values()].filter((record) => record.hub.toLowerCase() === name).map(({ kind }) => kind);
    const before = kinds("keep").sort();
    expect(kinds("shop").sort()).toEqual(before);
    expect([before, [...blobs.containers()].length]).toEqual([
      ["deliveries", "goneId", "hub", "installation", "notification", "notification", "scheduled"],
      4,
    ]);
    expect((await call("DELETE", PATH)).status).toBe(200);
    expect([...blobs.containers()]).toHaveLength(2);
    expect([kinds("shop"), kinds("keep").sort()]).toEqual([[], before]);
    expect(hub.deliveries.list({ hub: "shop" })).toEqual([]);
    expect(hub.deliveries.list({ hub: "keep" })).toHaveLength(1);
    hub.clock.advance(48 * 3600);
    expect(hub.deliveries.list({ hub: "shop" })).toEqual([]);
    expect(hub.devices.list({ hub: "shop" })).toEqual([]);
    expect((await call("GET", `/shop/registrations?api-version=2020-06`)).body).not.toContain("<entry");
  });

  it("leaves a name that can be used again, with nothing of before", async () => {
    const started = startTestHub();
    await started.install("phone");
    const path = `/demo${VERSION}`;
    await started.call("DELETE", path);
    expect((await put(started, [], {}, path)).status).toBe(201);
    expect(started.hub.devices.list({ hub: "demo" })).toEqual([]);
  });
});

describe("listing hubs", () => {
  async function listed(): Promise<TestHub> {
    const started = startTestHub();
    await put(started);
    await put(started, [], {}, `/Alpha${VERSION}`);
    await started.install("phone");
    return started;
  }
  const titles = (body: string) => [...body.matchAll(/<title type="text">([^<]+)</g)].map(([, title]) => title);

  it("by name needs no api-version, as .NET's client sends it, and lists hubs of a first use", async () => {
    const { call } = await listed();
    const reply = await call("GET", "/", { headers: { "x-ms-version": "2020-06" } });
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      200,
      "application/atom+xml; type=feed; charset=utf-8",
    ]);
    const item = (name: string, id: number) =>
      `<entry><id>uuid:GUID;id=${id}</id><title type="text">${name}</title><updated>2031-05-06T07:08:09Z</updated>` +
      `<link rel="alternate" href="http://contoso.servicebus.windows.net/${name}"/></entry>`;
    expect(masked(reply.body)).toBe(
      EMPTY_FEED.replace("</feed>", `${item("Alpha", 2)}${item("demo", 3)}${item("shop", 4)}</feed>`),
    );
  });

  it("by name is an empty list in an empty hub", async () => {
    const { body } = await startTestHub().call("GET", "/", { headers: { "x-ms-version": "2020-06" } });
    expect(masked(body)).toBe(EMPTY_FEED);
  });

  it("with descriptions is what Java's client asks for", async () => {
    const { call } = await listed();
    const path = "/$Resources/NotificationHubs/?api-version=2014-09&$skip=0&$top=2147483647";
    const { status, body } = await call("GET", path);
    const self = `${ORIGIN}${path}`.replaceAll("&", "&amp;");
    expect(status).toBe(200);
    expect(body).toMatch(
      /^<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"><title type="text">NotificationHubs<\/title>/,
    );
    expect(body).toContain(`<id>${self}</id><updated>2031-05-06T07:08:09Z</updated><link rel="self" href="${self}"/>`);
    expect(body).toContain(
      `<entry xml:base="${self}"><id>${ORIGIN}/Alpha?api-version=2014-09</id><title type="text">Alpha</title>` +
        "<published>2031-05-06T07:08:09Z</published><updated>2031-05-06T07:08:09Z</updated><author><name>contoso</name></author>" +
        '<link rel="self" href="../../Alpha?api-version=2014-09"/><content type="application/xml"><NotificationHubDescription',
    );
    expect(body).toContain(
      "<RegistrationTtl>P10675199DT2H48M5.4775807S</RegistrationTtl><AuthorizationRules></AuthorizationRules><DailyMaxActiveDevices>1<",
    );
    expect(titles(body)).toEqual(["NotificationHubs", "Alpha", "demo", "shop"]);
  });

  it.each([
    ["$skip=1", ["demo", "shop"]],
    ["$top=2", ["Alpha", "demo"]],
    ["$skip=1&$top=1", ["demo"]],
    ["$skip=9", []],
  ])("takes %s", async (query, names) => {
    const { call } = await listed();
    const full = await call("GET", `/$Resources/NotificationHubs?api-version=2020-06&${query}`);
    expect(titles(full.body).slice(1)).toEqual(names);
    expect(titles((await call("GET", `/?api-version=2020-06&${query}`)).body).slice(1)).toEqual(names);
  });

  it.each(["$top=-1", "$skip=x", "$top="])("refuses %s", async (query) => {
    expect((await startTestHub().call("GET", `/?api-version=2020-06&${query}`)).status).toBe(400);
  });
});

describe("managing hubs", () => {
  const methods: [method: string, path: string][] = [
    ["GET", PATH],
    ["GET", `/${VERSION}`],
    ["GET", `/$Resources/NotificationHubs${VERSION}`],
    ["PUT", PATH],
    ["DELETE", PATH],
  ];
  const MANAGE = "Manage claim is required for this operation.";
  const SIGNATURE = "InvalidSignature: The token has an invalid signature.";
  const reply = async (
    started: TestHub,
    caller: ReturnType<typeof callerFor>,
    [method, path]: (typeof methods)[number],
  ) => {
    await put(started);
    const { status, body } = await caller(method, path, method === "PUT" ? { body: hubDocument() } : {});
    return [status, detailOf(body)];
  };

  it.each(methods)("%s %s with a wrong key is 401 in the recorded words", async (...method) => {
    const started = startTestHub();
    const caller = callerFor(started.hub, { keyName: "DefaultFullSharedAccessSignature", primaryKey: "d3Jvbmc=" });
    expect(await reply(started, caller, method)).toEqual([401, method[0] === "GET" ? MANAGE : SIGNATURE]);
  });

  it.each(methods)("%s %s with a key without Manage is 401", async (...method) => {
    const full = { keyName: "Full", rights: ["Manage"], primaryKey: KEY } as const;
    const policy = { keyName: "Sender", rights: ["Send", "Listen"], primaryKey: "c2VuZA==" } as const;
    const started = startTestHub({ policies: [full, policy] });
    expect(await reply(started, callerFor(started.hub, policy), method)).toEqual([401, MANAGE]);
  });

  it.each(methods)("%s %s with a key of the hub is 401", async (...method) => {
    const started = startTestHub();
    await put(started, [`<AuthorizationRules>${ruleElement("Own", ALL, KEY)}</AuthorizationRules>`]);
    const caller = callerFor(started.hub, { keyName: "Own", primaryKey: KEY });
    expect(await reply(started, caller, method)).toEqual([401, method[0] === "GET" ? MANAGE : SIGNATURE]);
  });

  it("with an expired token is 401 ExpiredToken, so that clients renew it", async () => {
    const { hub } = startTestHub({ now: () => Date.UTC(2040, 0) });
    const { status, body } = await callerFor(hub)("GET", PATH);
    expect([status, detailOf(body)]).toEqual([401, "ExpiredToken: The token is expired."]);
  });
});
