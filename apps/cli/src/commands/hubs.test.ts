import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestHub, type TestHub } from "../../test/test-hub.js";
import { createTestIo, runCli } from "../../test/test-io.js";

const p8 = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const p8Text = p8.replace(/-----[A-Z ]+-----|\s/g, "");

const shop = {
  name: "shop",
  registrationTtl: { days: 90 },
  authorizationRules: [{ name: "Backend", rights: ["Send"] }],
  credentials: {
    apns: {
      key: "file:AuthKey.p8",
      keyId: "ABC123DEFG",
      teamId: "TEAM123456",
      bundleId: "com.contoso.shop",
      environment: "sandbox",
    },
    adm: { clientId: "client", clientSecret: "env:ADM_SECRET" },
  },
};

/** The text of a change, which must end with a tracking ID. */
function withoutIds(out: string): string {
  expect(out).toMatch(/\ntracking ID {2}\S+\n$/);
  return out.replace(/tracking ID {2}\S+\n$/, "");
}

/** Command lines in one folder, with the files of a hub in it. */
function workspace({ world, hub }: TestHub = createTestHub()) {
  const { cwd } = createTestIo();
  const env = { ...world.env, ADM_SECRET: "adm-secret-value" };
  const write = (name: string, content: unknown) =>
    writeFileSync(join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));
  write("AuthKey.p8", p8);
  write("hub.json", shop);
  const nh = (line: string, more: Parameters<typeof createTestIo>[0] = {}) =>
    runCli(line.split(" "), createTestIo({ ...world, env, cwd, ...more }));
  return { nh, write, cwd, hub };
}

describe("nh hubs create", () => {
  it("creates a hub from a file, with keys for its policies and the credentials of its references", async () => {
    const { nh } = workspace();
    const created = await nh("hubs create --file hub.json --json --show-secrets");
    expect(created.err).toBe("");
    expect(created.json()).toMatchObject({
      name: "shop",
      registrationTtl: { days: 90 },
      authorizationRules: [
        {
          name: "Backend",
          rights: ["Send"],
          primaryKey: expect.stringMatching(/^.{43}=$/),
          secondaryKey: expect.any(String),
        },
      ],
      credentials: { apns: { key: p8Text, environment: "sandbox" }, adm: { clientSecret: "adm-secret-value" } },
    });
  });

  it("masks secrets in text and JSON", async () => {
    const { nh } = workspace();
    for (const line of [
      "hubs create --file hub.json",
      "hubs get shop --json",
      "hubs get shop",
      "hubs list --json",
      "hubs list --ndjson",
      "hubs keys list shop --json",
      "hubs update shop --ttl 30d --dry-run",
      "hubs apply shop --file hub.json --dry-run --json",
      "hubs update shop --ttl 20d --trace",
    ]) {
      const { code, out, err } = await nh(line);
      expect([line, code]).toEqual([line, 0]);
      for (const secret of [p8Text, "adm-secret-value"]) expect(`${out}${err}`).not.toContain(secret);
      expect(`${out}${err}`).not.toMatch(/<PrimaryKey>(?!\*\*\*<)/);
    }
  });

  it("shows the exact request with --dry-run, and creates nothing", async () => {
    const { nh } = workspace();
    const planned = await nh("hubs create shop --ttl 90d --dry-run");
    expect(planned.code).toBe(0);
    expect(planned.out).toContain("PUT http://localhost:7447/shop?api-version=2020-06");
    expect(planned.out).toContain("<RegistrationTtl>P90D</RegistrationTtl>");
    expect((await nh("hubs get shop")).code).toBe(4);
  });

  it.each([
    ["hubs create", 2, "The name of the hub is missing."],
    ["hubs create depot --file hub.json", 2, 'The file describes the hub "shop", not "depot".'],
    ["hubs create shop --ttl soon", 2, '--ttl must be at least 1d, such as 90d, or never, not "soon".'],
    ["hubs update shop --ttl 1h", 2, '--ttl must be at least 1d, such as 90d, or never, not "1h".'],
    ["hubs create shop --file missing.json", 6, "missing.json does not exist."],
  ])("%s ends with %i", async (line, code, message) => {
    const { nh } = workspace();
    const result = await nh(line);
    expect(result.err).toContain(message);
    expect(result.code).toBe(code);
  });

  it("names the member of the file that is wrong", async () => {
    const { nh, write } = workspace();
    write("wrong.json", { credentials: { wns: { packageSid: "S-1-15-2-1", secretKey: "s" } } });
    const result = await nh("hubs create shop --file wrong.json --json");
    expect(result.code).toBe(6);
    expect(JSON.parse(result.err)).toMatchObject({
      code: "NH_INVALID_ARGUMENT",
      message: expect.stringContaining("credentials.wns.packageSid must be a package SID"),
    });
  });

  it("says that the hub exists", async () => {
    const { nh } = workspace();
    await nh("hubs create shop");
    const result = await nh("hubs create shop --json");
    expect(result.code).toBe(6);
    expect(JSON.parse(result.err)).toMatchObject({ code: "NH_CONFLICT", status: 409 });
  });
});

