import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTestIo, runCli, type TestIo, type TestIoOptions } from "../../../test/test-io.js";
import { Interrupted } from "../../interruption.js";

const KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const PHONE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/** A folder with this configuration, written as a person would. */
async function folderWith(config: unknown, options: TestIoOptions = {}): Promise<TestIo> {
  const io = createTestIo({ env: {}, ...options });
  const text = typeof config === "string" ? config : JSON.stringify(config, undefined, 2);
  await io.files.writeText(join(io.cwd, "nh-hub.json"), text);
  return io;
}

/** Starts a hub in this folder and runs other commands against it. */
async function start(io: TestIo, ...words: readonly string[]) {
  const running = runCli(["hub", "start", "--port", "0", "--no-https", "--no-page", "--json", ...words], io);
  await Promise.race([until(() => io.out() !== ""), running]);
  const { connectionString, hub } = JSON.parse(io.out() || "{}") as { connectionString: string; hub: string };
  const stop = async () => {
    io.interrupt(new Interrupted("SIGTERM"));
    return (await running).code;
  };
  onTestFinished(async () => {
    await stop();
  });
  const nh = (...command: readonly string[]) =>
    runCli([...command, "--json"], { env: { NH_CONNECTION_STRING: connectionString, NH_HUB: hub } });
  return { connectionString, hub, nh, stop };
}

const startFails = async (io: TestIo, ...words: readonly string[]) => {
  const { code, err } = await runCli(["hub", "start", "--port", "0", "--no-https", "--json", ...words], io);
  return { ...(JSON.parse(err) as { message: string; fix?: string }), code };
};

