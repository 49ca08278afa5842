import { generateKeyPairSync } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateVapidKeys } from "@nh/platforms";
import { describe, expect, it, onTestFinished } from "vitest";
import { admCredential, startAdmDouble } from "../../../../packages/platforms/test/doubles/adm-double.js";
import { startApnsDouble } from "../../../../packages/platforms/test/doubles/apns-double.js";
import { serviceAccount, startFcmDouble } from "../../../../packages/platforms/test/doubles/fcm-double.js";
import { startWebPushDouble } from "../../../../packages/platforms/test/doubles/web-push-double.js";
import {
  packageCredential,
  startWnsDouble,
  tenantCredential,
} from "../../../../packages/platforms/test/doubles/wns-double.js";
import { appSecret, startXiaomiDouble } from "../../../../packages/platforms/test/doubles/xiaomi-double.js";
import { createTestHub, handleOf } from "../../test/test-hub.js";
import { createTestIo, runCli, type TestIoOptions } from "../../test/test-io.js";

interface ProbeJson {
  readonly platform: string;
  readonly steps: readonly {
    readonly check: string;
    readonly state: string;
    readonly says: string;
    readonly fix?: string;
  }[];
  readonly result?: { readonly state: string; readonly reason?: string };
}

function opened<T extends { close(): Promise<void> }>(double: T): T {
  onTestFinished(() => double.close());
  return double;
}

/** Runs nh probe in a folder with these files. */
async function probe(
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
  options: TestIoOptions = {},
) {
  const io = createTestIo({ now: Date.now, ...options });
  for (const [name, text] of Object.entries(files)) await io.files.writeText(join(io.cwd, name), text);
  const { code, out, err } = await runCli(["probe", ...words, "--json"], io);
  return { code, err, ...(out === "" ? {} : (JSON.parse(out) as ProbeJson)) };
}

const statesOf = (steps: ProbeJson["steps"] | undefined) =>
  steps?.map(({ check, state }) => `${check} ${state}`).join(", ");
/** Apple writes tokens in lower case, and the double knows no others. */
const token = handleOf("a").toLowerCase();
const allOk = "credential ok, token ok, service ok, handle ok, payload ok";

async function appleDouble() {
  const double = opened(await startApnsDouble());
  const { key, keyId, teamId, bundleId } = double.credential;
  const words = [
    "apple",
    "--p8",
    `AuthKey_${keyId}.p8`,
    "--team-id",
    teamId,
    "--bundle-id",
    bundleId,
    "--url",
    double.url,
  ];
  return { double, words, files: { [`AuthKey_${keyId}.p8`]: key } };
}

