import { describe, expect, it } from "vitest";
import { detailOf, NOW, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { createMemoryStore } from "../fixtures/memory-store.js";

const ATOM = { "content-type": "application/atom+xml;type=entry;charset=utf-8" };
const NS =
  'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"';

const entry = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">${content}</content></entry>`;
const apple = (tags = "likes_football,likes_hockey", token = "00fc13adff") =>
  entry(
    `<AppleRegistrationDescription ${NS}>${tags === "" ? "" : `<Tags>${tags}</Tags>`}<DeviceToken>${token}</DeviceToken></AppleRegistrationDescription>`,
  );

const create = async (started: TestHub, body = apple()) => {
  const reply = await started.call("POST", "/demo/registrations/?api-version=2020-06", { headers: ATOM, body });
  return { ...reply, id: /<RegistrationId>([^<]+)</.exec(reply.body)?.[1] ?? "" };
};

describe("creating an id", () => {
  it("returns an absolute https address in Location, even over http", async () => {
    const { call } = startTestHub();
    const reply = await call("POST", "/demo/registrationIDs/?api-version=2020-06", { origin: "http://127.0.0.1:7447" });
    expect(reply.status).toBe(201);
    expect(reply.body).toBe("");
    expect(reply.headers.get("content-type")).toBe("application/atom+xml; type=entry; charset=utf-8");
    expect(reply.headers.get("location")).toMatch(
      /^https:\/\/127\.0\.0\.1:7447\/demo\/registrationids\/\d{1,19}-\d{1,19}-[123]$/,
    );
    expect(reply.headers.has("strict-transport-security")).toBe(false);
  });
});

describe("creating a registration", () => {
  it("returns 200 with the entry as the newest front end writes it", async () => {
    const reply = await create(startTestHub());
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("application/atom+xml; type=entry; charset=utf-8");
    expect(reply.headers.has("etag")).toBe(false);
    const address = `https://contoso.notificationhub.windows.net/demo/registrations/${reply.id}?api-version=2020-06`;
    expect(reply.body).toBe(
      `<entry p1:etag="W/&quot;1&quot;" xmlns:p1="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns="http://www.w3.org/2005/Atom"><id>${address}</id>` +
        `<title type="text">${reply.id}</title><published>2031-05-06T07:08:09Z</published><updated>2031-05-06T07:08:09Z</updated><link rel="self" href="${address}" />` +
        `<content type="application/xml"><AppleRegistrationDescription ${NS}><ETag>1</ETag><ExpirationTime>9999-12-31T23:59:59.9999999</ExpirationTime>` +
        `<RegistrationId>${reply.id}</RegistrationId><Tags>likes_football,likes_hockey</Tags><DeviceToken>00FC13ADFF</DeviceToken></AppleRegistrationDescription></content></entry>`,
    );
  });

  it("makes it reachable by its tags", async () => {
    const started = startTestHub();
    const { id } = await create(started);
    await started.send("apple", "{}", { "ServiceBusNotification-Tags": "LIKES_hockey" });
    expect(started.hub.deliveries.list()).toMatchObject([
      { registrationId: id, installationId: null, handle: "00FC13ADFF", tags: ["likes_football", "likes_hockey"] },
    ]);
  });

  it.each([
    [
      "an unknown element",
      entry(`<FcmRegistrationDescription ${NS}/>`),
      /^The specified resource description is invalid\. /,
    ],
    ["malformed XML", "<entry", /^The specified resource description is invalid\. /],
    ["an empty body", "", /^The specified resource description is invalid\. /],
    ["a DTD", `<!DOCTYPE a [<!ENTITY b "c">]>${apple()}`, /^The specified resource description is invalid\. /],
    ["no handle", entry(`<AppleRegistrationDescription ${NS}/>`), /^The specified resource description is invalid\. /],
    [
      "a bad tag",
      apple("a b"),
      /^An invalid tag\(s\) 'a b' was supplied\. Valid tag characters are alphanumeric, _, @, -, \., : and #\.$/,
    ],
    ["an automatic tag", apple("$InstallationId:{x}"), /^Tags can not start with \$\.$/],
    [
      "61 tags",
      apple(Array.from({ length: 61 }, (_, index) => `t${index}`).join(",")),
      /^A device can have at most 60 tags. This one has 61\.$/,
    ],
    [
      "a broken template",
      entry(
        `<GcmTemplateRegistrationDescription ${NS}><GcmRegistrationId>g</GcmRegistrationId><BodyTemplate>{"a":"$(x"}</BodyTemplate></GcmTemplateRegistrationDescription>`,
      ),
      /^The body template is invalid\. /,
    ],
    [
      "a template that is not JSON",
      entry(
        `<GcmTemplateRegistrationDescription ${NS}><GcmRegistrationId>g</GcmRegistrationId><BodyTemplate>hello</BodyTemplate></GcmTemplateRegistrationDescription>`,
      ),
      /^The body template must be a JSON object, or/,
    ],
  ])("with %s is refused", async (_title, body, detail) => {
    const reply = await create(startTestHub(), body);
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(detail);
  });
});

describe("putting a registration", () => {
  const path = (id: string) => `/demo/registrations/${id}?api-version=2020-06`;
  const put = (started: TestHub, id: string, headers = {}, body = apple()) =>
    started.call("PUT", path(id), { headers: { ...ATOM, ...headers }, body });

  it("under an id that the caller chooses creates it and counts its versions", async () => {
    const started = startTestHub();
    const first = await put(started, "123-234-1");
    expect([first.status, /<ETag>(\d+)</.exec(first.body)?.[1]]).toEqual([200, "1"]);
    const second = await put(started, "123-234-1", {}, apple("other"));
    expect([second.status, /<ETag>(\d+)</.exec(second.body)?.[1]]).toEqual([200, "2"]);
    expect(second.body).toContain('p1:etag="W/&quot;2&quot;"');
    await started.send("apple", "{}", { "ServiceBusNotification-Tags": "likes_hockey" });
    expect(started.hub.deliveries.list()).toEqual([]);
  });

  it.each(["*", '"*"', '"1"', 'W/"1"', "1"])("with If-Match: %s updates version 1", async (ifMatch) => {
    const started = startTestHub();
    await put(started, "1-2-3");
    expect((await put(started, "1-2-3", { "If-Match": ifMatch })).status).toBe(200);
  });

  it("with If-Match and another version is refused with 412", async () => {
    const started = startTestHub();
    await put(started, "1-2-3");
    const reply = await put(started, "1-2-3", { "If-Match": '"2"' });
    expect([reply.status, detailOf(reply.body)]).toEqual([
      412,
      "The ETag does not match the registration's current version.",
    ]);
  });

  it("with a malformed If-Match is refused in the service's words", async () => {
    const reply = await put(startTestHub(), "1-2-3", { "If-Match": "banana" });
    expect([reply.status, detailOf(reply.body)]).toEqual([
      412,
      'The ETag header is either missing or invalid. It should be "*", or a quoted ETag.',
    ]);
  });

  it("with If-Match is 404 when it does not exist", async () => {
    expect((await put(startTestHub(), "1-2-3", { "If-Match": "*" })).status).toBe(404);
  });

  it("whose body names another id is refused", async () => {
    const body = entry(
      `<AppleRegistrationDescription ${NS}><RegistrationId>9-9-9</RegistrationId><DeviceToken>AA</DeviceToken></AppleRegistrationDescription>`,
    );
    expect((await put(startTestHub(), "1-2-3", {}, body)).status).toBe(400);
  });

  it("that an installation made is refused", async () => {
    const started = startTestHub();
    await started.install("phone");
    const id = started.hub.devices.list()[0]?.registrationIds[0] ?? "";
    const reply = await put(started, id, {}, apple(""));
    expect([reply.status, detailOf(reply.body)]).toEqual([
      400,
      "The registration belongs to an installation. Change the installation instead.",
    ]);
  });

  it("under an id that a platform has declared dead is 410", async () => {
    const started = startTestHub();
    await put(started, "1-2-3");
    started.hub.faults.add({ answer: { reason: "Unregistered" } });
    await started.send("apple", "{}");
    expect((await started.call("GET", path("1-2-3"))).status).toBe(404);
    const reply = await put(started, "1-2-3");
    expect([reply.status, detailOf(reply.body)]).toEqual([410, "The registration id can no longer be used."]);
  });
});

describe("reading a registration", () => {
  it("returns the entry with the path of a resource and an expiration in UTC", async () => {
    const started = startTestHub();
    const { id } = await create(started);
    const reply = await started.call("GET", `/demo/registrations/${id}?api-version=2020-06`);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/xml"]);
    const address = `https://contoso.servicebus.windows.net/demo/resources/${id}?api-version=2020-06`;
    expect(reply.body).toContain(`<id>${address}</id>`);
    expect(reply.body).toContain("<ExpirationTime>9999-12-31T23:59:59.9999999Z</ExpirationTime>");
  });

  it("that does not exist is 404 without a sentence, as recorded", async () => {
    const reply = await startTestHub().call("GET", "/demo/registrations/1-2-3?api-version=2020-06");
    expect(reply.status).toBe(404);
    expect(reply.headers.get("content-type")).toBe("application/xml; charset=utf-8");
    expect(reply.body).toMatch(
      /^<Error xmlns:i="[^"]+"><Code>404<\/Code><Detail>\. TrackingId:[0-9a-f-]{36},TimeStamp:5\/6\/2031 7:08:09 AM \+00:00<\/Detail><\/Error>$/,
    );
  });
});