describe("nh hubs list and get", () => {
  it("show each hub with its credentials and policies", async () => {
    const { nh } = workspace();
    await nh("hubs create --file hub.json");
    await nh("hubs create depot");
    const listed = await nh("hubs list --json");
    expect(listed.json<{ hubs: { name: string }[] }>().hubs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["depot", "shop"]),
    );
    const { out } = await nh("hubs list", { tty: true });
    expect(out).toMatch(/shop\s+active\s+90 days\s+apns,adm\s+Backend/);
    const { out: text } = await nh("hubs get shop");
    expect(text).toMatch(/^time to live\s+90 days$/m);
    expect(text).toMatch(/^policy\s+Backend: Send$/m);
    expect(text).toMatch(/^credential apns\s+.*key \*\*\*/m);
  });

  it("end with 4 for a missing hub", async () => {
    const { nh } = workspace();
    const result = await nh("hubs get shop --json");
    expect(result.code).toBe(4);
    expect(JSON.parse(result.err)).toMatchObject({
      code: "NH_NOT_FOUND",
      message: "hubs.get was refused with NH_NOT_FOUND: The hub shop does not exist.",
    });
  });
});

describe("nh hubs update", () => {
  it("keeps what it does not name", async () => {
    const { nh, write } = workspace();
    await nh("hubs create --file hub.json");
    const before = (await nh("hubs get shop --json --show-secrets")).json();
    write("more.json", {
      authorizationRules: [{ name: "Phones", rights: ["Listen"] }],
      credentials: { adm: { clientId: "other", clientSecret: "x" } },
    });
    const after = await nh("hubs update shop --file more.json --metadata shop --disable --json --show-secrets");
    expect(after.json()).toMatchObject({
      registrationTtl: { days: 90 },
      userMetadata: "shop",
      disabled: true,
      authorizationRules: [...(before as typeof shop).authorizationRules.slice(0, 1), { name: "Phones" }].map(
        ({ name }) => expect.objectContaining({ name }),
      ),
      credentials: { apns: { key: p8Text }, adm: { clientId: "other" } },
    });
    const enabled = await nh("hubs update shop --enable --json");
    expect(enabled.json()).toMatchObject({ userMetadata: "shop", disabled: false });
  });

  it.each([
    ["hubs update shop", "Nothing to change."],
    ["hubs update shop --enable --disable", "--disable and --enable cannot be combined."],
  ])("%s is a mistake", async (line, message) => {
    const { nh } = workspace();
    const result = await nh(line);
    expect(result.err).toContain(message);
    expect(result.code).toBe(2);
  });
});

describe("nh hubs apply", () => {
  it("creates, changes, and then changes nothing", async () => {
    const { nh, write } = workspace();
    const first = await nh("hubs apply --file hub.json --yes --json");
    expect(first.json()).toMatchObject({ name: "shop", result: "created" });
    write("hub.json", { ...shop, registrationTtl: { seconds: 90 * 86_400 } });
    const again = await nh("hubs apply --file hub.json --yes --json");
    expect(again.json()).toEqual({ name: "shop", result: "unchanged", changes: [] });
    write("hub.json", {
      ...shop,
      authorizationRules: [{ name: "Phones", rights: ["Listen"] }],
      credentials: { apns: { ...shop.credentials.apns, environment: "production" } },
    });
    const changed = await nh("hubs apply --file hub.json --yes");
    expect(changed.out.split("\n")).toEqual(
      expect.arrayContaining([
        "~ credentials.apns.environment: sandbox → production",
        "- credentials.adm.clientId: client",
        "- credentials.adm.clientSecret: ***",
        "- authorizationRules.Backend.rights: Send",
        "+ authorizationRules.Phones.rights: Listen",
        "+ authorizationRules.Phones.primaryKey: ***",
        "shop was updated.",
      ]),
    );
  });

  it("shows the difference, then asks", async () => {
    const { nh } = workspace();
    const declined = await nh("hubs apply --file hub.json", { tty: true, replies: [false] });
    expect(declined.code).toBe(130);
    expect(declined.err).toContain("+ credentials.apns.environment: sandbox");
    expect(declined.io.questions).toEqual(["Create the hub shop?"]);
    expect((await nh("hubs get shop")).code).toBe(4);
    expect((await nh("hubs apply --file hub.json")).err).toContain("Pass --yes to confirm.");
  });

  it("says that a secret differs without showing it", async () => {
    const { nh } = workspace();
    await nh("hubs apply --file hub.json --yes");
    const changed = await nh("hubs apply --file hub.json --yes", {
      env: { ...createTestHub().world.env, ADM_SECRET: "another" },
    });
    expect(withoutIds(changed.out)).toBe("~ credentials.adm.clientSecret: another secret\nshop was updated.\n");
  });

  it("needs a file", async () => {
    const { nh } = workspace();
    expect((await nh("hubs apply shop")).err).toContain("--file is missing.");
  });
});

