import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuthorizationRule,
  createRedactor,
  credentialTable,
  type HubDescription,
  isWireFormatError,
  platformWire,
  type RegistrationTtl,
  type Right,
  redactHub,
} from "../../index.js";
import { encodeHubFeed, encodeHubNameFeed, encodeHubResponse } from "../../server.js";
import { decodeHubEntry, decodeHubFeed, decodeHubNameFeed, encodeHubEntry } from "../xml-codecs.js";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), "utf8");

const pem =
  "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n";

const everything: HubDescription = {
  registrationTtl: { days: 90 },
  userMetadata: "shop & <warehouse>",
  disabled: true,
  authorizationRules: [
    {
      name: "Phones",
      rights: ["Listen"],
      primaryKey: "cGhvbmVzLXByaW1hcnktMDEyMzQ1Njc4OTAxMjM0NTY=",
      secondaryKey: "cGhvbmVzLXNlY29uZGFyeS0wMTIzNDU2Nzg5MDEyMzQ=",
    },
    {
      name: "Server",
      rights: ["Listen", "Manage", "Send"],
      primaryKey: "c2VydmVyLXByaW1hcnktMDEyMzQ1Njc4OTAxMjM0NTY=",
    },
  ],
  credentials: {
    apns: {
      environment: "production",
      key: "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgAbc=",
      keyId: "ABC123DEFG",
      bundleId: "com.contoso.shop",
      teamId: "TEAM123456",
    },
    wns: {
      packageSid: "ms-app://S-1-15-2-1",
      secretKey: "wns-secret",
      endpoint: "https://login.live.com/accesstoken.srf",
    },
    gcm: { endpoint: "https://fcm.googleapis.com/fcm/send", apiKey: "AIzaSy-legacy" },
    mpns: { certificate: "TUlJS2Z3", certificatePassword: "mpns-password" },
    adm: {
      clientId: "amzn1.application-oa2-client.1",
      clientSecret: "adm-secret",
      authTokenUrl: "https://api.amazon.com/auth/O2/token",
      sendUrlTemplate: "https://api.amazon.com/messaging/registrations/{0}/messages",
    },
    baidu: {
      apiKey: "baidu-api-key",
      secretKey: "baidu-secret",
      endpoint: "https://channel.api.duapp.com/rest/2.0/channel/channel",
    },
    fcmV1: {
      privateKey: pem,
      projectId: "contoso-shop",
      clientEmail: "push@contoso-shop.iam.gserviceaccount.com",
    },
    browser: { subject: "mailto:push@contoso.example", publicKey: "BPk1CXwXrBVq", privateKey: "vapid-private-key" },
    xiaomi: { appSecret: "xiaomi-secret", endpoint: "https://api.xmpush.xiaomi.com" },
  },
};

const times = { createdTime: "2031-07-02T18:03:10.772227Z", modifiedTime: "2031-07-02T18:03:10.7722271Z" };

const stored: HubDescription = {
  name: "shop",
  registrationTtl: { seconds: 129_600 },
  userMetadata: "",
  disabled: false,
  authorizationRules: [
    {
      name: "DefaultListenSharedAccessSignature",
      rights: ["Listen"],
      primaryKey: "bGlzdGVuLXByaW1hcnktMDEyMzQ1Njc4OTAxMjM0NTY=",
      secondaryKey: "bGlzdGVuLXNlY29uZGFyeS0wMTIzNDU2Nzg5MDEyMzQ=",
      ...times,
    },
    {
      name: "DefaultFullSharedAccessSignature",
      rights: ["Listen", "Manage", "Send"],
      primaryKey: "ZnVsbC1wcmltYXJ5LTAxMjM0NTY3ODkwMTIzNDU2Nzg=",
      ...times,
      issuerName: "contoso",
      revision: 2,
      unknownElements: ['<FutureElement a="b">kept</FutureElement>'],
    },
  ],
  credentials: {
    apns: {
      endpoint: "https://api.sandbox.push.apple.com:443/3/device",
      key: "MIGTAgEAMBMGByqGSM49",
      keyId: "ABC123DEFG",
      bundleId: "com.contoso.shop",
      teamId: "TEAM123456",
      blockedOn: "2031-07-03T00:00:00Z",
      unknownProperties: { FutureProperty: "kept" },
    },
  },
  dailyOperations: 5,
  dailyMaxActiveDevices: 1,
  dailyMaxActiveRegistrations: 12,
  dailyPushes: 7,
  dailyApiCalls: 28,
  unknownElements: [
    "<FutureCredential><Properties><Property><Name>a</Name><Value>b &amp; c</Value></Property></Properties></FutureCredential>",
    '<x xmlns="urn:other" i:nil="true"/>',
  ],
};

