import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestIo, runCli } from "../../test/test-io.js";

const secret = "c2VjcmV0LWtleQ==";
const connection = `Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=full;SharedAccessKey=${secret}`;

describe("nh profile", () => {
  it("saves a profile in a file that only its owner can read, and lists it without the key", async () => {
    const io = createTestIo({ input: connection });
    const added = await runCli(["profile", "add", "test", "--connection-string", "-", "--hub", "shop", "--use"], io);
    expect({ code: added.code, err: added.err }).toEqual({ code: 0, err: "" });
    expect(added.out).not.toContain(secret);
    expect(statSync(join(io.configDirectory, "config.json")).mode & 0o777).toBe(0o600);
    const { out } = await runCli(["profile", "list"], io);
    expect(out).toBe("\tlocal\thub\thttp://localhost:7447/\n*\ttest\tshop\thttps://contoso.servicebus.windows.net/\n");
  });

  it("saves only the reference when one is given, and resolves it on use", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    await runCli(["profile", "add", "shop", "--connection-string", "env:SHOP", "--hub", "shop"], io);
    expect(await io.files.readText(join(io.configDirectory, "config.json"))).not.toContain(secret);
    const { json } = await runCli(["sas", "create", "--profile", "shop", "--json"], io);
    expect(json()).toMatchObject({ resourceUri: "https://contoso.servicebus.windows.net/shop", keyName: "full" });
  });

  it("asks for the connection string on a terminal", async () => {
    const io = createTestIo({ tty: true, replies: [connection, "shop"] });
    const { code } = await runCli(["profile", "add", "shop"], io);
    expect(code).toBe(0);
    expect(io.questions).toEqual(["Connection string", "Name of the hub"]);
  });

  it("uses and removes a profile", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    await runCli(["profile", "add", "shop", "--connection-string", "env:SHOP", "--hub", "shop"], io);
    expect((await runCli(["profile", "use", "shop", "--json"], io)).json()).toEqual({ active: "shop" });
    expect((await runCli(["sas", "create", "--json"], io)).json()).toMatchObject({
      resourceUri: "https://contoso.servicebus.windows.net/shop",
    });
    expect((await runCli(["profile", "remove", "shop", "--json"], io)).json()).toEqual({ removed: "shop" });
    const unknown = await runCli(["profile", "use", "shop", "--json"], io);
    expect(unknown.code).toBe(4);
    expect(JSON.parse(unknown.err)).toMatchObject({ code: "NH_CLI_PROFILE_UNKNOWN" });
  });

  it("names what decides which hub is used", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    const list = async (env = {}) => (await runCli(["profile", "list"], { ...io, env: { ...io.env, ...env } })).err;
    expect(await list()).toBe("No profile is active, so commands use the local hub.\n");
    await runCli(["profile", "add", "shop", "--connection-string", "env:SHOP", "--hub", "shop", "--use"], io);
    expect(await list()).toBe(
      `The active profile in ${join(io.configDirectory, "config.json")} decides which hub to use.\n`,
    );
    await runCli(["init", "--no-samples"], io);
    expect(await list()).toBe(`${io.cwd}/.nh/config.json decides which hub to use, not the active profile.\n`);
    expect(await list({ NH_CONNECTION_STRING: connection })).toBe(
      "NH_CONNECTION_STRING decides which hub to use, not the active profile.\n",
    );
  });

  it("keeps all of eight that are added at once", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    const names = Array.from({ length: 8 }, (_, index) => `p${index}`);
    const add = (name: string) =>
      runCli(["profile", "add", name, "--connection-string", "env:SHOP", "--hub", "shop"], {
        ...createTestIo(),
        env: io.env,
        configDirectory: io.configDirectory,
      });
    expect((await Promise.all(names.map(add))).map(({ code, err }) => [code, err])).toEqual(names.map(() => [0, ""]));
    const { json } = await runCli(["profile", "list", "--json"], io);
    expect(
      json<{ profiles: { name: string }[] }>()
        .profiles.map(({ name }) => name)
        .sort(),
    ).toEqual(["local", ...names]);
  });

  it("refuses a connection string as the name of the hub, and never lists one", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    const added = await runCli(["profile", "add", "a", "--connection-string", "env:SHOP", "--hub", connection], io);
    expect(added).toMatchObject({ code: 2, out: "" });
    expect(added.err).not.toContain(secret);
    const profiles = { a: { connectionString: `file:${connection}`, hub: connection } };
    await io.files.writeText(join(io.configDirectory, "config.json"), JSON.stringify({ profiles }));
    for (const format of [[], ["--json"]]) {
      const { code, out } = await runCli(["profile", "list", ...format], io);
      expect(code).toBe(0);
      expect(out).toContain("an invalid hub name");
      expect(out).not.toContain(secret);
    }
  });

  it("writes no character that would disturb a terminal", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    const { code, out } = await runCli(
      ["profile", "add", "a", "--connection-string", "file:\u202e/tmp/\u009b31mx\u007f", "--hub", "shop"],
      io,
    );
    expect(code).toBe(0);
    expect(out).toContain("file:\\u202e/tmp/\\u009b31mx\\u007f");
    expect(out).toMatch(/^[^\u007f-\u009f\u202e]*$/);
  });

  it("refuses to remove the built-in profile", async () => {
    const { code, err } = await runCli(["profile", "remove", "local"]);
    expect(code).toBe(2);
    expect(err).toContain('"local" is built in and cannot be removed.');
  });

  it("refuses a name that is taken, and an invalid one", async () => {
    const io = createTestIo({ env: { SHOP: connection } });
    const add = ["profile", "add", "shop", "--connection-string", "env:SHOP", "--hub", "shop"];
    await runCli(add, io);
    expect((await runCli(add, io)).code).toBe(2);
    expect((await runCli([...add, "--force"], io)).code).toBe(0);
    expect(
      (await runCli(["profile", "add", "../x", "--connection-string", "env:SHOP", "--hub", "shop"], io)).code,
    ).toBe(2);
  });
});
