import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestIo } from "../../test/test-io.js";
import { readHubFile } from "./hub-file.js";
import { completeKeys } from "./rule-keys.js";

const read = (value: unknown, env: Record<string, string> = {}) => {
  const io = createTestIo({ env });
  writeFileSync(join(io.cwd, "key.p8"), "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n");
  writeFileSync(join(io.cwd, "push.p12"), Buffer.from("308209ef020103ff", "hex"));
  writeFileSync(join(io.cwd, "push.txt"), "MIIJ7w==\n");
  return readHubFile(value, { io, folder: io.cwd, origin: "hub.json" });
};

describe("the file of a hub", () => {
  it("follows references in credentials and rules, and leaves the other strings alone", async () => {
    const hub = {
      $schema: "./hub.schema.json",
      name: "shop",
      userMetadata: "env:KEPT",
      authorizationRules: [{ name: "Backend", rights: ["Send"], primaryKey: "env:KEY" }],
      credentials: { apns: { key: "file:key.p8", keyId: "ABC123DEFG" }, adm: { clientSecret: "env:ADM" } },
    };
    expect(await read(hub, { KEY: "the key", ADM: "the secret" })).toStrictEqual({
      name: "shop",
      userMetadata: "env:KEPT",
      authorizationRules: [{ name: "Backend", rights: ["Send"], primaryKey: "the key" }],
      credentials: {
        apns: { key: "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----", keyId: "ABC123DEFG" },
        adm: { clientSecret: "the secret" },
      },
    });
  });

  it.each([
    ["DER", "file:push.p12", "MIIJ7wIBA/8="],
    ["base64", "file:push.txt", "MIIJ7w=="],
  ])("reads a certificate that is %s as base64", async (_title, certificate, expected) => {
    expect(await read({ credentials: { mpns: { certificate } } })).toEqual({
      credentials: { mpns: { certificate: expected } },
    });
  });

  it.each([
    ["a list", [], "hub.json must be a JSON object that describes a hub."],
    [
      "a variable that is not set",
      { credentials: { gcm: { apiKey: "env:MISSING" } } },
      "hub.json: credentials.gcm.apiKey: The environment variable MISSING is not set.",
    ],
    [
      "a file that does not exist",
      { authorizationRules: [{ primaryKey: "file:nope.txt" }] },
      /^hub\.json: authorizationRules\[0\]\.primaryKey: .*nope\.txt does not exist\.$/,
    ],
    [
      "a certificate that does not exist",
      { credentials: { mpns: { certificate: "file:nope.p12" } } },
      /^hub\.json: credentials\.mpns\.certificate: .*nope\.p12 does not exist\.$/,
    ],
  ])("is refused with %s", async (_title, value, message) => {
    await expect(read(value)).rejects.toThrow(message);
  });
});

describe("the keys of rules", () => {
  const rule = { name: "Backend", rights: ["Send"] } as const;

  it("that the file lacks are those of the hub", () => {
    const stored = { ...rule, primaryKey: "first", secondaryKey: "second" };
    const current = { authorizationRules: [stored] };
    expect(completeKeys({ authorizationRules: [rule] }, current)).toEqual({ authorizationRules: [stored] });
  });

  it("of a new rule are generated", () => {
    const { authorizationRules: [made] = [] } = completeKeys({ authorizationRules: [rule] });
    expect(made?.primaryKey).toHaveLength(44);
    expect(made?.secondaryKey).toHaveLength(44);
    expect(made?.primaryKey).not.toBe(made?.secondaryKey);
  });

  it("that the file has stay", () => {
    const given = { authorizationRules: [{ ...rule, primaryKey: "mine" }] };
    expect(completeKeys(given, { authorizationRules: [{ ...rule, primaryKey: "other" }] })).toEqual(given);
    expect(completeKeys({ disabled: true })).toEqual({ disabled: true });
  });
});