const links = {
  id: "https://contoso.servicebus.windows.net/shop?api-version=2020-06",
  title: "shop",
  published: "2031-07-02T18:03:10Z",
  updated: "2031-07-02T18:03:11Z",
  author: "contoso",
};
const feedLinks = {
  id: "https://contoso.servicebus.windows.net/$Resources/NotificationHubs/?api-version=2014-09&$skip=0&$top=2147483647",
  updated: "2031-07-02T18:03:12Z",
};
const nameLinks = { uuid: "1f0f6a3e-7b0e-4a55-9f6c-0d4f2a0e9b11", number: 7, updated: "2031-07-02T18:03:12Z" };

/** A request around the elements of a description. */
const requestOf = (elements: string) =>
  `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">${elements}</NotificationHubDescription></content></entry>`;

describe("a hub in a request", () => {
  it("with every credential has the exact bytes of its fixture in both directions", () => {
    expect(encodeHubEntry(everything)).toBe(fixture("request"));
    expect(decodeHubEntry(fixture("request"))).toStrictEqual(everything);
  });

  it("with a certificate for APNs and without one for MPNS has the exact bytes of its fixture in both directions", () => {
    const hub: HubDescription = {
      registrationTtl: "never",
      credentials: {
        apns: { environment: "sandbox", certificate: "TUlJTUR3SUJBekND", certificatePassword: "p12-password" },
        mpns: {},
      },
    };
    expect(encodeHubEntry(hub)).toBe(fixture("request-certificate"));
    expect(decodeHubEntry(fixture("request-certificate"))).toStrictEqual(hub);
  });

  it("is read with any prefixes and blanks, in any order, with the other names of other clients", () => {
    expect(decodeHubEntry(fixture("foreign"))).toStrictEqual({
      registrationTtl: { seconds: (365 + 60 + 3) * 86_400 + 4 * 3600 + 5 * 60 + 6.7 },
      credentials: {
        apns: { environment: "production", certificate: "TUlJ", certificatePassword: "" },
        gcm: { endpoint: "https://fcm.googleapis.com/fcm/send", apiKey: "legacy" },
        mpns: {},
        fcmV1: { privateKey: "key", projectId: "contoso-shop", clientEmail: "push@contoso.example" },
      },
    });
  });

  it("has no name and no counters", () => {
    expect(encodeHubEntry({ name: "shop", dailyPushes: 1, dailyApiCalls: 2 })).toBe(encodeHubEntry({}));
  });

  it("lists the rights of a rule in the order of the service", () => {
    const rule: AuthorizationRule = { name: "n", rights: ["Send", "Listen"], primaryKey: "k" };
    expect(encodeHubEntry({ authorizationRules: [rule] })).toContain(
      "<Rights><AccessRights>Listen</AccessRights><AccessRights>Send</AccessRights></Rights>",
    );
  });

  it.each([
    ["a token", { key: "k" }, "production", "https://api.push.apple.com:443/3/device"],
    ["a token", { key: "k" }, "sandbox", "https://api.development.push.apple.com:443/3/device"],
    ["a certificate", { certificate: "c" }, "production", "gateway.push.apple.com"],
    ["a certificate", { certificate: "c" }, "sandbox", "gateway.sandbox.push.apple.com"],
  ] as const)("with %s %j for %s delivers to %s", (_title, credential, environment, endpoint) => {
    const apns = { ...credential, environment, endpoint: "ignored" } as never;
    expect(encodeHubEntry({ credentials: { apns } })).toContain(`<Name>Endpoint</Name><Value>${endpoint}</Value>`);
  });

  it.each<[string, unknown, string]>([
    ["nothing", null, "The description of a hub must be an object."],
    ["metadata that is a number", { userMetadata: 1 }, "userMetadata must be a string."],
    ["disabled as a string", { disabled: "true" }, "disabled must be true or false."],
    ["rules that are an object", { authorizationRules: {} }, "authorizationRules must be a list."],
    [
      "a rule without a name",
      { authorizationRules: [{ rights: [], primaryKey: "k" }] },
      "The name of an authorization rule must be a non-empty string.",
    ],
    [
      "a rule without a key",
      { authorizationRules: [{ name: "n", rights: [] }] },
      "The primaryKey of an authorization rule must be a non-empty string.",
    ],
    [
      "an unknown right",
      { authorizationRules: [{ name: "n", rights: ["Write"], primaryKey: "k" }] },
      'Unknown right "Write". The rights of an authorization rule: Listen, Manage, Send.',
    ],
    ["null as a rule", { authorizationRules: [null] }, "An authorization rule must be an object."],
    ["null as a credential", { credentials: { gcm: null } }, "The credential gcm must be an object."],
    [
      "an unknown credential",
      { credentials: { fcmv1: {} } },
      'Unknown member "fcmv1" of the credentials of a hub. Known members: apns, wns, gcm, mpns, adm, baidu, fcmV1, browser, xiaomi.',
    ],
    [
      "an unknown member of a credential",
      { credentials: { gcm: { apikey: "k" } } },
      'Unknown member "apikey" of the credential gcm. Known members: endpoint, apiKey, blockedOn, unknownProperties.',
    ],
    [
      "an unknown member",
      { registrationTTL: "never" },
      'Unknown member "registrationTTL" of the description of a hub. Known members: name, registrationTtl, userMetadata, disabled, authorizationRules, credentials, dailyOperations, dailyMaxActiveDevices, dailyMaxActiveRegistrations, dailyPushes, dailyApiCalls, unknownElements.',
    ],
    [
      "an unknown member of a rule",
      { authorizationRules: [{ keyName: "n" }] },
      'Unknown member "keyName" of an authorization rule. Known members: name, rights, primaryKey, secondaryKey, createdTime, modifiedTime, issuerName, claimType, claimValue, revision, unknownElements.',
    ],
    [
      "a member that is a number",
      { credentials: { gcm: { apiKey: 1 } } },
      "GoogleApiKey of GcmCredential must be a string.",
    ],
  ])("is refused with %s", (_title, hub, message) => {
    expect(() => encodeHubEntry(hub as HubDescription)).toThrow(
      expect.objectContaining({ name: "ArgumentError", code: "NH_INVALID_ARGUMENT", message }),
    );
  });

  it.each(["<a/><b/>", "text", "<a>", "", "<a/></x><x>", "<!DOCTYPE x><a/>"])(
    "is refused with the unknown element %j",
    (element) => {
      expect(() => encodeHubEntry({ unknownElements: element as never })).toThrow(
        expect.objectContaining({ name: "ArgumentError", argument: "unknownElements" }),
      );
      expect(() => encodeHubEntry({ unknownElements: [element] })).toThrow(
        expect.objectContaining({ name: "WireFormatError", path: "unknownElements" }),
      );
    },
  );
});

