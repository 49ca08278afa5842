import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWireFormatError, type Registration, registrationHandleText, type WireFormatError } from "../../index.js";
import { encodeRegistrationFeed, encodeRegistrationResponse } from "../../server.js";
import {
  decodeRegistration,
  decodeRegistrationEntry,
  decodeRegistrationFeed,
  encodeRegistration,
  encodeRegistrationEntry,
} from "../xml-codecs.js";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), "utf8");

const common = {
  registrationId: "3600470869281718653-4685036066143092984-2",
  tags: ["team_red", "floor_2"],
  pushVariables: { lang: "en" },
};
const news = { body: '{"data":{"msg":"$(msg)"}}', name: "news" };

const natives: Registration[] = [
  { ...common, platform: "apple", handle: "00FF11EE22DD33CC44BB55AA66" },
  { ...common, platform: "fcmv1", handle: "fcm:one/two" },
  { ...common, platform: "gcm", handle: "gcm-one" },
  {
    ...common,
    platform: "windows",
    handle: "https://db3.notify.windows.com/?token=a&b=c",
    secondaryTileName: "tile one",
  },
  { ...common, platform: "windowsphone", handle: "http://db3.notify.live.net/channel", secondaryTileName: "tile one" },
  { ...common, platform: "adm", handle: "amzn1.adm-registration.v3.x" },
  { ...common, platform: "baidu", handle: { userId: "user-1", channelId: "channel-2" } },
  { ...common, platform: "xiaomi", handle: "mi+/one=" },
  {
    ...common,
    platform: "browser",
    handle: { endpoint: "https://push.example/x", p256dh: "BIPUL12D", auth: "k8JV6sjd" },
  },
];

const templates: Partial<Record<Registration["platform"], Registration["template"]>> = {
  apple: {
    body: '{"aps":{"alert":"$(msg)"}}',
    name: "news",
    expiry: "2031-05-06T07:08:09Z",
    priority: "5",
    headers: { "apns-push-type": "alert", "apns-topic": "$(topic)" },
  },
  windows: {
    body: '<toast><visual><binding template="ToastText01"><text id="1">$(msg)</text></binding></visual></toast>',
    name: "news",
    headers: { "X-WNS-Type": "wns/toast" },
  },
  windowsphone: {
    body: '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>$(msg)</wp:Text1></wp:Toast></wp:Notification>',
    name: "news",
    headers: { "X-NotificationClass": "2", "X-WindowsPhone-Target": "toast" },
  },
  baidu: { body: '{"title":"$(msg)","description":"d"}', name: "news", messageType: "1" },
};

const links = {
  id: "https://contoso.servicebus.windows.net/demo/resources/1-2-3?api-version=2020-06&$top=2",
  title: "1-2-3",
  published: "2031-05-06T07:08:09Z",
};

