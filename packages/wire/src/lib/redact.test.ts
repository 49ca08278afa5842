import { describe, expect, it } from "vitest";
import { redactSecrets, redactText, shortenHandles } from "./redact.js";

const handle = "0123456789abcdef";

describe("redactSecrets", () => {
  it.each([
    ["https://blob/c?sv=1&sig=TOP%2BSECRET&se=2", "https://blob/c?sv=1&sig=***&se=2"],
    [
      '{"url":"https://blob/c?sv=1\\u0026sig=TOP%2BSECRET\\u0026se=2"}',
      '{"url":"https://blob/c?sv=1\\u0026sig=***\\u0026se=2"}',
    ],
    [
      "?u=https%3A%2F%2Fblob%3Fsv%3D1%26sig%3DTOPSECRET%26se%3D2",
      "?u=https%3A%2F%2Fblob%3Fsv%3D1%26sig%3D***%26se%3D2",
    ],
    ["SharedAccessSignature sr=a&sig=TOPSECRET&se=1&skn=k", "SharedAccessSignature sr=a&sig=***&se=1&skn=k"],
    ["design=1&designer=2", "design=1&designer=2"],
  ])("of %s leaves %s", (text, expected) => {
    expect(redactSecrets(text)).toBe(expected);
  });
});

describe("shortenHandles", () => {
  it.each([
    [`<DeviceToken>${handle}</DeviceToken>`, "<DeviceToken>012345…cdef</DeviceToken>"],
    [`<d:ChannelUri><![CDATA[${handle}]]></d:ChannelUri>`, "<d:ChannelUri><![CDATA[012345…cdef]]></d:ChannelUri>"],
    ["<Auth><![CDATA[secret]]></Auth>", "<Auth><![CDATA[***]]></Auth>"],
    [`<Endpoint>${handle}`, "<Endpoint>012345…cdef"],
    [
      `name=devices [1] in a payload\r\n\r\nname=devices\r\n\r\n["${handle}"]`,
      'name=devices [1] in a payload\r\n\r\nname=devices\r\n\r\n["012345…cdef"]',
    ],
  ])("of %j leaves %j", (body, expected) => {
    expect(shortenHandles(body)).toBe(expected);
  });
});

describe("redactText", () => {
  it("does both", () => {
    const text = `GET https://ns/hub/registrations?$filter=DeviceToken%20eq%20'${handle}' with sr=a&sig=TOPSECRET`;
    expect(redactText(text)).toBe(
      "GET https://ns/hub/registrations?$filter=DeviceToken%20eq%20'012345…cdef' with sr=a&sig=***",
    );
  });
});