describe("a hub in a response", () => {
  it("has the exact bytes of its fixture in both directions, with what is unknown", () => {
    expect(encodeHubResponse(stored, links)).toBe(fixture("response"));
    expect(decodeHubEntry(fixture("response"))).toStrictEqual(stored);
  });

  it("to an update has no date of publication", () => {
    const { published, ...updateLinks } = links;
    expect(encodeHubResponse(stored, updateLinks)).toBe(
      fixture("response").replace(`<published>${published}</published>`, ""),
    );
  });

  it("is undefined when it is the feed that stands for a missing hub", () => {
    expect(decodeHubEntry(fixture("missing"))).toBeUndefined();
  });

  it("has the bytes of its fixture again after a round trip as JSON", () => {
    const hub: HubDescription = JSON.parse(JSON.stringify(decodeHubEntry(fixture("response"))));
    expect(encodeHubResponse(hub, links)).toBe(fixture("response"));
  });

  it.each([
    ["another document", "<a/>", "entry"],
    ["another content", fixture("response").replaceAll("NotificationHubDescription", "QueueDescription"), "entry"],
    ["a duration that is not one", requestOf("<RegistrationTtl>soon</RegistrationTtl>"), "RegistrationTtl"],
    ["a status that is not one", requestOf("<Status>Active</Status>"), "Status"],
    ["a counter that is not a number", requestOf("<DailyPushes>-1</DailyPushes>"), "DailyPushes"],
    [
      "a rule without a name",
      requestOf(
        "<AuthorizationRules><AuthorizationRule><PrimaryKey>k</PrimaryKey></AuthorizationRule></AuthorizationRules>",
      ),
      "AuthorizationRule/KeyName",
    ],
    [
      "an unknown right",
      requestOf(
        "<AuthorizationRules><AuthorizationRule><Rights><AccessRights>Write</AccessRights></Rights><KeyName>n</KeyName><PrimaryKey>k</PrimaryKey></AuthorizationRule></AuthorizationRules>",
      ),
      "AuthorizationRule/Rights/AccessRights",
    ],
  ])("is refused with %s", (_title, xml, path) => {
    expect(() => decodeHubEntry(xml)).toThrow(expect.objectContaining({ name: "WireFormatError", path }));
  });
});