describe("deleting a registration", () => {
  it("returns 200 and ends its pushes", async () => {
    const started = startTestHub();
    const { id } = await create(started);
    const reply = await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`, {
      headers: { "If-Match": "*" },
    });
    expect([reply.status, reply.headers.get("content-length")]).toEqual([200, "0"]);
    await started.send("apple", "{}");
    expect(started.hub.deliveries.list()).toEqual([]);
    const again = await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`, {
      headers: { "If-Match": "*" },
    });
    expect(again.status).toBe(404);
  });

  it("of another version is 412", async () => {
    const started = startTestHub();
    const { id } = await create(started);
    const reply = await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`, {
      headers: { "If-Match": '"7"' },
    });
    expect(reply.status).toBe(412);
  });

  it.each([
    ["*", 200],
    ['W/"1"', 200],
    ['"7"', 412],
  ])("of an installation's registration follows If-Match %s", async (ifMatch, status) => {
    const started = startTestHub();
    await started.install("phone");
    const id = started.hub.devices.list()[0]?.registrationIds[0] ?? "";
    const reply = await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`, {
      headers: { "If-Match": ifMatch },
    });
    expect(reply.status).toBe(status);
    await started.send("apple", "{}");
    expect(started.hub.deliveries.list()).toHaveLength(status === 200 ? 0 : 1);
    const read = await started.call("GET", "/demo/installations/phone?api-version=2020-06");
    expect(read.status).toBe(status === 200 ? 404 : 200);
  });

  it("of an installation's registration leaves the others, until the installation is written again", async () => {
    const store = createMemoryStore();
    const started = startTestHub({ store });
    const templates = { t: { body: '{"aps":{"alert":"$(m)"}}' } };
    await started.install("phone", { templates });
    const native = started.hub.devices.list()[0]?.registrationIds[0] ?? "";
    const reply = await started.call("DELETE", `/demo/registrations/${native}?api-version=2020-06`, {
      headers: { "If-Match": "*" },
    });
    expect(reply.status).toBe(200);
    const again = await started.call("DELETE", `/demo/registrations/${native}?api-version=2020-06`, {
      headers: { "If-Match": "*" },
    });
    expect(again.status).toBe(404);
    const restarted = startTestHub({ store });
    for (const { hub, send } of [started, restarted]) {
      hub.deliveries.clear();
      await send("apple", "{}");
      await send("template", '{"m":"x"}');
      expect(hub.deliveries.list().map(({ template }) => template)).toEqual(["t"]);
    }
    await restarted.install("phone", { templates });
    restarted.hub.deliveries.clear();
    await restarted.send("apple", "{}");
    expect(restarted.hub.deliveries.list().map(({ template }) => template)).toEqual([null]);
  });

  it("of every registration in a list, as Azure's samples clean up, leaves nothing", async () => {
    const started = startTestHub();
    await started.install("phone", { templates: { t: { body: '{"aps":{"alert":"$(m)"}}' } } });
    await started.install("win", {
      platform: "wns",
      pushChannel: "https://w/1",
      secondaryTiles: { tile: { pushChannel: "https://w/2" } },
    });
    await create(started);
    const { body } = await started.call("GET", "/demo/registrations?api-version=2020-06");
    const listed = [...body.matchAll(/<RegistrationId>([^<]+)</g)].map(([, id]) => id);
    expect(listed).toHaveLength(5);
    for (const id of listed) {
      const reply = await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`, {
        headers: { "If-Match": "*" },
      });
      expect(reply.status).toBe(200);
    }
    expect(started.hub.devices.list()).toEqual([]);
  });

  it.each([
    [true, 412],
    [false, 200],
  ])("without If-Match by a hub with strict %s is %i", async (strict, status) => {
    const started = startTestHub({ strict });
    const { id } = await create(started);
    expect((await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`)).status).toBe(status);
  });
});

