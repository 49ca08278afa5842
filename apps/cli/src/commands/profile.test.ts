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