describe("nh probe apple", () => {
  it("pushes to the device and says that each step is fine", async () => {
    const { double, words, files } = await appleDouble();
    const { code, steps, result, err } = await probe([...words, "--device", token, "--title", "Hi"], files);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(statesOf(steps)).toBe(allOk);
    expect(result).toMatchObject({ state: "delivered" });
    expect(double.pushed.map(({ body }) => body)).toEqual([{ aps: { alert: { title: "Hi" } } }]);
  });

  it("shows a short text when no payload is given, and prints where it goes", async () => {
    const { double, words, files } = await appleDouble();
    const io = createTestIo({ now: Date.now });
    for (const [name, text] of Object.entries(files)) await io.files.writeText(join(io.cwd, name), text);
    const { out, err } = await runCli(["probe", ...words, "--device", token], io);
    expect(err).toBe(`Pushes to APNs at ${double.url}.\n`);
    expect(out).toContain("ok       credential  it can be read\n");
    expect(double.pushed).toMatchObject([{ body: { aps: { alert: { title: "nh probe" } } } }]);
  });

  it.each([
    [{ status: 400, reason: "BadDeviceToken" }, "handle", 6],
    [{ status: 410, reason: "Unregistered", timestamp: 1_700_000_000_000 }, "handle", 4],
    [{ status: 403, reason: "InvalidProviderToken" }, "token", 3],
    [{ status: 429, reason: "TooManyRequests" }, "handle", 5],
    [{ status: 400, reason: "PayloadEmpty" }, "payload", 6],
  ])("names the step that %j breaks, and what to do", async (reply, place, exitCode) => {
    const { double, words, files } = await appleDouble();
    double.always(token, reply);

    const { code, steps } = await probe([...words, "--device", token], files);
    expect(code).toBe(exitCode);
    const broken = steps?.filter(({ state }) => state === "broken");
    expect(broken).toMatchObject([
      { check: place, says: `${reply.reason} (status ${reply.status})`, fix: expect.any(String) },
    ]);
    const index = steps?.findIndex(({ check }) => check === place) ?? -1;
    expect(steps?.slice(index + 1).every(({ state }) => state === "skipped")).toBe(true);
  });

  it("proves the credential with an invented device", async () => {
    const { double, words, files } = await appleDouble();
    double.always("00".repeat(32), { status: 400, reason: "BadDeviceToken" });
    const { code, steps } = await probe([...words, "--validate-only"], files);
    expect(code).toBe(0);
    expect(statesOf(steps)).toBe("credential ok, token ok, service ok, handle skipped, payload skipped");
    expect(steps?.[3]?.says).toBe("an invented one was refused as expected (BadDeviceToken)");
    expect(double.pushed).toEqual([]);
  });

  it("stops at a credential that cannot be read, and shows no part of it", async () => {
    const { words } = await appleDouble();
    const file = words[2] ?? "";
    const { code, steps, err } = await probe([...words, "--device", token], { [file]: "c2VjcmV0LWtleQ==" });
    expect(code).toBe(6);
    expect(statesOf(steps)).toBe("credential broken, token skipped, service skipped, handle skipped, payload skipped");
    expect(`${JSON.stringify(steps)}${err}`).not.toContain("c2VjcmV0");
  });

  it("says that the service cannot be reached, and that it has not checked the token", async () => {
    const { double, words, files } = await appleDouble();
    await double.close();
    const { code, steps } = await probe([...words, "--device", token, "--timeout", "2s"], files);
    expect(code).toBe(9);
    expect(statesOf(steps)).toBe("credential ok, token skipped, service broken, handle skipped, payload skipped");
    expect(steps?.[1]?.says).toBe("made on this machine; the service has not checked it yet");
  });

  it("does not take the token for accepted when the service fails", async () => {
    const { double, words, files } = await appleDouble();
    double.always(token, { status: 500, reason: "InternalServerError" });
    const { steps } = await probe([...words, "--device", token], files);
    expect(statesOf(steps)).toBe("credential ok, token skipped, service broken, handle skipped, payload skipped");
    expect(steps?.[1]?.says).toBe("made on this machine; the response does not say whether the service accepts it");
  });
});

