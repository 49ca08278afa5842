import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateVapidKeys } from "@nh/platforms";
import { describe, expect, it } from "vitest";
import { createTestHub } from "../../../test/test-hub.js";
import { createTestIo, runCli } from "../../../test/test-io.js";

const pem = (key: { export(options: object): unknown }) => String(key.export({ type: "pkcs8", format: "pem" }));
const p8 = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
const account = {
  type: "service_account",
  project_id: "contoso-shop",
  private_key: pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
  client_email: "push@contoso-shop.iam.gserviceaccount.com",
};
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../../../packages/platforms/src/lib/apns/fixtures/${name}`, import.meta.url));
const wrongCurve = pem(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey);

interface Check {
  readonly check: string;
  readonly state: string;
  readonly says: string;
  readonly fix?: string;
}

/** Checks a file with this content. */
async function examine(name: string, content: string | Uint8Array | object, ...words: string[]) {
  const io = createTestIo({ env: { P12_PASSWORD: "correct", WRONG: "wrong" } });
  const isRaw = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(join(io.cwd, name), isRaw ? content : JSON.stringify(content));
  copyFileSync(fixture("certificate.p12"), join(io.cwd, "push.p12"));
  const result = await runCli(["doctor", "credentials", name, "--json", ...words], io);
  for (const secret of [p8, account.private_key, "wrong"]) {
    const middle = secret.replace(/-----[A-Z ]+-----|\s/g, "").slice(0, 60);
    if (secret !== "wrong") expect(result.out + result.err).not.toContain(middle);
  }
  return { code: result.code, ...result.json<{ ok: boolean; checks: Check[] }>() };
}

describe("nh doctor credentials", () => {
  it("checks the curve and the key ID of a .p8 file", async () => {
    expect(await examine("AuthKey_ABC123DEFG.p8", p8)).toEqual({
      code: 0,
      ok: true,
      checks: [
        { check: "key", state: "ok", says: "a private key on the curve P-256" },
        { check: "key ID", state: "ok", says: "ABC123DEFG" },
      ],
    });
    expect((await examine("key.p8", p8)).checks[1]).toMatchObject({ state: "skipped" });
    expect((await examine("key.p8", p8, "--key-id", "abc")).checks[1]).toMatchObject({
      state: "broken",
      says: '"abc" is not 10 characters, capital letters and digits',
    });
  });

  it.each([
    ["another curve", wrongCurve, "a key on the curve secp384r1, but APNs needs one on P-256"],
    ["an RSA key", account.private_key, "a key of the type rsa, but APNs needs one on P-256"],
    ["something else", "hello", "it is not a private key that can be read"],
  ])("says that a .p8 file holds %s", async (_title, content, says) => {
    const { code, checks } = await examine("AuthKey_ABC123DEFG.p8", content);
    expect(checks[0]).toMatchObject({ check: "key", state: "broken", says, fix: expect.any(String) });
    expect(code).toBe(6);
  });

  it("takes an option in front of the verb, and refuses one that only nh doctor has", async () => {
    const io = createTestIo();
    writeFileSync(join(io.cwd, "key.p8"), p8);
    const { code, json } = await runCli(["doctor", "--json", "credentials", "key.p8"], io);
    expect({ code, checks: json<{ checks: Check[] }>().checks.length > 0 }).toEqual({ code: 0, checks: true });
    const stray = await runCli(["doctor", "--probe", "credentials", "key.p8"], io);
    expect(stray.code).toBe(2);
    expect(stray.err).toContain("--probe is an option of nh doctor, not of nh doctor credentials.");
  });

  it("checks a service account", async () => {
    expect(await examine("service-account.json", account)).toEqual({
      code: 0,
      ok: true,
      checks: [
        {
          check: "fcmV1",
          state: "ok",
          says: "push@contoso-shop.iam.gserviceaccount.com of project contoso-shop, an RSA key",
        },
      ],
    });
    expect((await examine("google-services.json", { project_info: {} })).checks).toMatchObject([
      { state: "broken", says: expect.stringContaining("google-services.json, the file of the app") },
    ]);
    expect((await examine("other.json", { name: "shop" })).checks).toMatchObject([
      { check: "file", state: "broken", says: expect.stringContaining("project_id, client_email, private_key") },
    ]);
  });

  it("checks that a VAPID pair is one", async () => {
    const [first, second] = [await generateVapidKeys(), await generateVapidKeys()];
    expect((await examine("vapid.json", first)).checks).toEqual([
      { check: "browser", state: "ok", says: "the public key fits the private key" },
    ]);
    const { code, checks } = await examine("vapid.json", { ...first, privateKey: second.privateKey });
    expect(code).toBe(6);
    expect(checks).toMatchObject([{ state: "broken", says: expect.stringContaining("does not belong to") }]);
  });

  it("notes that a password on the command line stays in the history of the shell", async () => {
    const io = createTestIo({ env: { P12_PASSWORD: "correct" } });
    copyFileSync(fixture("certificate.p12"), join(io.cwd, "push.p12"));
    const words = ["doctor", "credentials", "push.p12", "--password"];
    const literal = await runCli([...words, "correct"], io);
    expect({ code: literal.code, err: literal.err }).toEqual({
      code: 0,
      err: "A password on the command line stays in the history of the shell. Use env:NAME, file:PATH or - instead.\n",
    });
    expect((await runCli([...words, "env:P12_PASSWORD"], io)).err).toBe("");
  });

  it("checks the password and the expiration of a certificate", async () => {
    const p12 = readFileSync(fixture("certificate.p12"));
    expect(await examine("cert.p12", p12, "--password", "env:P12_PASSWORD")).toEqual({
      code: 0,
      ok: true,
      checks: [
        {
          check: "certificate",
          state: "ok",
          says: "for com.example.shop, valid until 2126-11-05, and its private key fits",
        },
      ],
    });
    expect((await examine("cert.p12", p12, "--password", "env:WRONG")).checks).toMatchObject([
      {
        state: "broken",
        says: "The passphrase of the certificate is wrong or missing.",
        fix: "Pass the password of the file: --password env:NAME.",
      },
    ]);
    const old = readFileSync(fixture("certificate-rc2.p12"));
    expect((await examine("cert.p12", old, "--password", "env:P12_PASSWORD")).checks).toMatchObject([
      { state: "broken", fix: expect.stringContaining("openssl pkcs12 -legacy") },
    ]);
    expect((await examine("cert.pem", readFileSync(fixture("certificate.pem")))).checks).toMatchObject([
      { state: "ok" },
    ]);
  });

  it("warns of a certificate that expires soon, and refuses one that has expired", async () => {
    const check = async (now: string) => {
      const io = createTestIo({ now: () => Date.parse(now), env: { P12_PASSWORD: "correct" } });
      copyFileSync(fixture("certificate.p12"), join(io.cwd, "push.p12"));
      const words = ["doctor", "credentials", "push.p12", "--password", "env:P12_PASSWORD", "--json"];
      return (await runCli(words, io)).json<{ checks: Check[] }>().checks[0];
    };
    expect(await check("2126-10-20T00:00:00Z")).toMatchObject({ state: "warning" });
    expect(await check("2126-12-01T00:00:00Z")).toMatchObject({ state: "broken", says: "it expired on 2126-11-05" });
  });

  it("checks every credential in the file of a hub", async () => {
    const hub = {
      credentials: {
        apns: { certificate: "file:push.p12", certificatePassword: "env:P12_PASSWORD", environment: "production" },
        wns: { packageSid: "S-1-15-2-1", secretKey: "s" },
        gcm: { apiKey: "k" },
        adm: { clientId: "c", clientSecret: "s" },
      },
    };
    const { code, checks } = await examine("hub.json", hub);
    expect(code).toBe(6);
    expect(checks.map(({ check, state }) => [check, state])).toEqual([
      ["apns", "ok"],
      ["apns certificate", "ok"],
      ["wns", "broken"],
      ["gcm", "warning"],
      ["adm", "ok"],
    ]);
    expect(checks[2]?.says).toContain("credentials.wns.packageSid must be a package SID");
    expect((await examine("hub.json", { credentials: {} })).checks).toMatchObject([{ state: "skipped" }]);
  });

  it("reads the credentials of a hub, and shows them as lines", async () => {
    const { nh } = createTestHub();
    const cwd = createTestIo().cwd;
    writeFileSync(join(cwd, "hub.json"), JSON.stringify({ credentials: { fcmV1: account } }));
    expect((await nh(["hubs", "create", "shop", "--file", "hub.json"], { cwd })).code).toBe(0);
    const { code, out } = await nh(["doctor", "credentials", "shop"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^ok\s+fcmV1\s+push@contoso-shop/);
    expect((await nh(["doctor", "credentials", "depot"], { cwd })).code).toBe(4);
  });

  it("leaves nh doctor itself as it was", async () => {
    const { nh } = createTestHub();
    expect((await nh(["doctor", "--json"])).json()).toMatchObject({ checks: expect.any(Array) });
    const { err, code } = await nh(["doctor", "credentals"]);
    expect([code, err]).toEqual([2, expect.stringContaining('Too many arguments for "doctor".')]);
  });
});
