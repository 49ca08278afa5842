import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createSasToken } from "./sas-token.js";
import { verifySasToken } from "./verify-sas.js";

const key = "bG9jYWwtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZg==";
const keys = [{ keyName: "Full", key }];
const requestUrl = "https://contoso.servicebus.windows.net/hub1/messages/?api-version=2020-06";
const now = () => 1_893_455_000_000;
const options = { requestUrl, keys, now };

/** A token over exactly this encoded audience, as clients other than ours write it. */
function tokenOver(encodedAudience: string, { signWith = key, expiry = "1893456000", name = "Full" } = {}): string {
  const signature = createHmac("sha256", signWith).update(`${encodedAudience}\n${expiry}`).digest("base64");
  return `SharedAccessSignature sr=${encodedAudience}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${name}`;
}

describe("verifySasToken accepts", () => {
  it.each([
    [
      "Azure's JavaScript client",
      "https%3A%2F%2Fcontoso.servicebus.windows.net%2F",
      "kHGDk32kAQ%2FVC%2Fg8EpMbr48o8cU2KXDRphS7iAde%2FK0%3D",
    ],
    [
      "the .NET client",
      "http%3a%2f%2fcontoso.servicebus.windows.net%2fhub1%2fmessages%2f",
      "sGhqW1pgOe12Ip340NVU4w0%2F1P6zrZcMQF1nx5BaS9s%3D",
    ],
    [
      "the sample of the documentation",
      "https%3a%2f%2fcontoso.servicebus.windows.net%2fhub1",
      "bD6wanATy1fbYpPqa7duvO3WgkcFrmK8g%2BrPHbqzyi8%3D",
    ],
  ])("the vector of %s", async (_client, sr, sig) => {
    const token = `SharedAccessSignature sr=${sr}&sig=${sig}&se=1893456000&skn=Full`;
    expect(await verifySasToken(token, options)).toEqual({ ok: true, keyName: "Full" });
  });

  it.each([
    ["the namespace without a trailing slash", "https://contoso.servicebus.windows.net"],
    ["the scheme of the connection string", "sb://contoso.servicebus.windows.net/"],
    ["the hub in another case", "HTTPS://CONTOSO.servicebus.windows.net/HUB1/"],
    [
      "the full address with its query, as Java signs it",
      "https://contoso.servicebus.windows.net/hub1/messages/?api-version=2020-06",
    ],
    ["another port", "https://contoso.servicebus.windows.net:444/hub1"],
  ])("an audience that is %s", async (_title, audience) => {
    expect(await verifySasToken(tokenOver(encodeURIComponent(audience)), options)).toEqual({
      ok: true,
      keyName: "Full",
    });
  });

  it("a request on any port, since the port is not part of the audience", async () => {
    const token = tokenOver(encodeURIComponent("http://localhost/hub1/"));
    const verified = await verifySasToken(token, {
      ...options,
      requestUrl: new URL("http://localhost:7447/hub1/messages"),
    });
    expect(verified).toEqual({ ok: true, keyName: "Full" });
  });

  it("an address whose escapes are written differently", async () => {
    const token = tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net/hub1/installations/a%2fb{c}"));
    const address = "https://contoso.servicebus.windows.net/hub1/installations/a%2Fb%7Bc%7D?api-version=2020-06";
    expect(await verifySasToken(token, { ...options, requestUrl: address })).toEqual({ ok: true, keyName: "Full" });
  });

  it("a signature whose / + and = are bare, in any order of fields", async () => {
    const sr = "https%3A%2F%2Fcontoso.servicebus.windows.net%2F";
    const token = `SharedAccessSignature skn=Full&se=1893456000&sig=kHGDk32kAQ/VC/g8EpMbr48o8cU2KXDRphS7iAde/K0=&sr=${sr}`;
    expect(await verifySasToken(token, options)).toEqual({ ok: true, keyName: "Full" });
  });

  it("a form-encoded key name", async () => {
    const token = tokenOver("https%3a%2f%2fcontoso.servicebus.windows.net%2f", { name: "My+Key" });
    const verified = await verifySasToken(token, { ...options, keys: [{ keyName: "My Key", key }] });
    expect(verified).toEqual({ ok: true, keyName: "My Key" });
  });

  it("the primary and the secondary key of one policy", async () => {
    const both = [
      { keyName: "Full", key: "primary" },
      { keyName: "Full", key: "secondary" },
    ];
    for (const signWith of ["primary", "secondary"]) {
      const token = tokenOver("https%3A%2F%2Fcontoso.servicebus.windows.net%2F", { signWith });
      expect(await verifySasToken(token, { ...options, keys: both.values() })).toEqual({ ok: true, keyName: "Full" });
    }
  });

  it("what createSasToken signs, whatever the key", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1, unit: "grapheme" }),
        async (text, keyName) => {
          const token = await createSasToken({
            resourceUri: "https://contoso.servicebus.windows.net/hub1",
            keyName,
            key: text,
            now,
          });
          expect(await verifySasToken(token, { ...options, keys: [{ keyName, key: text }] })).toEqual({
            ok: true,
            keyName,
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("verifySasToken refuses", () => {
  const namespace = "https%3A%2F%2Fcontoso.servicebus.windows.net%2F";

  it.each([
    ["missing", undefined],
    ["missing", null],
    ["missing", ""],
    ["malformed", "Bearer abc"],
    ["malformed", "SharedAccessSignature sr=a&sig=b&se=soon&skn=Full"],
    ["unknown-key", tokenOver(namespace, { name: "Other" })],
    ["unknown-key", tokenOver(namespace, { name: "full" })],
    ["signature", tokenOver(namespace, { signWith: "another key" })],
    ["signature", tokenOver(namespace).replace("se=1893456000", "se=1893456001")],
    ["signature", tokenOver(namespace).replace(/sig=[^&]+/, "sig=AAAA")],
    ["signature", tokenOver(namespace, { signWith: "another key", expiry: "1" })],
    ["expired", tokenOver(namespace, { expiry: "1893455000" })],
    ["audience", tokenOver(encodeURIComponent("https://fabrikam.servicebus.windows.net/"))],
    ["audience", tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net/hub2"))],
    ["audience", tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net/hub"))],
    ["audience", tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net/hub1/messages/more"))],
    ["audience", tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net.example.com/"))],
    ["audience", tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net%2Fhub1"))],
    ["audience", tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net/%zz"))],
    ["audience", tokenOver(encodeURIComponent("ftp://contoso.servicebus.windows.net/"))],
    ["audience", tokenOver("hub1")],
  ])("as %s the token %j", async (reason, token) => {
    expect(await verifySasToken(token, options)).toEqual({ ok: false, reason });
  });

  it("a token signed for one hub on another, also through dot segments", async () => {
    const token = tokenOver(encodeURIComponent("https://contoso.servicebus.windows.net/hub1"));
    for (const path of ["/hub2/messages", "/hub1/../hub2/messages", "/hub10/messages", "/", ""]) {
      const address = `https://contoso.servicebus.windows.net${path}`;
      expect(await verifySasToken(token, { ...options, requestUrl: address })).toEqual({
        ok: false,
        reason: "audience",
      });
    }
  });

  it("everything when there are no keys", async () => {
    expect(await verifySasToken(tokenOver(namespace), { ...options, keys: [] })).toEqual({
      ok: false,
      reason: "unknown-key",
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, "60" as never])("a clock skew of %s", async (clockSkewSeconds) => {
    const check = verifySasToken(tokenOver(namespace), { ...options, clockSkewSeconds });
    await expect(check).rejects.toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "clockSkewSeconds" });
  });

  it("a token from the second of its expiry on, later with a clock skew", async () => {
    const token = tokenOver(namespace);
    const check = (milliseconds: number, clockSkewSeconds?: number) =>
      verifySasToken(token, { ...options, now: () => milliseconds, clockSkewSeconds });
    expect(await check(1_893_455_999_999)).toEqual({ ok: true, keyName: "Full" });
    expect(await check(1_893_456_000_000)).toEqual({ ok: false, reason: "expired" });
    expect(await check(1_893_456_059_999, 60)).toEqual({ ok: true, keyName: "Full" });
    expect(await check(1_893_456_060_000, 60)).toEqual({ ok: false, reason: "expired" });
  });

  it("reads the system clock by default", async () => {
    const expiry = String(Math.floor(Date.now() / 1000) - 1);
    expect(await verifySasToken(tokenOver(namespace, { expiry }), { requestUrl, keys })).toEqual({
      ok: false,
      reason: "expired",
    });
  });

  it("a key that was replaced in the caller's own object", async () => {
    const policy = { keyName: "Full", key };
    const rotating = { ...options, keys: [policy] };
    expect(await verifySasToken(tokenOver(namespace), rotating)).toEqual({ ok: true, keyName: "Full" });
    policy.key = "another key";
    expect(await verifySasToken(tokenOver(namespace), rotating)).toEqual({ ok: false, reason: "signature" });
  });

  it("a request address that is not absolute, with a TypeError", async () => {
    await expect(verifySasToken(tokenOver(namespace), { ...options, requestUrl: "/hub1/messages" })).rejects.toThrow(
      TypeError,
    );
  });
});

it("verifySasToken imports a key once and leaves the comparison to WebCrypto", async () => {
  const importKey = vi.spyOn(crypto.subtle, "importKey");
  const verify = vi.spyOn(crypto.subtle, "verify");
  const policy = { keyName: "Full", key: "counted" };
  const token = tokenOver("https%3A%2F%2Fcontoso.servicebus.windows.net%2F", { signWith: "counted" });
  for (let time = 0; time < 5; time++) {
    expect(await verifySasToken(token, { ...options, keys: [policy] })).toEqual({ ok: true, keyName: "Full" });
  }
  expect(importKey).toHaveBeenCalledTimes(1);
  expect(verify).toHaveBeenCalledTimes(5);
  vi.restoreAllMocks();
});