describe("nh hubs delete", () => {
  it("asks for the name of the hub", async () => {
    const { nh } = workspace();
    await nh("hubs create shop");
    const wrong = await nh("hubs delete shop", { tty: true, replies: ["shopp"] });
    expect(wrong.code).toBe(130);
    expect(wrong.err).toContain("The name does not match; nothing was deleted.");
    const right = await nh("hubs delete shop", { tty: true, replies: ["shop"] });
    expect(right.io.questions).toEqual([
      "This deletes the hub shop with all of its devices. Type its name to confirm:",
    ]);
    expect(withoutIds(right.out)).toBe("shop was deleted.\n");
    expect((await nh("hubs get shop")).code).toBe(4);
  });

  it("needs --confirm without a terminal", async () => {
    const { nh } = workspace();
    await nh("hubs create shop");
    expect((await nh("hubs delete shop")).code).toBe(2);
    expect((await nh("hubs delete shop --confirm depot")).code).toBe(2);
    expect((await nh("hubs delete shop --confirm shop --json")).json()).toEqual({
      name: "shop",
      deleted: true,
      trackingId: expect.any(String),
      correlationId: expect.any(String),
    });
  });
});

describe("nh hubs keys", () => {
  const keysOf = async (nh: ReturnType<typeof workspace>["nh"]) => {
    const { policies } = (await nh("hubs keys list shop --json --show-secrets")).json<{
      policies: { primaryKey: string; secondaryKey: string; connectionString: string }[];
    }>();
    const [policy] = policies;
    if (policy === undefined) throw new Error("no policy");
    return policy;
  };

  it("list opens the data plane of the hub with the connection strings", async () => {
    const { nh } = workspace();
    await nh("hubs create --file hub.json");
    const { connectionString } = await keysOf(nh);
    expect(connectionString).toMatch(/^Endpoint=sb:\/\/localhost:7447\/;SharedAccessKeyName=Backend;SharedAccessKey=/);
    const env = { NH_CONNECTION_STRING: connectionString };
    const sent = await nh("send adm --tag news --title Hi --hub shop", { env });
    expect([sent.code, sent.err]).toEqual([0, expect.stringContaining("Nobody received it")]);
    const refused = await nh("send fcmv1 --tag news --title Hi --hub shop --json", { env });
    expect(refused.code).toBe(6);
    expect(JSON.parse(refused.err)).toMatchObject({
      code: "NH_CREDENTIAL_MISSING",
      message: expect.stringContaining("Give the hub the credential fcmV1."),
    });
  });

  it("rotate moves the primary key to the secondary one", async () => {
    const { nh } = workspace();
    await nh("hubs create --file hub.json");
    const before = await keysOf(nh);
    const rotated = await nh("hubs keys rotate shop Backend --yes --json --show-secrets");
    const after = await keysOf(nh);
    expect(rotated.json()).toMatchObject(after);
    expect(after.secondaryKey).toBe(before.primaryKey);
    expect(after.primaryKey).not.toBe(before.primaryKey);
  });

  it.each([
    ["primary", true, false],
    ["secondary", false, true],
    ["both", true, true],
  ])("rotate --key %s replaces that key alone", async (key, primaryIsNew, secondaryIsNew) => {
    const { nh } = workspace();
    await nh("hubs create --file hub.json");
    const before = await keysOf(nh);
    const { out } = await nh(`hubs keys rotate shop Backend --yes --key ${key}`);
    const after = await keysOf(nh);
    expect([after.primaryKey !== before.primaryKey, after.secondaryKey !== before.secondaryKey]).toEqual([
      primaryIsNew,
      secondaryIsNew,
    ]);
    expect(out).not.toContain(after.primaryKey);
  });

  it("rotate names the policies of the hub when it has no such policy", async () => {
    const { nh } = workspace();
    await nh("hubs create --file hub.json");
    const result = await nh("hubs keys rotate shop Nobody --yes");
    expect(result.code).toBe(4);
    expect(result.err).toContain('The hub shop has no policy "Nobody".');
    expect(result.err).toContain("Its policies: Backend.");
  });
});

describe("the file that nh hubs get saves", () => {
  it("is one that apply takes", async () => {
    const { nh, write, cwd } = workspace();
    await nh("hubs create --file hub.json");
    const saved = await nh("hubs get shop --json --show-secrets");
    write("saved.json", saved.out);
    expect(JSON.parse(readFileSync(join(cwd, "saved.json"), "utf8"))).toMatchObject({ name: "shop" });
    const again = await nh("hubs apply --file saved.json --yes --json");
    expect([again.err, again.json()]).toEqual(["", { name: "shop", result: "unchanged", changes: [] }]);
  });
});