describe("nh hub start --config", () => {
  it("declares hubs with credentials and policies, installations, faults and the clock", async () => {
    const io = await folderWith(
      {
        $schema: "./node_modules/@nh/cli/schema/nh-hub.schema.json",
        hubs: [
          {
            name: "shop",
            credentials: {
              gcm: { apiKey: "env:GCM_KEY" },
              apns: {
                environment: "sandbox",
                key: "file:keys/apns.p8",
                keyId: "ABC1234567",
                teamId: "DEF1234567",
                bundleId: "com.contoso.shop",
              },
            },
            authorizationRules: [{ name: "App", rights: ["Listen"], primaryKey: KEY }],
          },
          "plain",
        ],
        policies: [{ keyName: "Root", rights: ["Manage"], primaryKey: "env:ROOT_KEY" }],
        installations: { shop: [{ installationId: "phone", platform: "apns", pushChannel: PHONE, tags: ["news"] }] },
        faults: ["throttled", { match: { operation: "getJob" }, answer: { status: 503 } }],
        clock: { freezeAt: "2031-05-06T07:08:09Z", advanceSeconds: 60 },
      },
      { env: { GCM_KEY: "gcm-secret", ROOT_KEY: "cm9vdA==" } },
    );
    await io.files.writeText(join(io.cwd, "keys/apns.p8"), await p8());
    const { connectionString, hub, nh } = await start(io, "--config", "nh-hub.json");
    expect([hub, connectionString]).toEqual([
      "shop",
      expect.stringContaining(";SharedAccessKeyName=Root;SharedAccessKey=cm9vdA=="),
    ]);
    expect((await nh("hub", "status")).json()).toMatchObject({ now: "2031-05-06T07:09:09.000Z", frozen: true });
    expect((await nh("hub", "fault", "list")).json<{ faults: unknown[] }>().faults).toHaveLength(2);
    await nh("hub", "fault", "clear");
    expect((await nh("installations", "get", "phone")).json()).toMatchObject({ tags: ["news"] });
    const refused = await nh("send", "windows", "--title", "x", "--everyone", "--yes");
    expect(refused.err).toContain("The notification format is windows.");
    expect((await nh("send", "apple", "--title", "x", "--everyone", "--yes")).code).toBe(0);
    expect((await nh("installations", "get", "x", "--hub", "other")).code).toBe(4);
    const asDevice = connectionString.replace("Root", "App").replace("cm9vdA==", KEY);
    const device = await nh("installations", "get", "phone", "--connection-string", asDevice);
    expect(device.code).toBe(0);
    expect(io.err()).toBe("");
  });

  it("declares the same for nh hub exec", async () => {
    const io = await folderWith({
      hubs: ["shop"],
      installations: { shop: [{ installationId: "phone", platform: "apns", pushChannel: PHONE }] },
    });
    let found: unknown;
    const runProgram: TestIo["runProgram"] = async ({ env }) => {
      found = (await runCli(["installations", "get", "phone", "--json"], { env })).json();
      return 7;
    };
    const world = createTestIo({ env: {}, cwd: io.cwd, runProgram });
    expect((await runCli(["hub", "exec", "--config", "nh-hub.json", "--", "test"], world)).code).toBe(7);
    expect(found).toMatchObject({ installationId: "phone" });
  });

  it("starts with the file that nh init writes", async () => {
    const io = createTestIo({ env: {} });
    await runCli(["init"], io);
    const world = createTestIo({ env: {}, cwd: io.cwd });
    const { nh } = await start(world, "--config", "nh-hub.json");
    expect((await nh("installations", "get", "first-phone")).json()).toMatchObject({ tags: ["news"] });
  });

  it("reads the file again at SIGHUP, and keeps what the file no longer names", async () => {
    const config = (metadata: string, faults: unknown[], clock?: unknown) => ({
      hubs: [{ name: "shop", userMetadata: metadata, authorizationRules: [] }],
      installations: { shop: [{ installationId: metadata, platform: "apns", pushChannel: PHONE }] },
      faults,
      clock,
    });
    const frozen = { freezeAt: "2031-05-06T07:08:09Z" };
    const io = await folderWith(config("first", ["throttled"], frozen));
    const { nh } = await start(io, "--config", "nh-hub.json");
    await nh("hub", "clock", "advance", "60s");
    await io.files.writeText(join(io.cwd, "nh-hub.json"), JSON.stringify(config("second", [], frozen)));
    io.hangUp();
    await until(async () => (await nh("installations", "get", "second")).code === 0);
    await until(async () => (await nh("hub", "fault", "list")).json<{ faults: unknown[] }>().faults.length === 0);
    expect((await nh("installations", "get", "first")).code).toBe(0);
    expect((await nh("hub", "status")).json()).toMatchObject({ now: "2031-05-06T07:09:09.000Z" });
  });

  it("goes on as before, and says why, when the file is wrong at SIGHUP", async () => {
    const io = await folderWith({ hubs: ["shop"] });
    const running = runCli(["hub", "start", "--port", "0", "--no-https", "--config", "nh-hub.json"], io);
    await until(() => io.err().includes("Running."));
    await io.files.writeText(join(io.cwd, "nh-hub.json"), '{\n  "hubs": ["shop"],\n  "fault": []\n}');
    io.hangUp();
    await until(() => io.err().includes("goes on as before"));
    expect(io.err()).toContain(
      "The hub goes on as before. nh-hub.json, line 3: fault is not a known field. Known fields: $schema, hubs, policies, installations, faults, clock.",
    );
    await io.files.writeText(join(io.cwd, "nh-hub.json"), '{ "hubs": ["shop", "more"] }');
    io.hangUp();
    await until(() => io.err().includes("Read nh-hub.json again."));
    io.interrupt(new Interrupted("SIGINT"));
    expect((await running).code).toBe(0);
  });

  it.each<[string, unknown, string | RegExp]>([
    [
      "what is not JSON",
      "{\n  hubs: []\n}",
      'nh-hub.json is not valid JSON: expected a name in double quotes or "}" at line 2, column 3.',
    ],
    ["an unknown field", { hub: [] }, "line 2: hub is not a known field. Known fields: "],
    ["a hub without a name", { hubs: [{}] }, "line 3: hubs[0] must be a name, or an object with a name."],
    ["no hubs", { hubs: [] }, "line 2: hubs must name at least one hub. Leave it out to allow any name."],
    ["a name that no hub can have", { hubs: ["a b"] }, 'line 3: hubs[0]: "a b" is not a valid hub name.'],
    [
      "a wrong package SID",
      { hubs: [{ name: "shop", credentials: { wns: { packageSid: "S-1-15-2-1", secretKey: "hidden" } } }] },
      "line 7: hubs[0].credentials.wns.packageSid must be a package SID such as ms-app://S-1-15-2-1…, with ms-app:// in front.",
    ],
    [
      "a reference to nothing",
      { hubs: [{ name: "shop", credentials: { gcm: { apiKey: "env:MISSING" } } }] },
      "line 7: hubs[0].credentials.gcm.apiKey: The environment variable MISSING is not set.",
    ],
    [
      "a reference to a file that does not exist",
      { hubs: ["shop", { name: "news", credentials: { fcmV1: "file:nope.json" } }] },
      /^nh-hub\.json, line 7: hubs\[1\]\.credentials\.fcmV1: .*nope\.json does not exist\.$/,
    ],
    [
      "a variable for a whole credential that is not set",
      { hubs: [{ name: "shop", credentials: { fcmV1: "env:NOPE" } }] },
      "nh-hub.json, line 6: hubs[0].credentials.fcmV1: The environment variable NOPE is not set.",
    ],
    [
      "two hubs with one name",
      { hubs: ["shop", { name: "news" }, { name: "Shop" }] },
      "nh-hub.json, line 8: hubs[2].name is the name of hubs[0] already. Each hub needs its own, in any letter case.",
    ],
    [
      "a name that is listed twice",
      { hubs: ["shop", "shop"] },
      "nh-hub.json, line 4: hubs[1] is the name of hubs[0] already. Each hub needs its own, in any letter case.",
    ],
    [
      "a wrong key",
      { hubs: ["shop"], policies: [{ keyName: "A", rights: ["Send"], primaryKey: "hidden key" }] },
      "line 11: policies[0].primaryKey must be a string without spaces and semicolons.",
    ],
    ["no policies", { policies: [] }, "line 2: policies must have at least one policy. Leave it out for the default."],
    ["an unknown scenario", { faults: ["throttled", "nothing"] }, "line 4: faults[1]: "],
    [
      "a wrong rule",
      { faults: [{ answer: { status: 42 } }] },
      "line 3: faults[0]: answer.status must be a status from 200 to 599.",
    ],
    ["a day that does not exist", { clock: { freezeAt: "tomorrow" } }, "line 3: clock.freezeAt: "],
    [
      "a wrong number",
      { clock: { advanceSeconds: -1 } },
      "line 3: clock.advanceSeconds must be a number of at least 0.",
    ],
    [
      "an installation of another hub",
      { hubs: ["shop"], installations: { news: [] } },
      "line 6: installations.news is not one of the hubs: shop.",
    ],
    [
      "an installation that the hub refuses",
      { installations: { shop: [{ installationId: "a", platform: "apns", pushChannel: PHONE, tags: ["a b"] }] } },
      "line 4: installations.shop[0]: ",
    ],
  ])("refuses %s, and names line and field", async (_what, config, message) => {
    const error = await startFails(await folderWith(config), "--config", "nh-hub.json");
    expect([error.code, error.message]).toEqual([
      6,
      typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
    ]);
    expect(JSON.stringify(error)).not.toContain("hidden");
  });

  it("does not take hubs from two places", async () => {
    const error = await startFails(await folderWith({ hubs: ["shop"] }), "--config", "nh-hub.json", "--hubs", "news");
    expect([error.code, error.message]).toEqual([2, "--hubs cannot be combined with the hubs of the --config file."]);
  });
});