describe("nh probe of the other platforms", () => {
  const json = JSON.stringify;

  it("checks handle and payload of FCM without a push", async () => {
    const double = opened(await startFcmDouble());
    const words = ["fcmv1", "--service-account", "account.json", "--url", double.url, "--token-url", double.tokenUrl];
    const files = { "account.json": json(serviceAccount) };
    const checked = await probe([...words, "--device", "token-1", "--validate-only"], files);
    expect({ code: checked.code, states: statesOf(checked.steps) }).toEqual({ code: 0, states: allOk });
    expect([double.validated.length, double.pushed.length]).toEqual([1, 0]);
    const gone = await probe([...words, "--device", "gone-1"], files);
    expect({ code: gone.code, states: statesOf(gone.steps) }).toEqual({
      code: 4,
      states: "credential ok, token ok, service ok, handle broken, payload skipped",
    });
    double.keyId = "another key";
    const refused = await probe([...words, "--device", "token-1"], files);
    expect(refused.code).toBe(3);
    expect(statesOf(refused.steps)).toContain("credential ok, token broken, service skipped");
    expect(json(refused)).not.toContain("PRIVATE KEY");
  });

  it("pushes to a browser, and only checks its keys without one", async () => {
    const double = opened(await startWebPushDouble());
    const keys = await generateVapidKeys();
    const browser = await double.subscribe(keys.publicKey);
    const files = { "vapid.json": json(keys) };
    const words = ["browser", "--vapid", "vapid.json", "--subject", "mailto:push@example.com"];
    const pushed = await probe([...words, "--device", json(browser.subscription), "--title", "Hi"], files);
    expect({ code: pushed.code, states: statesOf(pushed.steps) }).toEqual({ code: 0, states: allOk });
    expect(browser.pushes.map(({ text }) => text)).toEqual(['{"title":"Hi"}']);
    browser.unsubscribe();
    expect((await probe([...words, "--device", json(browser.subscription)], files)).code).toBe(4);
    const stranger = await double.subscribe((await generateVapidKeys()).publicKey);
    const refused = await probe([...words, "--device", json(stranger.subscription)], files);
    expect({ code: refused.code, states: statesOf(refused.steps) }).toEqual({
      code: 3,
      states: "credential ok, token ok, service ok, handle broken, payload skipped",
    });
    const offline = await probe([...words, "--validate-only"], files);
    expect(offline.code).toBe(0);
    expect(statesOf(offline.steps)).toContain("credential ok, token skipped, service skipped");
    const other = { ...keys, publicKey: (await generateVapidKeys()).publicKey };
    expect((await probe([...words, "--validate-only"], { "vapid.json": json(other) })).code).toBe(6);
  });

  it("pushes to Windows with both kinds of credentials", async () => {
    const double = opened(await startWnsDouble());
    const servers = ["--url", double.url, "--token-url", `${double.url}/token`];
    const env = { SECRET: packageCredential.secretKey, TENANT_SECRET: tenantCredential.clientSecret };
    const kinds = [
      ["--package-sid", packageCredential.packageSid, "--secret", "env:SECRET"],
      [
        "--tenant-id",
        tenantCredential.tenantId,
        "--client-id",
        tenantCredential.clientId,
        "--secret",
        "env:TENANT_SECRET",
      ],
    ];
    for (const credential of kinds) {
      const { code, steps } = await probe(
        ["windows", ...credential, ...servers, "--device", double.channel],
        {},
        { env },
      );
      expect({ code, states: statesOf(steps) }).toEqual({ code: 0, states: allOk });
    }
    expect(double.pushed).toHaveLength(2);
    const wrong = ["windows", "--package-sid", packageCredential.packageSid, "--secret", "wrong-secret", ...servers];
    const { code, steps } = await probe([...wrong, "--device", double.channel]);
    expect(code).toBe(3);
    expect(statesOf(steps)).toContain("token broken");
  });

  it("pushes to Amazon and Xiaomi", async () => {
    const adm = opened(await startAdmDouble());
    const xiaomi = opened(await startXiaomiDouble());
    const env = { ADM: admCredential.clientSecret, MI: appSecret };
    const admWords = ["adm", "--client-id", admCredential.clientId, "--secret", "env:ADM", "--url", adm.url];
    const admTo = (device: string) =>
      probe([...admWords, "--token-url", `${adm.url}/auth/O2/token`, "--device", device], {}, { env });
    const amazon = await admTo("device-1");
    expect({ code: amazon.code, states: statesOf(amazon.steps) }).toEqual({ code: 0, states: allOk });
    const replaced = (await admTo("old-1")).steps?.find(({ check }) => check === "handle");
    expect(replaced?.says).toBe("the push service accepts it; store the new one: new-id");
    const miWords = ["xiaomi", "--secret", "env:MI", "--url", xiaomi.url];
    const mi = await probe([...miWords, "--device", "device-1"], {}, { env });
    expect({ code: mi.code, states: statesOf(mi.steps) }).toEqual({ code: 0, states: allOk });
    expect((await probe([...miWords, "--device", "bad-1"], {}, { env })).code).toBe(6);
  });
});

describe("nh probe of a service that nobody can reach", () => {
  it("says for Xiaomi that the service has not checked the credential", async () => {
    const words = ["xiaomi", "--secret", "env:MI", "--url", "http://127.0.0.1:1", "--device", "device-1"];
    const { code, steps } = await probe([...words, "--timeout", "2s"], {}, { env: { MI: appSecret } });
    expect(code).toBe(9);
    expect(statesOf(steps)).toBe("credential ok, token skipped, service broken, handle skipped, payload skipped");
  });

  it("knows that FCM accepts the credential once it has issued a token", async () => {
    const double = opened(await startFcmDouble());
    const servers = ["--url", "http://127.0.0.1:1", "--token-url", double.tokenUrl];
    const words = ["fcmv1", "--service-account", "account.json", ...servers, "--device", "token-1"];
    const { code, steps } = await probe([...words, "--timeout", "2s"], {
      "account.json": JSON.stringify(serviceAccount),
    });
    expect(code).toBe(9);
    expect(statesOf(steps)).toBe("credential ok, token ok, service broken, handle skipped, payload skipped");
  });
});