function refusal(work: () => unknown): WireFormatError {
  try {
    work();
  } catch (error) {
    if (isWireFormatError(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a registration in a request", () => {
  it.each(natives.map((registration) => [registration.platform, registration] as const))(
    "of %s has the exact bytes of its fixture in both directions",
    (platform, registration) => {
      expect(encodeRegistrationEntry(registration)).toBe(fixture(platform));
      expect(decodeRegistrationEntry(fixture(platform))).toStrictEqual(registration);
    },
  );

  it.each(natives.map((registration) => [registration.platform, registration] as const))(
    "with a template of %s has the exact bytes of its fixture in both directions",
    (platform, native) => {
      const registration = { ...native, template: templates[platform] ?? news } as Registration;
      expect(encodeRegistrationEntry(registration)).toBe(fixture(`${platform}-template`));
      expect(decodeRegistrationEntry(fixture(`${platform}-template`))).toStrictEqual(registration);
    },
  );

  it("omits the etag and the expiration, which belong to the service", () => {
    const xml = encodeRegistrationEntry({
      platform: "gcm",
      handle: "g",
      etag: "3",
      expirationTime: new Date(0),
      tags: [],
    });
    expect(xml).toContain('servicebus/connect"><GcmRegistrationId>g</GcmRegistrationId></GcmRegistrationDescription>');
  });

  it.each([
    ["expiry", { platform: "gcm", handle: "g", template: { body: "{}", expiry: "0" } }],
    ["priority", { platform: "windows", handle: "g", template: { body: "{}", priority: "5" } }],
    ["messageType", { platform: "apple", handle: "g", template: { body: "{}", messageType: "1" } }],
    ["headers", { platform: "fcmv1", handle: "g", template: { body: "{}", headers: { a: "b" } } }],
  ] as const)("refuses a template's %s where the platform has no place for it", (field, registration) => {
    const error = refusal(() => encodeRegistrationEntry(registration));
    expect(error.path).toBe(`template.${field}`);
    expect(error.message).toBe(
      `Unexpected registration at template.${field}: a registration for ${registration.platform} has no such field`,
    );
  });

  it("refuses a secondary tile on a platform without tiles", () => {
    const registration = { platform: "gcm", handle: "g", secondaryTileName: "t" } as unknown as Registration;
    expect(refusal(() => encodeRegistrationEntry(registration)).path).toBe("secondaryTileName");
  });

  it.each(["a,b", "", " "])("refuses the tag %j, which would not come back as one", (tag) => {
    expect(refusal(() => encodeRegistrationEntry({ platform: "gcm", handle: "g", tags: ["ok", tag] })).path).toBe(
      "Tags",
    );
  });

  it("refuses an empty handle, and a character that XML cannot hold", () => {
    expect(refusal(() => encodeRegistrationEntry({ platform: "apple", handle: "" })).path).toBe("DeviceToken");
    expect(refusal(() => encodeRegistrationEntry({ platform: "gcm", handle: "a\u0000" })).path).toBe(
      "GcmRegistrationId",
    );
  });

  it.each([
    ["headers", { template: { body: "b", headers: "X-A: b" } }, "The headers of a template"],
    ["headers", { template: { body: "b", headers: { "X-A": 1 } } }, "The headers of a template"],
    ["pushVariables", { pushVariables: ["a"] }, "The pushVariables of a registration"],
    ["pushVariables", { pushVariables: { a: { b: "c" } } }, "The pushVariables of a registration"],
  ])("refuses %s that are not strings by name: %j", (_member, more, what) => {
    const registration = { platform: "windows", handle: "https://x", ...more } as unknown as Registration;
    expect(() => encodeRegistrationEntry(registration)).toThrow(
      expect.objectContaining({
        name: "ArgumentError",
        message: `${what} must be an object whose values are strings.`,
      }),
    );
  });

  it("refuses an unknown platform", () => {
    const registration = { platform: "pager", handle: "1" } as unknown as Registration;
    expect(() => encodeRegistrationEntry(registration)).toThrow(
      expect.objectContaining({
        name: "ArgumentError",
        message:
          'Unknown platform "pager". Known platforms: apple, fcmv1, gcm, windows, windowsphone, adm, baidu, xiaomi, browser.',
      }),
    );
  });
});

describe("a registration in a response", () => {
  const registration: Registration = {
    platform: "apple",
    registrationId: "1-2-3",
    etag: "1",
    tags: ["team_red", "Template Name"],
    handle: "00FF",
    template: { body: '{"aps":{"alert":"$(msg)"}}', name: "Template Name" },
  };

  it("to reading has the exact bytes of the newest front end in both directions", () => {
    expect(encodeRegistrationResponse(registration, links)).toBe(fixture("response-stored"));
    expect(decodeRegistrationEntry(fixture("response-stored"))).toStrictEqual(registration);
  });

  it("to writing has an expiration without zone", () => {
    expect(encodeRegistrationResponse(registration, links, { written: true })).toBe(fixture("response-written"));
    expect(decodeRegistrationEntry(fixture("response-written"))).toStrictEqual(registration);
  });

  it("in a feed has the exact bytes of the newest front end in both directions", () => {
    const registrations: Registration[] = [
      {
        registrationId: "1-2-3",
        etag: "1",
        expirationTime: new Date("2031-05-07T00:00:00Z"),
        platform: "gcm",
        handle: "gcm-1",
      },
      { registrationId: "2-2-3", etag: "2", platform: "gcm", handle: "gcm-2" },
    ];
    const url = "https://contoso.servicebus.windows.net/demo/resources";
    const xml = encodeRegistrationFeed(
      {
        id: `${url}?api-version=2020-06`,
        updated: "2031-05-06T07:08:09Z",
        next: `${url}?api-version=2020-06&continuationtoken=abc`,
      },
      registrations.map((item) => ({
        registration: item,
        links: {
          id: `${url}/${item.registrationId}?api-version=2020-06`,
          title: item.registrationId ?? "",
          published: "2031-05-06T07:08:09Z",
        },
      })),
    );
    expect(xml).toBe(fixture("feed"));
    expect(decodeRegistrationFeed(fixture("feed"))).toStrictEqual({ registrations });
  });

  it("of the old front end is read, with the etag of the entry where the description has none", () => {
    expect(decodeRegistrationEntry(fixture("old-response"))).toStrictEqual({
      registrationId: "1-2-3",
      etag: "4",
      platform: "gcm",
      handle: "gcm-one",
    });
  });

  it("is read with any prefixes, in any order, with nil elements and the type in an attribute", () => {
    expect(decodeRegistrationEntry(fixture("dotnet-request"))).toStrictEqual({
      tags: ["team_red", "floor_2"],
      platform: "apple",
      handle: "00FF",
      template: { body: '{"aps":{"alert":"$(msg)"}}' },
    });
  });

  it("of an empty list is an empty list", () => {
    const xml = encodeRegistrationFeed({ id: "https://contoso/demo", updated: "2031-05-06T07:08:09Z" }, []);
    expect(decodeRegistrationFeed(xml)).toEqual({ registrations: [] });
  });
});

describe("a registration on a line", () => {
  const registration: Registration = {
    platform: "windows",
    registrationId: "1-2-3",
    etag: "7",
    expirationTime: new Date("2031-05-07T00:00:00.500Z"),
    tags: ["team_red"],
    handle: "https://db3.notify.windows.com/?token=a",
    template: { body: "<toast>\n  $(msg)\n</toast>", name: "news", headers: { "X-WNS-Type": "wns/toast" } },
  };

  it("has every field and no line break", () => {
    expect(encodeRegistration(registration)).toBe(fixture("line"));
    expect(decodeRegistration(fixture("line"))).toStrictEqual(registration);
  });

  it("keeps carriage returns and the end of a CDATA section in a template", () => {
    const body = "]]> a ]]]]> \r\n b";
    const awkward: Registration = { platform: "gcm", handle: "g", template: { body } };
    expect(decodeRegistration(encodeRegistration(awkward))).toStrictEqual(awkward);
    expect(decodeRegistrationEntry(encodeRegistrationEntry(awkward))).toStrictEqual(awkward);
    const cdata: Registration = { platform: "gcm", handle: "g", template: { body: "]]> a ]]]]>\n" } };
    expect(decodeRegistrationEntry(encodeRegistrationEntry(cdata))).toStrictEqual(cdata);
  });
});

describe("reading refuses", () => {
  const description = (name: string, inner: string) =>
    `<${name} xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">${inner}</${name}>`;

  it("an unknown kind, naming it and the known ones", () => {
    const error = refusal(() => decodeRegistration(description("PagerRegistrationDescription", "")));
    expect(error.code).toBe("NH_WIRE_UNEXPECTED");
    expect(error.message).toBe(
      'Unexpected registration at PagerRegistrationDescription: unknown kind of registration "PagerRegistrationDescription"; known are Apple, FcmV1, Gcm, Windows, Mpns, Adm, Baidu, Xiaomi, Browser, each followed by RegistrationDescription or TemplateRegistrationDescription, in the service\'s namespace',
    );
  });

  it.each([
    ["a kind in another namespace", '<AppleRegistrationDescription xmlns="urn:x"/>'],
    ["the base element without a type", description("RegistrationDescription", "")],
    ["a missing handle", description("AppleRegistrationDescription", "<Tags>a</Tags>")],
    ["half a handle", description("BaiduRegistrationDescription", "<BaiduUserId>u</BaiduUserId>")],
    [
      "a template without a body",
      description("GcmTemplateRegistrationDescription", "<GcmRegistrationId>g</GcmRegistrationId>"),
    ],
    [
      "push variables that are not JSON",
      description(
        "GcmRegistrationDescription",
        "<PushVariables>{</PushVariables><GcmRegistrationId>g</GcmRegistrationId>",
      ),
    ],
    [
      "push variables that are a list",
      description(
        "GcmRegistrationDescription",
        "<PushVariables>[]</PushVariables><GcmRegistrationId>g</GcmRegistrationId>",
      ),
    ],
    [
      "a push variable that is a number",
      description(
        "GcmRegistrationDescription",
        '<PushVariables>{"a":1}</PushVariables><GcmRegistrationId>g</GcmRegistrationId>',
      ),
    ],
    [
      "an expiration that is not a date",
      description(
        "GcmRegistrationDescription",
        "<ExpirationTime>soon</ExpirationTime><GcmRegistrationId>g</GcmRegistrationId>",
      ),
    ],
    ["an entry instead of a bare description", fixture("apple")],
    ["a document that is not XML", "hello"],
  ])("%s", (_title, xml) => {
    expect(refusal(() => decodeRegistration(xml)).document).toBe("registration");
  });

  it("an entry without content, and a feed instead of an entry", () => {
    expect(refusal(() => decodeRegistrationEntry('<entry xmlns="http://www.w3.org/2005/Atom"/>')).path).toBe(
      "entry/content",
    );
    expect(refusal(() => decodeRegistrationEntry(fixture("feed"))).path).toBe("feed");
    expect(refusal(() => decodeRegistrationFeed(fixture("apple"))).path).toBe("entry");
  });
});

describe("an expiration", () => {
  const expiring = (time: string) =>
    decodeRegistration(
      `<AdmRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><ExpirationTime>${time}</ExpirationTime><AdmRegistrationId>a</AdmRegistrationId></AdmRegistrationDescription>`,
    ).expirationTime;

  it.each([
    "9999-12-31T23:59:59.999",
    "9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59.9999999",
    "9999-12-31T23:59:59.9999999Z",
    "",
  ])("of %j means never, as every generation of the service writes it", (time) => {
    expect(expiring(time)).toBeUndefined();
  });

  it.each(["2031-05-06T07:08:09.1234567Z", "2031-05-06T07:08:09.1234567", "2031-05-06T07:08:09.123"])(
    "of %s is in UTC, with or without a zone",
    (time) => {
      expect(expiring(time)).toEqual(new Date("2031-05-06T07:08:09.123Z"));
    },
  );
});

describe("a secondary tile whose name is empty", () => {
  it("counts as absent, as for every channel of the device itself", () => {
    const xml =
      '<WindowsRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><ChannelUri>https://a/</ChannelUri><SecondaryTileName></SecondaryTileName></WindowsRegistrationDescription>';
    expect(decodeRegistration(xml)).toEqual({ platform: "windows", handle: "https://a/" });
  });
});

describe("a handle as a string", () => {
  it.each([
    ["apple", "00FF11EE22DD33CC44BB55AA66"],
    ["baidu", "user-1-channel-2"],
    ["browser", "https://push.example/x"],
  ])("of %s is %s", (platform, text) => {
    const registration = natives.find((native) => native.platform === platform);
    expect(registration && registrationHandleText(registration)).toBe(text);
  });
});

describe("properties", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1 })
    .map((value) => value.replace(/\p{Cc}|\p{Cn}|\ufffe|\uffff/gu, "x"));
  const words = fc.dictionary(text, text);

  const handle = text.map((value) => value.trim() || "x");
  const headers = fc.dictionary(fc.stringMatching(/^[Xx]-[A-Za-z-]{1,20}$/), text, { minKeys: 1 });
  const common = {
    registrationId: fc.stringMatching(/^\d{1,19}-\d{1,19}-\d$/),
    etag: fc.stringMatching(/^\d{1,5}$/),
    expirationTime: fc.date({ min: new Date(0), max: new Date("9998-01-01"), noInvalidDate: true }),
    tags: fc.array(fc.stringMatching(/^[A-Za-z0-9_@#.:-]{1,120}$/), { minLength: 1, maxLength: 60 }),
    pushVariables: words,
  };
  const plainTemplate = { body: text, name: text };

  /** Registrations of every kind, with any of the fields that the contract of the kind has. */
  const registrations: Record<Registration["platform"], fc.Arbitrary<unknown>> = {
    apple: kind("apple", handle, { ...plainTemplate, expiry: text, priority: text, headers }),
    fcmv1: kind("fcmv1", handle, plainTemplate),
    gcm: kind("gcm", handle, plainTemplate),
    adm: kind("adm", handle, plainTemplate),
    xiaomi: kind("xiaomi", handle, plainTemplate),
    windows: kind("windows", handle, { ...plainTemplate, headers }, { secondaryTileName: text }),
    windowsphone: kind("windowsphone", handle, { ...plainTemplate, headers }, { secondaryTileName: text }),
    baidu: kind("baidu", fc.record({ userId: handle, channelId: handle }), { ...plainTemplate, messageType: text }),
    browser: kind("browser", fc.record({ endpoint: handle, p256dh: handle, auth: handle }), plainTemplate),
  };

  function kind(
    platform: Registration["platform"],
    ofHandle: fc.Arbitrary<unknown>,
    template: { body: fc.Arbitrary<unknown>; [field: string]: fc.Arbitrary<unknown> },
    more: Record<string, fc.Arbitrary<unknown>> = {},
  ): fc.Arbitrary<unknown> {
    const fields = { platform: fc.constant(platform), handle: ofHandle, ...common, ...more };
    return fc.record(
      { ...fields, template: fc.record(template, { requiredKeys: ["body"] }) },
      { requiredKeys: ["platform", "handle"] },
    );
  }

  describe.each(Object.entries(registrations))("of %s", (_platform, registration) => {
    it("every field that can be written is read back the same", () => {
      fc.assert(
        fc.property(registration, (value) => {
          const written = value as Registration;
          expect(decodeRegistration(encodeRegistration(written))).toEqual(written);
          expect(decodeRegistrationEntry(encodeRegistrationResponse(written, links))).toEqual(written);
          const feed = encodeRegistrationFeed({ id: links.id, updated: links.published }, [
            { registration: written, links },
          ]);
          expect(decodeRegistrationFeed(feed).registrations).toEqual([written]);
          const { etag, expirationTime, ...requested } = written;
          expect(decodeRegistrationEntry(encodeRegistrationEntry(written))).toEqual(requested);
        }),
        { numRuns: 60 },
      );
    });
  });

  it("any string read as an entry or a feed is accepted or refused with a WireFormatError", () => {
    const pieces = fc.constantFrom(
      fixture("apple"),
      fixture("feed"),
      fixture("dotnet-request"),
      fixture("baidu-template"),
    );
    const damaged = fc
      .tuple(pieces, fc.nat(2000), fc.nat(60), fc.string())
      .map(([xml, at, length, inserted]) => xml.slice(0, at) + inserted + xml.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (xml) => {
        for (const decode of [decodeRegistrationEntry, decodeRegistrationFeed, decodeRegistration]) {
          try {
            decode(xml);
          } catch (error) {
            expect(isWireFormatError(error)).toBe(true);
          }
        }
      }),
    );
  });
});
