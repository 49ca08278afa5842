import { describe, expect, it } from "vitest";
import { formatRequest, formatResponse, redactSecrets, writeBatch } from "../index.js";

const token = "0123456789abcdef0123456789abcdef";
const request = (parts: { url?: string; headers?: [string, string][]; body?: string }) =>
  formatRequest({
    method: "POST",
    url: "https://contoso.servicebus.windows.net/demo/messages/",
    headers: [],
    body: "",
    ...parts,
  });

describe("formatRequest", () => {
  it("shortens a handle with a quote in it as a whole", () => {
    const url = "https://ns/hub/registrations?$filter=AdmRegistrationId%20eq%20%27o%27%27brien-0123456789%27&$top=1";
    expect(request({ url })).toContain("eq%20%27o%27%2…6789%27&$top=1");
    expect(request({ url: decodeURIComponent(url) })).toContain("eq 'o''bri…6789'&$top=1");
  });

  it("writes what was sent, with the signature masked and the handle shortened", () => {
    const text = request({
      url: "https://contoso.servicebus.windows.net/demo/messages/?api-version=2020-06&direct=true",
      headers: [
        [
          "Authorization",
          "SharedAccessSignature sr=https%3A%2F%2Fcontoso&sig=kHGDk32kAQ%2FVC%3D&se=1893456000&skn=Full",
        ],
        ["ServiceBusNotification-DeviceHandle", token],
        ["P256DH", "BIPUL12DLfytvTajnryr2PRdAgXS3HGKiLqndGcJGabyhHheJYlNGCeXl1dn18gSJ1WAkAPIxr4gK0"],
        ["Auth", "k8JV6sjdbhAi1n3_LDBLvA"],
        ["apns-topic", "a\r\nX-Evil: 1"],
      ],
      body: '{"aps":{"alert":"Door opened"}}',
    });
    expect(text).toBe(
      [
        "POST https://contoso.servicebus.windows.net/demo/messages/?api-version=2020-06&direct=true",
        "Authorization: SharedAccessSignature sr=https%3A%2F%2Fcontoso&sig=***&se=1893456000&skn=Full",
        "ServiceBusNotification-DeviceHandle: 012345…cdef",
        "P256DH: BIPUL1…4gK0",
        "Auth: ***",
        "apns-topic: a\\r\\nX-Evil: 1",
        "",
        '{"aps":{"alert":"Door opened"}}',
      ].join("\n"),
    );
  });

  it("masks a token of another kind as a whole", () => {
    expect(request({ headers: [["authorization", "Bearer abc.def"]] })).toMatch(/\nauthorization: \*\*\*$/);
  });

  it("shortens the handles of a batch", () => {
    const batch = writeBatch("application/json", '{"data":{"list":["untouched-and-long-value"]}}', [
      token,
      `${token}2`,
    ]);
    const text = request({ headers: [["Content-Type", batch.contentType]], body: batch.body });
    expect(text).toContain('["012345…cdef","012345…def2"]');
    expect(text).toContain('{"list":["untouched-and-long-value"]}');
    expect(text).not.toContain(token);
  });

  it.each([
    ["an installation", `{"platform":"apns","pushChannel":"${token}"}`],
    [
      "a browser's installation",
      `{"pushChannel":{"endpoint":"https://push/${token}","p256dh":"${token}","auth":"${token}"}}`,
    ],
    [
      "a browser's installation as text",
      JSON.stringify({ pushChannel: JSON.stringify({ endpoint: token, p256dh: token, auth: token }) }),
    ],
    ["a patch", `[{"op":"replace","path":"/pushChannel","value":"${token}"}]`],
    [
      "a registration",
      `<DeviceToken>${token}</DeviceToken><a:ChannelUri xmlns:a="urn:x">https://x/${token}</a:ChannelUri>`,
    ],
    ["a browser's registration", `<Endpoint>${token}</Endpoint><P256DH>${token}</P256DH><Auth>${token}</Auth>`],
    ["an outcome", `<PnsHandle>${token}</PnsHandle>`],
    ["the link of a list", `<link href="https://x/?$filter=DeviceToken%20eq%20%27${token}%27"/>`],
  ])("shortens the handles of %s", (_title, body) => {
    expect(request({ body })).not.toContain(token);
    expect(request({ body })).toMatch(/012345…cdef|https:…cdef|\*\*\*/);
  });

  it.each([`$filter=DeviceToken+eq+'${token}'`, `$filter=DeviceToken%20eq%20%27${token}%27`])(
    "shortens the handle in %s",
    (query) => {
      expect(request({ url: `https://contoso/demo/registrations?${query}` })).toBe(
        `POST https://contoso/demo/registrations?${query.replace(token, "012345…cdef")}`,
      );
    },
  );
});

describe("formatResponse", () => {
  it("writes the status, headers and body, with control characters made visible", () => {
    const text = formatResponse({
      status: 200,
      statusText: "OK",
      headers: new Headers({ "content-type": "text/plain" }),
      body: "https://account.blob.core.windows.net/1?sv=1&sig=abc%2F&sp=rl\r\n\u001b[31mred\u0007\u009b\u202e👩‍💻",
    });
    expect(text).toBe(
      "HTTP 200 OK\ncontent-type: text/plain\n\nhttps://account.blob.core.windows.net/1?sv=1&sig=***&sp=rl\n\\x1b[31mred\\x07\\x9b\\u202e👩‍💻",
    );
    expect(formatResponse({ status: 201, statusText: "", headers: [], body: "" })).toBe("HTTP 201");
  });
});

describe("redactSecrets", () => {
  it.each([
    ["sig=abc%2F%3D&se=1", "sig=***&se=1"],
    ["u=https%3A%2F%2Fx%3Fsig%3Dabc%252F%26se%3D1", "u=https%3A%2F%2Fx%3Fsig%3D***%26se%3D1"],
    ["<a>?sv=1&amp;sig=abc&amp;se=1</a>", "<a>?sv=1&amp;sig=***&amp;se=1</a>"],
    [
      "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=a+b/c=",
      "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=***",
    ],
    [
      "<PrimaryKey>abc=</PrimaryKey><SecondaryKey>d</SecondaryKey>",
      "<PrimaryKey>***</PrimaryKey><SecondaryKey>***</SecondaryKey>",
    ],
    ["design=blue", "design=blue"],
  ])("turns %s into %s", (text, expected) => {
    expect(redactSecrets(text)).toBe(expected);
  });
});