describe("nh probe of a handle that cannot be pushed to", () => {
  it("says that nothing was sent", async () => {
    const double = opened(await startWnsDouble());
    const { packageSid, secretKey } = packageCredential;
    const servers = ["--url", double.url, "--token-url", `${double.url}/token`];
    const words = ["windows", "--package-sid", packageSid, "--secret", "env:SECRET", ...servers];
    const device = ["--device", "not a channel", "--payload", "toast.xml", "--unchecked"];
    const toast = '<toast><visual><binding template="ToastText01"><text id="1">Hi</text></binding></visual></toast>';
    const { code, steps } = await probe([...words, ...device], { "toast.xml": toast }, { env: { SECRET: secretKey } });
    expect(code).toBe(6);
    expect(statesOf(steps)).toBe("credential ok, token skipped, service skipped, handle broken, payload skipped");
    expect(double.pushed).toEqual([]);
  });
});

describe("nh probe of a credential that is wrong before any service is asked", () => {
  const wrongCurve = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  });
  const p8 = ["apple", "--p8", "AuthKey_ABC123DEFG.p8", "--team-id", "DEF1234567", "--bundle-id", "com.example.shop"];

  it.each([
    ["a service account without its members", ["fcmv1", "--service-account", "a.json"], { "a.json": '{"a":1}' }],
    ["a .p8 file on another curve", p8, { "AuthKey_ABC123DEFG.p8": String(wrongCurve) }],
    ["a secret of Xiaomi with a line break", ["xiaomi", "--secret", "two\nlines"], {}],
  ])("ends with 6 for %s", async (_title, words, files: Readonly<Record<string, string>>) => {
    const { code, steps } = await probe([...words, "--validate-only"], files);
    expect(code).toBe(6);
    expect(steps?.[0]).toMatchObject({ check: "credential", state: "broken" });
  });

  it("ends with 6 for a subject that is not an address, and for a missing file", async () => {
    const files = { "vapid.json": JSON.stringify(await generateVapidKeys()) };
    const words = ["browser", "--vapid", "vapid.json", "--subject", "push@example.com", "--validate-only"];
    const { code, steps } = await probe(words, files);
    expect({ code, says: steps?.[0]?.says }).toEqual({ code: 6, says: "subject must be a mailto: or https: URL." });
    expect((await probe(words)).code).toBe(6);
  });

  it("names the option when the password of a .p12 file is wrong or missing", async () => {
    const certificate = new URL(
      "../../../../packages/platforms/src/lib/apns/fixtures/certificate.p12",
      import.meta.url,
    );
    const io = createTestIo({ now: Date.now });
    copyFileSync(fileURLToPath(certificate), join(io.cwd, "push.p12"));
    const words = ["probe", "apple", "--p12", "push.p12", "--bundle-id", "com.example.shop", "--validate-only"];
    const missing = await runCli(words, io);
    expect(missing.code).toBe(6);
    expect(missing.out).toContain("hint: Pass the password of the file: --password env:NAME.");
    expect(missing.err).toBe("");
    const wrong = await runCli([...words, "--password", "wrong"], io);
    expect(wrong.out).toContain("hint: Pass the password of the file: --password env:NAME.");
    expect(wrong.err).toBe(
      "A password on the command line stays in the history of the shell. Use env:NAME, file:PATH or - instead.\n",
    );
  });
});

describe("nh probe --from-hub", () => {
  it("uses the credential and an installation of a hub", async () => {
    const double = opened(await startApnsDouble());
    const test = createTestHub({
      hubs: [{ name: "shop", credentials: { apns: { ...double.credential, environment: "production" } } }],
    });
    const env = { NH_CONNECTION_STRING: test.hub.connectionString, NH_HUB: "shop" };
    const world = { ...test.world, env };
    const device = ["--platform", "apns", "--channel", token];
    expect((await runCli(["installations", "put", "phone-1", ...device], createTestIo(world))).code).toBe(0);
    const words = ["apple", "--from-hub", "shop", "--installation", "phone-1", "--url", double.url];
    const { code, steps } = await probe(words, {}, world);
    expect({ code, states: statesOf(steps) }).toEqual({ code: 0, states: allOk });
    expect(double.pushed.map((push) => push.token)).toEqual([token]);
    const unreachable = ["--validate-only", "--url", "http://127.0.0.1:1", "--timeout", "2s"];
    const unconfirmed = await probe(["apple", "--from-hub", "shop", ...unreachable], {}, world);
    expect(statesOf(unconfirmed.steps)).toContain("credential ok, token skipped, service broken");
    const none = await probe(["fcmv1", "--from-hub", "shop", "--device", "x"], {}, world);
    expect(none.code).toBe(6);
    expect(none.err).toContain("The hub shop has no credential for fcmv1.");
  });
});

