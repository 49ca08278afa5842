import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";

const env = {
  NH_CONNECTION_STRING:
    "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=full;SharedAccessKey=bG9jYWwtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZg==",
  NH_HUB: "hub1",
};

describe("nh sas", () => {
  it("creates a token that nh sas verify accepts", async () => {
    const { code, out, err } = await runCli(["sas", "create"], { env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^SharedAccessSignature sr=https%3A%2F%2Fcontoso\.servicebus\.windows\.net%2Fhub1&sig=/);
    const verified = await runCli(["sas", "verify", "-", "--json"], { env, input: out });
    expect(verified.code).toBe(0);
    expect(verified.json()).toEqual({ ok: true, keyName: "full" });
  });
  it("exits with 3 and a reason for a token of another key", async () => {
    const { out } = await runCli(["sas", "create"], { env });
    const other = { ...env, NH_CONNECTION_STRING: env.NH_CONNECTION_STRING.replace("bG9j", "eHh4") };
    const { code, json } = await runCli(["sas", "verify", out.trim(), "--json"], { env: other });
    expect(code).toBe(3);
    expect(json()).toEqual({ ok: false, reason: "signature" });
  });
  it("decodes a token without showing its signature", async () => {
    const { out } = await runCli(["sas", "create", "--ttl", "1h"], { env });
    const decoded = await runCli(["sas", "decode", "-"], { input: out });
    expect(decoded).toMatchObject({ code: 0, err: "" });
    expect(decoded.out).toBe(
      "resource  https://contoso.servicebus.windows.net/hub1\nkey name  full\nexpires   2031-05-06T08:08:09.000Z (in 1 h)\n",
    );
  });
  it("refuses to sign what is not a URL", async () => {
    const { code, err } = await runCli(["sas", "create", "--uri", "shop"], { env });
    expect(code).toBe(2);
    expect(err).toContain('"shop" is not a URL.');
  });
  it("refuses a connection string as a token without repeating its key", async () => {
    const { code, err } = await runCli(["sas", "decode", env.NH_CONNECTION_STRING]);
    expect(code).toBe(6);
    expect(err).toContain("Expected a token, not a connection string (of full).");
    expect(err).not.toContain("bG9j");
  });
});