describe("nh hub start --snapshot", () => {
  it("goes on where the last run ended", async () => {
    const first = createTestIo({ env: {} });
    const state = join(first.cwd, "state.json");
    const started = await start(first, "--snapshot", state, "--save-on-exit");
    await started.nh("hub", "seed", "2");
    expect(await started.stop()).toBe(0);
    const { nh } = await start(createTestIo({ env: {} }), "--snapshot", state);
    expect((await nh("installations", "list")).json<{ installations: unknown[] }>().installations).toHaveLength(2);
  });

  it("leaves the file as it is without --save-on-exit", async () => {
    const first = createTestIo({ env: {} });
    const state = join(first.cwd, "state.json");
    await (await start(first, "--snapshot", state, "--save-on-exit")).stop();
    const before = await first.files.readText(state);
    const second = await start(createTestIo({ env: {} }), "--snapshot", state);
    await second.nh("hub", "seed", "2");
    await second.stop();
    expect(await first.files.readText(state)).toBe(before);
  });

  it("refuses a file that does not exist or is not a snapshot", async () => {
    expect((await startFails(createTestIo({ env: {} }), "--snapshot", "missing.json")).message).toContain(
      "missing.json",
    );
    const io = await folderWith("{}");
    expect(await startFails(io, "--snapshot", "nh-hub.json", "--save-on-exit")).toMatchObject({
      code: 6,
      message: expect.stringMatching(/^nh-hub\.json cannot be loaded\. The snapshot cannot be read: /),
    });
    expect(await io.files.readText(join(io.cwd, "nh-hub.json"))).toBe("{}");
  });

  it.each([
    [["--save-on-exit"], "--save-on-exit needs the file to write."],
    [
      ["--snapshot", "a.json", "--data-dir", "data"],
      "--snapshot and --data-dir cannot be combined, since both hold the whole state.",
    ],
  ])("refuses %j", async (words, message) => {
    expect(await startFails(createTestIo({ env: {} }), ...words)).toMatchObject({ code: 2, message });
  });
});

/** A key as Apple issues it. */
async function p8(): Promise<string> {
  const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const bytes = Buffer.from(await crypto.subtle.exportKey("pkcs8", privateKey)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${bytes}\n-----END PRIVATE KEY-----\n`;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("it never came true");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