describe("lists of hubs", () => {
  it("with descriptions have the exact bytes of their fixture in both directions", () => {
    expect(encodeHubFeed(feedLinks, [{ hub: stored, links }])).toBe(fixture("feed"));
    expect(decodeHubFeed(fixture("feed"))).toStrictEqual({ hubs: [stored] });
  });

  it("with names have the exact bytes of their fixture in both directions", () => {
    const hubs = ["shop", "depot"].map((name) => ({ name, url: `http://contoso.servicebus.windows.net/${name}` }));
    expect(encodeHubNameFeed(nameLinks, hubs)).toBe(fixture("names"));
    expect(decodeHubNameFeed(fixture("names"))).toEqual({ names: ["shop", "depot"] });
  });

  it("without hubs have the exact bytes of their fixture in both directions", () => {
    expect(encodeHubNameFeed(nameLinks, [])).toBe(fixture("missing"));
    expect(decodeHubNameFeed(fixture("missing"))).toEqual({ names: [] });
    expect(decodeHubFeed(fixture("missing"))).toEqual({ hubs: [] });
  });

  it("are refused when they are another document, or an entry has no title", () => {
    for (const decode of [decodeHubFeed, decodeHubNameFeed]) {
      expect(() => decode(fixture("response"))).toThrow(expect.objectContaining({ path: "entry" }));
    }
    const untitled = fixture("names").replace('<title type="text">depot</title>', "");
    expect(() => decodeHubNameFeed(untitled)).toThrow(expect.objectContaining({ path: "feed/entry[2]/title" }));
  });
});

describe("the time to live of registrations", () => {
  it.each<[string, RegistrationTtl, string]>([
    ["P1D", { days: 1 }, "P1D"],
    ["P90D", { days: 90 }, "P90D"],
    ["PT36H", { seconds: 129_600 }, "P1DT12H"],
    ["PT24H", { days: 1 }, "P1D"],
    ["P1Y", { days: 365 }, "P365D"],
    ["P1M", { days: 30 }, "P30D"],
    ["PT1M", { seconds: 60 }, "PT1M"],
    ["PT0.0000001S", { seconds: 0.000_000_1 }, "PT0.0000001S"],
    ["P1DT1H1M1.5S", { seconds: 90_061.5 }, "P1DT1H1M1.5S"],
    ["P10675199D", { days: 10_675_199 }, "P10675199D"],
    ["P10675199DT2H48M5.4775807S", "never", "P10675199DT2H48M5.4775807S"],
    ["P10675200D", "never", "P10675199DT2H48M5.4775807S"],
  ])("of %s is %j, written %s", (text, ttl, written) => {
    expect(decodeHubEntry(requestOf(`<RegistrationTtl>${text}</RegistrationTtl>`))).toEqual({ registrationTtl: ttl });
    expect(encodeHubEntry({ registrationTtl: ttl })).toContain(`<RegistrationTtl>${written}</RegistrationTtl>`);
  });

  it.each(["", "P", "PT", "P1DT", "1D", "-P1D", "P1.5D", "P1W", "PT1S1M", "P1D ago"])("refuses %j", (text) => {
    expect(() => decodeHubEntry(requestOf(`<RegistrationTtl>${text}</RegistrationTtl>`))).toThrow(
      expect.objectContaining({ path: "RegistrationTtl" }),
    );
  });

  it.each([
    {},
    { days: 0 },
    { days: -1 },
    { days: "1" },
    { seconds: Number.NaN },
    { seconds: Number.POSITIVE_INFINITY },
    { days: Number.POSITIVE_INFINITY },
    { days: 1e308 },
    { days: 1e300 },
    { days: 20_000_000 },
    { days: 10_675_200 },
    { seconds: 922_337_203_685 },
    { days: 1, seconds: 1 },
    "P1D",
    90,
    true,
    null,
    "",
    0,
  ])("is not written as %j", (ttl) => {
    expect(() => encodeHubEntry({ registrationTtl: ttl as never })).toThrow(
      expect.objectContaining({
        name: "ArgumentError",
        message: 'registrationTtl must be "never", { days }, or { seconds }, more than 0 and at most 10,675,199 days.',
      }),
    );
  });
});

