import { createSasToken } from "@nh/auth";
import { describe, expect, it } from "vitest";
import { callerFor, detailOf, NOW, ORIGIN, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { credentialElement, hubDocument, ruleElement } from "../fixtures/hub-document.js";
import { createMemoryStore } from "../fixtures/memory-store.js";

const VERSION = "?api-version=2020-06";
const KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const OTHER_KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

const rules = (...elements: readonly string[]) => `<AuthorizationRules>${elements.join("")}</AuthorizationRules>`;
const create = async ({ call }: TestHub, hub: string, ...elements: readonly string[]) => {
  const reply = await call("PUT", `/${hub}${VERSION}`, { body: hubDocument(...elements) });
  if (reply.status !== 201) throw new Error(`The hub was refused: ${reply.body}`);
  return reply;
};
const update = ({ call }: TestHub, hub: string, ...elements: readonly string[]) =>
  call("PUT", `/${hub}${VERSION}`, { body: hubDocument(...elements), headers: { "if-match": "*" } });

describe("the policies of a hub", () => {
  const list = (hub: string) => ["GET", `/${hub}/registrations${VERSION}`] as const;

  it("open its data plane, and that of no other hub", async () => {
    const started = startTestHub();
    await create(started, "shop", rules(ruleElement("Own", ["Listen", "Manage", "Send"], KEY)));
    await create(started, "other");
    const own = callerFor(started.hub, { keyName: "Own", primaryKey: KEY });
    expect((await own(...list("shop"))).status).toBe(200);
    expect((await own(...list("SHOP"))).status).toBe(200);
    const other = await own(...list("other"));
    expect([other.status, detailOf(other.body)]).toEqual([
      401,
      "InvalidSignature: The token has an invalid signature.",
    ]);
    expect((await started.call(...list("shop"))).status).toBe(200);
  });

  it("that a new hub gets sign with both of their keys", async () => {
    const started = startTestHub();
    const { body } = await create(started, "shop");
    const keys = [...body.matchAll(/<(?:Primary|Secondary)Key>([^<]+)</g)].map(([, key = ""]) => key);
    expect(new Set(keys).size).toBe(4);
    const statuses = await Promise.all(
      keys.map(async (primaryKey, index) => {
        const keyName = index < 2 ? "DefaultListenSharedAccessSignature" : "DefaultFullSharedAccessSignature";
        return (await callerFor(started.hub, { keyName, primaryKey })(...list("shop"))).status;
      }),
    );
    expect(statuses).toEqual([403, 403, 200, 200]);
  });

  it("grant only their own rights, also beside a policy of the namespace with the same name", async () => {
    const namespace = { keyName: "Shared", rights: ["Manage"], primaryKey: OTHER_KEY } as const;
    const started = startTestHub({ policies: [namespace] });
    await create(started, "shop", rules(ruleElement("Shared", ["Listen"], KEY)));
    const own = callerFor(started.hub, { keyName: "Shared", primaryKey: KEY });
    expect((await own(...list("shop"))).status).toBe(403);
    expect((await own("GET", `/shop/installations/x${VERSION}`)).status).toBe(404);
    expect((await started.call(...list("shop"))).status).toBe(200);
  });

  it("follow an update at once, also for a token that was accepted before", async () => {
    const started = startTestHub();
    await create(started, "shop", rules(ruleElement("Own", ["Listen", "Manage", "Send"], KEY)));
    const own = callerFor(started.hub, { keyName: "Own", primaryKey: KEY });
    expect((await own(...list("shop"))).status).toBe(200);
    await update(started, "shop", rules(ruleElement("Own", ["Listen", "Manage", "Send"], OTHER_KEY)));
    expect((await own(...list("shop"))).status).toBe(401);
    await started.call("DELETE", `/shop${VERSION}`);
    const rotated = callerFor(started.hub, { keyName: "Own", primaryKey: OTHER_KEY });
    expect((await rotated(...list("shop"))).status).toBe(401);
  });

  it("say that a token of theirs has expired", async () => {
    let now = NOW;
    const started = startTestHub({ now: () => now });
    await create(started, "shop", rules(ruleElement("Own", ["Listen"], KEY)));
    now += 24 * 3600 * 1000;
    const reply = await callerFor(started.hub, { keyName: "Own", primaryKey: KEY })(...list("shop"));
    expect([reply.status, detailOf(reply.body)]).toEqual([401, "ExpiredToken: The token is expired."]);
  });

  it("sign no token for another audience", async () => {
    const started = startTestHub();
    await create(started, "shop", rules(ruleElement("Own", ["Listen", "Manage", "Send"], KEY)));
    const token = await createSasToken({
      resourceUri: `${ORIGIN}/other`,
      keyName: "Own",
      key: KEY,
      now: () => NOW,
    });
    const reply = await started.call(...list("shop"), { headers: { authorization: token } });
    expect(reply.status).toBe(401);
  });
});

describe("a disabled hub", () => {
  const disabled = "<Status>true</Status>";

  it("refuses its data plane with 403, and can still be managed", async () => {
    const started = startTestHub();
    await started.install("phone");
    await update(started, "demo", disabled);
    for (const path of ["installations/phone", "registrations", "messages/x"]) {
      const reply = await started.call("GET", `/demo/${path}${VERSION}`);
      expect([reply.status, detailOf(reply.body)]).toEqual([403, "The notification hub is disabled."]);
    }
    await expect(started.send("apple", '{"aps":{"alert":"x"}}')).rejects.toThrow("403");
    expect((await started.call("GET", `/demo${VERSION}`)).body).toContain(disabled);
    await update(started, "demo", "<Status>false</Status>");
    expect((await started.call("GET", `/demo/installations/phone${VERSION}`)).status).toBe(200);
  });

  it("says so only to whoever has a key", async () => {
    const started = startTestHub();
    await create(started, "demo", disabled);
    const stranger = callerFor(started.hub, { keyName: "DefaultFullSharedAccessSignature", primaryKey: OTHER_KEY });
    expect((await stranger("GET", `/demo/registrations${VERSION}`)).status).toBe(401);
  });
});

describe("the RegistrationTtl of a hub", () => {
  const registration =
    '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><GcmRegistrationDescription ' +
    'xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><GcmRegistrationId>handle</GcmRegistrationId>' +
    "</GcmRegistrationDescription></content></entry>";
  const DAY = 24 * 3600;

  it("decides when a registration expires, from its last write", async () => {
    const { hub, call } = await frozen("<RegistrationTtl>P2D</RegistrationTtl>");
    const path = `/demo/registrations/1-2-3${VERSION}`;
    const put = () => call("PUT", path, { body: registration });
    expect((await put()).body).toContain("<ExpirationTime>2031-05-08T07:08:09</ExpirationTime>");
    hub.clock.advance(DAY);
    await put();
    hub.clock.advance(1.5 * DAY);
    expect((await call("GET", path)).status).toBe(200);
    hub.clock.advance(DAY);
    expect((await call("GET", path)).status).toBe(404);
  });

  it("decides when an installation without its own time expires", async () => {
    const { hub, install, call } = await frozen("<RegistrationTtl>P2D</RegistrationTtl>");
    await install("phone");
    await install("tablet", { expirationTime: "2031-06-06T00:00:00Z" });
    hub.clock.advance(3 * DAY);
    expect((await call("GET", `/demo/installations/phone${VERSION}`)).status).toBe(404);
    expect((await call("GET", `/demo/installations/tablet${VERSION}`)).status).toBe(200);
  });

  it("overrides the option, which is only the default", async () => {
    const started = startTestHub({ registrationTtlSeconds: 5 * DAY });
    expect((await create(started, "shop")).body).toContain("<RegistrationTtl>P5D</RegistrationTtl>");
    await create(started, "demo", "<RegistrationTtl>P10675199DT2H48M5.4775807S</RegistrationTtl>");
    started.hub.clock.freeze(NOW);
    await started.install("phone");
    started.hub.clock.advance(100 * DAY);
    expect(started.hub.devices.list({ hub: "demo" })).toHaveLength(1);
  });

  async function frozen(element: string): Promise<TestHub> {
    const started = startTestHub();
    started.hub.clock.freeze(NOW);
    await create(started, "demo", element);
    return started;
  }
});

describe("a format without a credential", () => {
  const fcmV1 = credentialElement("FcmV1Credential", { PrivateKey: "k", ProjectId: "p", ClientEmail: "c" });
  const sentence = (format: string) =>
    `The notification has no target applications. The notification format is ${format}. Review the credentials specified in the notification hub description and the notification format.`;
  const sending = ({ call }: TestHub, format: string, path = "messages/", headers: Record<string, string> = {}) =>
    call("POST", `/demo/${path}${path.includes("?") ? "&" : "?"}api-version=2020-06`, {
      headers: { "content-type": "application/json", "ServiceBusNotification-Format": format, ...headers },
      body: '{"data":{"a":"b"}}',
    });

  it.each([
    ["gcm", "messages/", {}],
    ["GCM", "messages/", {}],
    ["gcm", "messages/?direct", { "ServiceBusNotification-DeviceHandle": "handle" }],
    ["gcm", "messages/?test", {}],
    ["gcm", "schedulednotifications/", { "ServiceBusNotification-ScheduleTime": "2031-05-07T00:00:00" }],
  ])("is refused in the service's words: %s to %s", async (format, path, headers) => {
    const started = startTestHub();
    await create(started, "demo", fcmV1);
    const reply = await sending(started, format, path, headers);
    expect([reply.status, detailOf(reply.body)]).toEqual([400, sentence("gcm")]);
  });

  it("is refused in a batch", async () => {
    const started = startTestHub();
    await create(started, "demo", fcmV1);
    const part = (name: string, body: string) => `--b\r\nContent-Disposition: inline; name=${name}\r\n\r\n${body}\r\n`;
    const reply = await started.call("POST", `/demo/messages/$batch${VERSION}&direct`, {
      headers: { "content-type": "multipart/mixed; boundary=b", "ServiceBusNotification-Format": "apple" },
      body: `${part("notification", '{"aps":{"alert":"x"}}')}${part("devices", '["AA"]')}--b--`,
    });
    expect([reply.status, detailOf(reply.body)]).toEqual([400, sentence("apple")]);
  });

  it("is refused no longer once the credential is there", async () => {
    const started = startTestHub();
    await create(started, "demo", fcmV1);
    await update(started, "demo", fcmV1, credentialElement("GcmCredential", { GoogleApiKey: "k" }));
    expect((await sending(started, "gcm")).status).toBe(201);
  });

  it("is accepted by a hub without any credential, and a template is accepted by every hub", async () => {
    const started = startTestHub();
    await create(started, "demo");
    expect((await sending(started, "gcm")).status).toBe(201);
    await update(started, "demo", fcmV1);
    const template = await started.call("POST", `/demo/messages/${VERSION}`, {
      headers: { "content-type": "application/json", "ServiceBusNotification-Format": "template" },
      body: '{"a":"b"}',
    });
    expect(template.status).toBe(201);
  });
});

describe("the description of a hub", () => {
  const elements = [
    "<UserMetadata>kept</UserMetadata>",
    credentialElement("AdmCredential", { ClientId: "id", ClientSecret: "adm-secret" }),
    "<FutureElement>unknown</FutureElement>",
  ];
  const read = async ({ call }: TestHub) => (await call("GET", `/shop${VERSION}`)).body;

  it("outlives the process, with keys that still open the hub", async () => {
    const store = createMemoryStore();
    const first = startTestHub({ store });
    await create(first, "shop", ...elements, rules(ruleElement("Own", ["Listen"], KEY)));
    const before = await read(first);
    first.hub.close();
    const second = startTestHub({ store });
    expect(await read(second)).toBe(before);
    expect(before).toContain("<FutureElement");
    const own = callerFor(second.hub, { keyName: "Own", primaryKey: KEY });
    expect((await own("GET", `/shop/installations/x${VERSION}`)).status).toBe(404);
  });

  it("is in a snapshot, with its secrets", async () => {
    const first = startTestHub();
    await create(first, "shop", ...elements);
    const second = startTestHub();
    await second.hub.snapshot.import(first.hub.snapshot.export());
    expect(await read(second)).toBe(await read(first));
    expect(await read(second)).toContain("adm-secret");
  });

  it.each([
    { description: {}, createdAtMs: "x", updatedAtMs: 1 },
    { description: { tag: 1 }, createdAtMs: 1, updatedAtMs: 1 },
    { description: null, createdAtMs: 1, updatedAtMs: 1 },
    {
      description: { authorizationRules: [{ name: "a", rights: [], primaryKey: "k" }] },
      createdAtMs: 1,
      updatedAtMs: 1,
    },
  ])("is refused when a snapshot has damaged it: %j", async (value) => {
    const { hub } = startTestHub();
    const records = [{ hub: "shop", kind: "hub", id: "shop", value }];
    const text = JSON.stringify({ format: "nh-hub-snapshot", version: 1, at: "2031-01-01T00:00:00Z", records });
    await expect(hub.snapshot.import(text)).rejects.toThrow('The hub "shop" is damaged.');
  });

  it("never shows its secrets in the log of requests, in replays and in events", async () => {
    const started = startTestHub();
    const seen: string[] = [];
    started.hub.events.subscribe((event) => seen.push(JSON.stringify(event)));
    const secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";
    const hidden = credentialElement("AdmCredential", { ClientId: "shown-id", ClientSecret: secret });
    const odd = hidden.replace(secret, `<!-- -->${secret}`);
    const documents = [hidden, odd, rules(ruleElement("Own", ["Listen"], secret)), `<Bad>${secret}`];
    for (const [index, document] of documents.entries()) {
      await started.call("PUT", `/hub${index}${VERSION}`, { body: hubDocument(document) });
      await started.call("GET", `/hub${index}${VERSION}`);
    }
    await started.call("GET", `/$Resources/NotificationHubs${VERSION}`);
    const control = async (method: string, path: string) =>
      (await started.hub.fetch(new Request(`${ORIGIN}/_nh/requests${path}`, { method }))).text();
    const logged = await control("GET", "");
    const last = started.hub.requests.list().at(-1)?.id ?? "";
    const shown = [logged, await control("GET", `/${last}`), await control("POST", `/${last}/replay`), ...seen].join();
    expect(shown.includes(secret)).toBe(false);
    expect(shown).toContain("shown-id");
    const listed = await started.call("GET", `/$Resources/NotificationHubs${VERSION}`);
    expect(listed.body).toContain(secret);
  });
});
