import { describe, expect, it } from "vitest";
import { ArgumentError } from "./argument-error.js";
import { parseSasToken } from "./parse-sas-token.js";
import { createSasToken, type SasTokenOptions, sasStringToSign } from "./sas-token.js";

const key = "bG9jYWwtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZg==";
const at = (milliseconds: number) => () => milliseconds;

describe("createSasToken", () => {
  it("signs a namespace as Azure's JavaScript client does", async () => {
    const resourceUri = "https://contoso.servicebus.windows.net/";
    const token = await createSasToken({
      resourceUri,
      keyName: "Full",
      key,
      ttlSeconds: 3600,
      now: at(1893452400_000),
    });
    expect(token).toBe(
      "SharedAccessSignature sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2F" +
        "&sig=kHGDk32kAQ%2FVC%2Fg8EpMbr48o8cU2KXDRphS7iAde%2FK0%3D&se=1893456000&skn=Full",
    );
  });

  it("signs the vector of a Go client: the key is text, not base64", async () => {
    const token = await createSasToken({
      resourceUri: "https://testhub-ns.servicebus.windows.net",
      keyName: "testAccessKeyName",
      key: "testAccessKey",
      ttlSeconds: 123,
      now: at(0),
    });
    expect(parseSasToken(token)).toEqual({
      resourceUri: "https://testhub-ns.servicebus.windows.net",
      signature: "cy3Y21BlsAw8slr5TnmSM3pilYBC8T7k3oNqOUKvE2g=",
      expiresAtSeconds: 123,
      keyName: "testAccessKeyName",
    });
  });

  it("lives 300 seconds by default, rounded down to a whole second", async () => {
    const token = await createSasToken({ resourceUri: "https://a.example/", keyName: "k", key, now: at(1_000_999) });
    expect(parseSasToken(token).expiresAtSeconds).toBe(1300);
  });

  it("reads the system clock by default", async () => {
    const earliest = Math.floor(Date.now() / 1000) + 300;
    const { expiresAtSeconds } = parseSasToken(
      await createSasToken({ resourceUri: "https://a.example/", keyName: "k", key }),
    );
    expect(expiresAtSeconds).toBeGreaterThanOrEqual(earliest);
    expect(expiresAtSeconds).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) + 300);
  });

  it("lower-cases the audience", async () => {
    const token = await createSasToken({ resourceUri: "https://NS.example/Hub", keyName: "k", key, now: at(0) });
    expect(token).toContain("sr=https%3A%2F%2Fns.example%2Fhub&");
  });

  it("encodes the signature and the key name in full", async () => {
    for (let second = 0; second < 64; second++) {
      const options = { resourceUri: "https://a.example/", keyName: "a b/c+d&e=f", key, now: at(second * 1000) };
      const token = await createSasToken(options);
      expect(token).toMatch(/^SharedAccessSignature sr=[^/+&=]+&sig=[^/+&=]+&se=\d+&skn=a%20b%2Fc%2Bd%26e%3Df$/);
    }
  });

  it.each([
    ["resourceUri", ""],
    ["keyName", ""],
    ["key", ""],
    ["key", undefined],
    ["resourceUri", "https://\ud800.example/"],
    ["keyName", "\udc00"],
    ["ttlSeconds", "300"],
  ])("refuses %s %j with a TypeError that names it", async (name, value) => {
    const options = { resourceUri: "https://a.example/", keyName: "k", key, [name]: value } as SasTokenOptions;
    await expect(createSasToken(options)).rejects.toThrow(TypeError);
    await expect(createSasToken(options)).rejects.toThrow(name);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a lifetime of %s seconds", async (ttlSeconds) => {
    const options = { resourceUri: "https://a.example/", keyName: "k", key, ttlSeconds };
    await expect(createSasToken(options)).rejects.toThrow(
      new ArgumentError("ttlSeconds", "ttlSeconds must be a positive number of seconds."),
    );
  });
});

describe("sasStringToSign", () => {
  it("joins the encoded, lower-cased audience and the expiry with a line feed", () => {
    expect(sasStringToSign("https://Contoso.servicebus.windows.net/Hub 1", 1893456000)).toBe(
      "https%3A%2F%2Fcontoso.servicebus.windows.net%2Fhub%201\n1893456000",
    );
  });

  it("refuses an expiry that is not a whole number", () => {
    expect(() => sasStringToSign("https://a.example/", 1.5)).toThrow(TypeError);
  });
});