describe("nh probe refuses", () => {
  it.each([
    ["apple", "--p8 with --key-id, --team-id and --bundle-id; or --p12 with --password and --bundle-id"],
    ["fcmv1", "--service-account"],
    ["browser", "--vapid with --subject"],
    ["windows", "--package-sid with --secret; or --tenant-id with --client-id and --secret"],
    ["adm", "--client-id with --secret"],
    ["xiaomi", "--secret"],
  ])("%s without a credential, and lists what makes one", async (platform, options) => {
    expect(JSON.parse((await probe([platform])).err)).toMatchObject({
      message: "The credential is missing.",
      fix: `Pass ${options}; or --from-hub <name>.`,
    });
  });

  it.each([
    [["nokia", "--p8", "x"], "Unknown platform"],
    [["ios", "--p8", "x"], "Did you mean apple?"],
    [["baidu", "--secret", "x"], "nobody can verify a push to it"],
    [["apple", "--device", "00"], "The credential is missing."],
    [["apple", "--service-account", "x", "--device", "00"], "--service-account is not an option of apple."],
    [["apple", "--p8", "a", "--p12", "b", "--device", "00"], "Pass either --p8 or --p12."],
    [["apple", "--p8", "a.p8", "--device", "00"], "--key-id is missing."],
    [["apple", "--from-hub", "shop", "--p8", "x", "--device", "00"], "--from-hub and --p8 cannot be combined."],
    [["apple", "--p8", "x"], "The device is missing."],
    [["apple", "--p8", "x", "--device", "00", "--validate-only"], "APNs cannot check a device without a push."],
    [
      ["apple", "--p8", "x", "--device", "00", "--installation", "a"],
      "--device and --installation cannot be combined.",
    ],
  ])("%j", async (words, message) => {
    const { code, err } = await probe(words);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ message: expect.stringMatching(/./) });
    expect(err.replaceAll('\\"', '"')).toContain(message);
  });
});

describe("nh vapid generate", () => {
  it("prints a pair whose keys belong together, and where each goes", async () => {
    const { code, json, err } = await runCli(["vapid", "generate", "--json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const pair = json<{ publicKey: string; privateKey: string }>();
    const files = { "vapid.json": JSON.stringify(pair) };
    const words = ["browser", "--vapid", "vapid.json", "--subject", "mailto:a@example.com", "--validate-only"];
    expect((await probe(words, files)).code).toBe(0);
    const text = await runCli(["vapid", "generate"]);
    expect(text.out).toMatch(/^public key {3}B[\w-]{86}\nprivate key {2}[\w-]{43}\n$/);
    expect(text.err).toContain("The public key goes into the page (applicationServerKey) and into the hub.");
    expect(text.err).toContain("pass --subject mailto:… or https:… to print that file.");
  });

  it("prints with --subject the file that nh hubs update takes", async () => {
    const test = createTestHub();
    const subject = ["--subject", "mailto:push@example.com"];
    const { code, out, err } = await runCli(["vapid", "generate", ...subject]);
    expect(code).toBe(0);
    expect(err).toContain("Save the output as a file, and run nh hubs update NAME --file FILE.");
    const file = JSON.parse(out) as { credentials: { browser: { publicKey: string } } };
    const io = createTestIo({ ...test.world, env: { NH_CONNECTION_STRING: test.hub.connectionString } });
    await io.files.writeText(join(io.cwd, "browser.json"), out);
    expect((await runCli(["hubs", "create", "shop"], io)).code).toBe(0);
    const updated = await runCli(["hubs", "update", "shop", "--file", "browser.json", "--json", "--show-secrets"], io);
    expect({ code: updated.code, err: updated.err }).toEqual({ code: 0, err: "" });
    expect(updated.json()).toMatchObject(file);
    expect(Object.keys(file.credentials.browser)).toEqual(["subject", "publicKey", "privateKey"]);

    const { json } = await runCli(["vapid", "generate", ...subject, "--json"]);
    const words = ["browser", "--vapid", "vapid.json", "--validate-only"];
    expect((await probe(words, { "vapid.json": JSON.stringify(json()) })).code).toBe(0);
  });

  it("refuses a subject that is not an address", async () => {
    const { code, out, err } = await runCli(["vapid", "generate", "--subject", "push@example.com"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain('--subject must be a mailto: or https: URL, not "push@example.com".');
  });
});