describe("the secrets of a hub", () => {
  const secrets = [
    ...(everything.authorizationRules ?? []).flatMap(({ primaryKey, secondaryKey }) => [primaryKey, secondaryKey]),
    ...Object.entries(credentialTable).flatMap(([kind, row]) =>
      row.secrets.map(
        (member) => Reflect.get(Reflect.get(everything.credentials ?? {}, kind), member) as string | undefined,
      ),
    ),
    "TUlJTUR3SUJBekND",
    "p12-password",
  ].filter((secret) => secret !== undefined);

  it("are masked where the document is shown, all but endpoints and identifiers", () => {
    const redact = createRedactor({});
    const shown = redact(fixture("request") + fixture("request-certificate"));
    for (const secret of secrets) expect(shown).not.toContain(secret.slice(0, 8));
    expect(shown).toContain("<Name>KeyId</Name><Value>ABC123DEFG</Value>");
    expect(shown).toContain("<Name>Endpoint</Name><Value>https://api.push.apple.com:443/3/device</Value>");
    expect(redact(fixture("response"))).toContain("<Name>FutureProperty</Name><Value>***</Value>");
  });

  it("are masked wherever they appear, given the request", () => {
    const redact = createRedactor({ request: { url: "", headers: [], body: fixture("request") } });
    for (const secret of secrets.slice(0, -2))
      expect(redact(`The value ${secret} is wrong.`)).toBe("The value *** is wrong.");
  });

  it("are masked in a copy of the description", () => {
    const shown = JSON.stringify([redactHub(everything), redactHub(stored)]);
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(shown).not.toContain("kept");
    expect(redactHub(everything)).toMatchObject({
      registrationTtl: { days: 90 },
      authorizationRules: [{ name: "Phones", rights: ["Listen"], primaryKey: "***", secondaryKey: "***" }, {}],
      credentials: {
        apns: { environment: "production", key: "***", keyId: "ABC123DEFG" },
        mpns: { certificate: "***" },
      },
    });
    expect(redactHub({})).toEqual({});
  });
});

describe("the table of credentials", () => {
  const property = (name: string) => `<Property><Name>${name}</Name><Value>the value</Value></Property>`;

  it.each(
    Object.values(credentialTable).flatMap(({ properties, secrets }) =>
      Object.entries<string>(properties).map(
        ([name, member]) => [name, (secrets as readonly string[]).includes(member)] as const,
      ),
    ),
  )("says of %s whether it is masked: %s", (name, isSecret) => {
    const redact = createRedactor({});
    expect(redact(property(name))).toBe(isSecret ? property(name).replace("the value", "***") : property(name));
    const spaced = `<p:Property>\n<p:Name> ${name} </p:Name>\n<p:Value a="b"><![CDATA[the value]]></p:Value>`;
    expect(redact(spaced)).toBe(isSecret ? spaced.replace("the value", "***") : spaced);
  });

  it("masks a property that is unknown, or whose name comes last", () => {
    const redact = createRedactor({});
    expect(redact(property("New"))).toBe(property("New").replace("the value", "***"));
    expect(redact("<Property><Value>the value</Value><Name>KeyId</Name></Property>")).toBe(
      "<Property><Value>***</Value><Name>KeyId</Name></Property>",
    );
  });

  it("has one row for each platform", () => {
    const kinds = Object.values(platformWire).map((row) => row.credential);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(credentialTable)));
    expect(kinds).toHaveLength(new Set(kinds).size);
  });
});

