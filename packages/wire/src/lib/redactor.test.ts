import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, platformWire, writeBatch } from "../index.js";

const handle = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const channel = "https://db3.notify.windows.com/?token=AgYAAAD%2fo'brien&x=1";
const signature = "kHGDk32kAQ/VC+9x0Pp5bQnY4Zr1vWm8sTt2uXyZabc=";
const token = `SharedAccessSignature sr=https%3A%2F%2Fns%2Fdemo&sig=${encodeURIComponent(signature)}&se=1893456000&skn=Full`;

describe("createRedactor", () => {
  it.each([
    [`The device ${handle} is unknown.`, "The device 00fc13…e8f0 is unknown."],
    [`The device ${handle.toUpperCase()} is unknown.`, "The device 00fc13…e8f0 is unknown."],
    [`id_${handle}_v2`, "id_00fc13…e8f0_v2"],
  ])("shortens the handle in %s", (text, expected) => {
    expect(createRedactor({ handles: [handle] })(text)).toBe(expected);
  });

  it.each([
    ["as it is", signature],
    ["percent-encoded", encodeURIComponent(signature)],
    ["percent-encoded in small letters", encodeURIComponent(signature).toLowerCase()],
    ["percent-encoded twice", encodeURIComponent(encodeURIComponent(signature))],
    ["escaped for HTML", signature.replaceAll("+", "&#43;").replaceAll("/", "&#x2F;").replaceAll("=", "&equals;")],
    ["escaped for JSON", signature.replaceAll("/", "\\/").replaceAll("+", "\\u002b").replaceAll("=", "\\u003D")],
    ["with its plus signs decoded as blanks", signature.replaceAll("+", " ")],
  ])("masks the signature of its token %s", (_title, text) => {
    const redact = createRedactor({ secrets: [token] });
    for (const shown of [text, `sig = ${text}`, `sig="${text}"`, `sig&#61;${text}`, `the value ${text}, which`]) {
      expect(redact(shown)).toBe(shown.replace(text, "***"));
    }
  });

  it("keeps the readable parts of a SAS token, and masks any other token as a whole", () => {
    expect(createRedactor({ secrets: [token] })(`${token} was refused`)).toBe(
      "SharedAccessSignature sr=https%3A%2F%2Fns%2Fdemo&sig=***&se=1893456000&skn=Full was refused",
    );
    const redact = createRedactor({ secrets: ["Bearer abc.def"] });
    expect(redact("authorization: Bearer abc.def")).toBe("authorization: ***");
    expect(redact("the token abc.def")).toBe("the token ***");
  });

  it("shortens each part of the handles of browsers and of Baidu", () => {
    const browser = {
      endpoint: "https://push.example/abcdef0123",
      p256dh: "BIPUL12DLfytvTajnryr2P",
      auth: "k8JV6sjdbhAi1n3_LDBLvA",
    };
    const redact = createRedactor({ handles: [browser, { userId: "1234567890123", channelId: "9876543210987" }] });
    expect(redact(`${browser.endpoint} ${browser.p256dh} ${browser.auth} 1234567890123-9876543210987`)).toBe(
      "https:…0123 BIPUL1…yr2P *** 123456…0123-987654…0987",
    );
  });

  it("shortens the longest handle first, where one contains another", () => {
    const redact = createRedactor({ handles: [handle.slice(0, 32), handle] });
    expect(redact(handle)).toBe("00fc13…e8f0");
  });

  it("masks secrets and handles, known or not, wherever the protocol has them", () => {
    const redact = createRedactor({});
    expect(redact(`<DeviceToken>${handle}</DeviceToken> sig=abc&se=1`)).toBe(
      "<DeviceToken>00fc13…e8f0</DeviceToken> sig=***&se=1",
    );
  });

  it("ignores values that are too short to be secrets or handles", () => {
    const redact = createRedactor({
      secrets: ["a", "abc", "", undefined],
      handles: ["0123456789", "", undefined, null as never, 7 as never],
    });
    expect(redact("abc a 0123456789")).toBe("abc a 0123456789");
  });

  describe("given a request", () => {
    const shown = (body: string, url = "https://ns/demo/messages/", headers: [string, string][] = []) =>
      createRedactor({ request: { url, headers, body } });

    it("masks what its headers hold", () => {
      const redact = shown("", undefined, [
        ["authorization", token],
        ["ServiceBusNotification-DeviceHandle", handle],
        ["P256DH", "BIPUL12DLfytvTajnryr2P"],
        ["Auth", "k8JV6sjdbhAi1n3_LDBLvA"],
      ]);
      expect(redact(`${signature} ${handle} BIPUL12DLfytvTajnryr2P k8JV6sjdbhAi1n3_LDBLvA`)).toBe(
        "*** 00fc13…e8f0 BIPUL1…yr2P ***",
      );
    });

    it("shortens the handle that its filter compares", () => {
      const filter = encodeURIComponent(`ChannelUri eq '${channel.replaceAll("'", "''")}'`);
      expect(shown("", `https://ns/demo/registrations?$filter=${filter}`)(`No ${channel} here`)).toBe(
        "No https:…&x=1 here",
      );
    });

    it.each([
      ["a batch", writeBatch("application/json", "{}", [handle]).body],
      ["an installation", JSON.stringify({ pushChannel: handle })],
      ["a list where a handle should be", JSON.stringify({ pushChannel: [handle] })],
      ["a patch", JSON.stringify([{ op: "replace", path: "/pushChannel", value: handle }])],
      ["a registration", `<ChannelUri>${handle}</ChannelUri>`],
    ])("shortens the handle of %s", (_title, body) => {
      expect(shown(body)(`The device ${handle} is unknown.`)).toBe("The device 00fc13…e8f0 is unknown.");
    });

    it("shortens a handle that its body escapes", () => {
      const escaped = channel.replaceAll("&", "&amp;");
      expect(shown(`<ChannelUri>${escaped}</ChannelUri>`)(`No ${channel} here`)).toBe("No https:…&x=1 here");
      expect(shown(`{"endpoint":"https:\\/\\/push.example\\/abcdef"}`)("No https://push.example/abcdef here")).toBe(
        "No https:…cdef here",
      );
    });
  });

  it("reads nothing before something is shown", () => {
    const options = {
      get secrets(): never {
        throw new Error("read too early");
      },
    };
    const redact = createRedactor(options);
    expect(() => redact("x")).toThrow("read too early");
  });

  it("masks every form of a secret, whatever is around it", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{20,43}=$/);
    const word = fc.string();
    fc.assert(
      fc.property(secret, word, word, (value, before, after) => {
        const redact = createRedactor({ secrets: [value] });
        const forms = [
          value,
          encodeURIComponent(value),
          encodeURIComponent(encodeURIComponent(value)),
          JSON.stringify(value).slice(1, -1),
        ];
        for (const form of forms) expect(redact(`${before}${form}${after}`).includes(form)).toBe(false);
      }),
    );
  });

  it("shortens every form of a handle, whatever characters it has", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 11, unit: "grapheme-ascii" }), (value) => {
        const redact = createRedactor({ handles: [value] });
        for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
          expect(redact(`<${form}>`).includes(form)).toBe(false);
        }
      }),
    );
  });

  it("does not hang on a hostile string", () => {
    const redact = createRedactor({
      secrets: [token],
      handles: Array.from({ length: 1000 }, (_item, index) => `${handle}${index}`),
    });
    const text = `${"%25".repeat(20_000)}${"&amp;#".repeat(20_000)}${handle.slice(0, 63).repeat(1000)}`;
    const start = performance.now();
    redact(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("the tables of the platforms", () => {
  const rows = Object.values(platformWire);
  const redact = createRedactor({});

  it.each(rows.flatMap((row) => row.handleElements))("name %s, whose content is shortened or masked", (element) => {
    for (const body of [
      `<${element}>${handle}</${element}>`,
      `<a:${element} b="c"><![CDATA[${handle}]]></a:${element}>`,
    ]) {
      expect(redact(body)).toMatch(/00fc13…e8f0|\*\*\*/);
      expect(redact(body)).not.toContain(handle);
    }
  });

  it.each(rows.flatMap((row) => row.handleProperties))("name %s, whose content is shortened or masked", (property) => {
    const json = JSON.stringify({ [property]: handle });
    for (const body of [json, JSON.stringify(json)]) {
      expect(redact(body)).toMatch(/00fc13…e8f0|\*\*\*/);
      expect(redact(body)).not.toContain(handle);
    }
  });

  it.each(rows.flatMap((row) => row.filterProperties))("name %s, whose value in a filter is shortened", (property) => {
    expect(redact(`?$filter=${property} eq '${handle}'`)).toBe(`?$filter=${property} eq '00fc13…e8f0'`);
  });
});