describe("the handle of a registration", () => {
  const NOT_HEX = "One or more characters in device token is not a hexadecimal digit.";
  const kinds = {
    Apple: (token: string) =>
      entry(`<AppleRegistrationDescription ${NS}><DeviceToken>${token}</DeviceToken></AppleRegistrationDescription>`),
    AppleTemplate: (token: string) =>
      entry(
        `<AppleTemplateRegistrationDescription ${NS}><DeviceToken>${token}</DeviceToken><BodyTemplate><![CDATA[{"aps":{"alert":"$(m)"}}]]></BodyTemplate></AppleTemplateRegistrationDescription>`,
      ),
  };

  it.each([
    ["brackets", "&lt;00fc13ad ff785122&gt;", NOT_HEX],
    ["blanks", "00fc13ad ff785122", NOT_HEX],
    ["dashes", "00fc13ad-ff785122", NOT_HEX],
    ["Base64", "APwTrf94USI=", NOT_HEX],
    ["the description of an object", "{length = 32, bytes = 0x00fc13ad ... ff785122 }", NOT_HEX],
    ["a token of FCM", "dHk1:APA91bG73DUPKup", NOT_HEX],
    ["an odd number of digits", "00fc1", "Device token is either empty OR it has odd number of nibbles."],
  ])("of APNs with %s is refused", async (_title, token, detail) => {
    for (const body of Object.values(kinds).map((kind) => kind(token))) {
      const started = startTestHub();
      const posted = await create(started, body);
      const path = "/demo/registrations/1-1-1?api-version=2020-06";
      const written = await started.call("PUT", path, { headers: ATOM, body });
      expect([posted.status, detailOf(posted.body)]).toEqual([400, detail]);
      expect([written.status, detailOf(written.body)]).toEqual([400, detail]);
      expect((await create(startTestHub({ strict: false }), body)).status).toBe(200);
    }
  });

  it("may be anything on other platforms", async () => {
    const body = entry(
      `<GcmRegistrationDescription ${NS}><GcmRegistrationId>dHk1:APA91bG73DUPKup</GcmRegistrationId></GcmRegistrationDescription>`,
    );
    expect((await create(startTestHub(), body)).status).toBe(200);
  });

  it.each([
    ["Windows", "https://some.url", "https://some.url/"],
    ["Windows", "HTTPS://Some.URL:443/A?b=c%2b1", "https://some.url/A?b=c%2b1"],
    ["Mpns", "https://some.url", "https://some.url/"],
    ["Windows", "no address", "no address"],
  ])("of %s comes back as the address that it is: %s", async (kind, channel, expected) => {
    const started = startTestHub();
    const reply = await create(
      started,
      entry(
        `<${kind}RegistrationDescription ${NS}><ChannelUri>${channel}</ChannelUri></${kind}RegistrationDescription>`,
      ),
    );
    expect(reply.body).toContain(`<ChannelUri>${expected}</ChannelUri>`);
    const read = await started.call("GET", `/demo/registrations/${reply.id}?api-version=2020-06`);
    expect(read.body).toContain(`<ChannelUri>${expected}</ChannelUri>`);
  });
});