describe("properties", () => {
  const text = fc.string({ minLength: 1, unit: "binary" }).map((value) => value.replace(/[^\t\n\x20-\ud7ff]/gu, "x"));
  const word = fc.stringMatching(/^[A-Za-z0-9+/=._-]{1,40}$/);
  const rule: fc.Arbitrary<AuthorizationRule> = fc.record(
    {
      name: word,
      rights: fc.subarray<Right>(["Listen", "Manage", "Send"]),
      primaryKey: word,
      secondaryKey: word,
      issuerName: word,
      revision: fc.integer({ min: 1, max: 1000 }),
    },
    { requiredKeys: ["name", "rights", "primaryKey"] },
  );
  const credential = (kind: keyof typeof credentialTable) => {
    const members = Object.values(credentialTable[kind].properties) as string[];
    return fc.record(Object.fromEntries(members.map((member) => [member, text])), {
      requiredKeys: [...(credentialTable[kind].required as readonly string[])],
    });
  };
  const environment = fc.constantFrom("production", "sandbox");
  const apns = fc.oneof(
    fc.record({ environment, key: text, keyId: word, bundleId: word, teamId: word }),
    fc.record({ endpoint: fc.webUrl(), key: text, keyId: word, bundleId: word, teamId: word }),
    fc.record({ environment, certificate: word, certificatePassword: text }),
    fc.record({ endpoint: fc.webUrl(), certificate: word, certificatePassword: text, thumbprint: word }),
  );
  const kinds = (Object.keys(credentialTable) as (keyof typeof credentialTable)[]).filter((kind) => kind !== "apns");
  const hub = fc.record(
    {
      registrationTtl: fc.oneof(
        fc.constant("never" as const),
        fc.record({ days: fc.integer({ min: 1, max: 10_000_000 }) }),
        fc.record({ seconds: fc.integer({ min: 1, max: 1_000_000_000 }).filter((value) => value % 86_400 !== 0) }),
      ),
      userMetadata: text,
      disabled: fc.boolean(),
      authorizationRules: fc.array(rule, { maxLength: 3 }),
      credentials: fc
        .record({ apns, ...Object.fromEntries(kinds.map((kind) => [kind, credential(kind)])) }, { requiredKeys: [] })
        .filter((given) => Object.keys(given).length > 0),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<unknown> as fc.Arbitrary<HubDescription>;

  it("every description that is written is read back the same", () => {
    fc.assert(
      fc.property(hub, (description) => {
        expect(decodeHubEntry(encodeHubEntry(description))).toEqual(description);
        expect(decodeHubEntry(encodeHubResponse(description, links))).toEqual({ ...description, name: "shop" });
      }),
    );
  });

  it("what is unknown is written back as it was read", () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{1,8}$/).map((value) => `New${value}`);
    const element = fc.record({ name, attribute: text, content: text, other: fc.boolean() });
    fc.assert(
      fc.property(element, ({ name: local, attribute, content, other }) => {
        const escaped = (value: string) => value.replace(/[&<>"\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
        const written = `<${local}${other ? ' xmlns="urn:o"' : ""} a="${escaped(attribute)}">${escaped(content)}</${local}>`;
        const first = decodeHubEntry(requestOf(written));
        expect(first?.unknownElements).toHaveLength(1);
        expect(decodeHubEntry(encodeHubEntry(first ?? {}))).toEqual(first);
      }),
    );
  });

  it("any string is accepted or refused with a WireFormatError", () => {
    const names = ["request", "request-certificate", "response", "feed", "names", "missing", "foreign"];
    const damaged = fc
      .tuple(fc.constantFrom(...names), fc.nat(4000), fc.nat(60), fc.string())
      .map(([file, at, length, piece]) => fixture(file).slice(0, at) + piece + fixture(file).slice(at + length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (xml) => {
        for (const decode of [decodeHubEntry, decodeHubFeed, decodeHubNameFeed]) {
          try {
            decode(xml);
          } catch (error) {
            expect(isWireFormatError(error)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