describe("a browser's registration", () => {
  const endpoint = "<Endpoint>https://push.example/1</Endpoint>";
  const key = "<P256DH>B</P256DH>";
  const auth = "<Auth>k</Auth>";
  const template = '<BodyTemplate><![CDATA[{"title":"$(m)"}]]></BodyTemplate>';
  const browser = (content: string, kind = "Browser") =>
    `<${kind}RegistrationDescription ${NS}>${content}</${kind}RegistrationDescription>`;
  const fault = (line: number, position: number, name: string, expected: string) =>
    `Failed to parse RegistrationDescription Error in line ${line} position ${position}. 'Element' '${name}' from namespace 'http://schemas.microsoft.com/netservices/2010/10/servicebus/connect' is not expected. Expecting element '${expected}'.`;

  it.each([
    ["Auth before P256DH", browser(endpoint + auth + key), "Auth", "P256DH"],
    ["Auth first", browser(auth + endpoint + key), "Auth", "Endpoint"],
    ["P256DH first", browser(key + endpoint + auth), "P256DH", "Endpoint"],
    ["no P256DH", browser(endpoint + auth), "Auth", "P256DH"],
    ["a template before Auth", browser(endpoint + key + template + auth, "BrowserTemplate"), "BodyTemplate", "Auth"],
    [
      "the base element",
      `<RegistrationDescription ${NS} i:type="BrowserRegistrationDescription">${endpoint}${auth}${key}</RegistrationDescription>`,
      "Auth",
      "P256DH",
    ],
  ])("with %s is refused, with the place", async (_title, content, name, expected) => {
    const body = entry(content);
    const position = body.indexOf(`<${name}>`) + 2;
    const reply = await create(startTestHub(), body);
    expect([reply.status, detailOf(reply.body)]).toEqual([400, fault(1, position, name, expected)]);
    const broken = await create(startTestHub(), body.replace(`<${name}>`, `\n  <${name}>`));
    expect(detailOf(broken.body)).toBe(fault(2, 4, name, expected));
  });

  it.each([
    ["native", browser(`<Tags>a</Tags>${endpoint}${key}${auth}`)],
    ["a template", browser(endpoint + key + auth + template, "BrowserTemplate")],
  ])("in the order of the contract is accepted: %s", async (_title, content) => {
    expect((await create(startTestHub(), entry(content))).status).toBe(200);
  });

  it("is accepted in any order by a hub that is not strict", async () => {
    const reply = await create(startTestHub({ strict: false }), entry(browser(auth + key + endpoint)));
    expect(reply.status).toBe(200);
  });
});

describe("expiry", () => {
  it("happens as time passes, too", async () => {
    let now = NOW;
    const started = startTestHub({ now: () => now, registrationTtlSeconds: 60 });
    await create(started);
    now += 60_000;
    await started.send("apple", "{}");
    expect(started.hub.deliveries.list()).toEqual([]);
    expect(started.hub.devices.list()).toEqual([]);
  });

  it("removes a registration when the hub's clock has passed its time to live", async () => {
    const started = startTestHub({ registrationTtlSeconds: 86_400 });
    const { id, body } = await create(started);
    expect(body).toContain(`<ExpirationTime>${new Date(NOW + 86_400_000).toISOString().slice(0, 19)}</ExpirationTime>`);
    started.hub.clock.advance(86_399);
    expect((await started.call("GET", `/demo/registrations/${id}?api-version=2020-06`)).status).toBe(200);
    started.hub.clock.advance(1);
    expect((await started.call("GET", `/demo/registrations/${id}?api-version=2020-06`)).status).toBe(404);
  });
});
