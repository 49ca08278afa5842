import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestIo, runCli } from "../../test/test-io.js";

describe("nh init", () => {
  it("writes a configuration that later commands find, even from a subfolder", async () => {
    const io = createTestIo({
      env: { SHOP: "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=full;SharedAccessKey=a2V5" },
    });
    const { code, json } = await runCli(["init", "--hub", "shop", "--connection-string", "env:SHOP", "--json"], io);
    expect(code).toBe(0);
    expect(json()).toEqual({
      files: [
        ".nh/config.json",
        "nh-hub.json",
        ".nh/templates/news.apple.json",
        ".nh/templates/news.fcmv1.json",
        ".nh/payloads/hello.apple.json",
      ],
    });
    await io.files.writeText(join(io.cwd, "deep/er/x.txt"), "");
    const below = { ...io, cwd: join(io.cwd, "deep/er") };
    expect((await runCli(["sas", "create", "--json"], below)).json()).toMatchObject({
      resourceUri: "https://contoso.servicebus.windows.net/shop",
    });
  });

  it("keeps existing files unless forced", async () => {
    const io = createTestIo();
    await runCli(["init"], io);
    const again = await runCli(["init", "--json"], io);
    expect(again.json()).toEqual({ files: [] });
    expect((await runCli(["init", "--force", "--no-samples", "--json"], io)).json()).toEqual({
      files: [".nh/config.json"],
    });
  });

  it("keeps an existing configuration without a prompt, and refuses another one", async () => {
    const io = createTestIo({ tty: true, replies: ["local"] });
    await runCli(["init", "--no-samples"], io);
    const again = await runCli(["init", "--no-color"], io);
    expect(again).toMatchObject({
      code: 0,
      err: ".nh/config.json already exists; --force replaces it.\nNext: nh doctor.\n",
    });
    expect(again.out).toContain("wrote  .nh/payloads/hello.apple.json\n");
    const other = await runCli(["init", "--use", "azure", "--json"], io);
    expect([other.code, JSON.parse(other.err)]).toEqual([
      2,
      expect.objectContaining({ message: ".nh/config.json already exists.", fix: "Pass --force to replace it." }),
    ]);
    expect(io.questions).toEqual(["Which hub?"]);
  });

  it("refuses an invalid hub name, and a hub beside the local one", async () => {
    const invalid = await runCli(["init", "--hub", "my shop", "--json"]);
    expect(JSON.parse(invalid.err)).toMatchObject({ message: '"my shop" is not a valid hub name.', exitCode: 2 });
    const asked = createTestIo({ tty: true, replies: ["azure", "my shop"] });
    expect((await runCli(["init"], asked)).code).toBe(2);
    expect((await runCli(["init", "--use", "local", "--hub", "shop"])).code).toBe(2);
    expect(await asked.files.exists(join(asked.cwd, ".nh"))).toBe(false);
  });

  it("asks on a terminal", async () => {
    const io = createTestIo({ tty: true, replies: ["azure", "shop"] });
    expect((await runCli(["init", "--no-samples"], io)).code).toBe(0);
    expect(JSON.parse(await io.files.readText(join(io.cwd, ".nh/config.json")))).toEqual({
      connectionString: "env:NH_CONNECTION_STRING",
      hub: "shop",
    });
  });

  it("refuses to write a connection string into the file", async () => {
    const { code, err } = await runCli([
      "init",
      "--hub",
      "shop",
      "--connection-string",
      "Endpoint=sb://x/;SharedAccessKey=c2VjcmV0",
    ]);
    expect(code).toBe(2);
    expect(err).not.toContain("c2VjcmV0");
  });

  it("writes samples that its own linters accept", async () => {
    const io = createTestIo();
    await runCli(["init"], io);
    const lint = await runCli(
      ["payload", "lint", ".nh/payloads/hello.apple.json", "--platform", "apple", "--json"],
      io,
    );
    expect(lint.json()).toMatchObject({ ok: true, findings: [] });
    const template = await runCli(
      ["template", "lint", ".nh/templates/news.fcmv1.json", "--platform", "fcmv1", "--json"],
      io,
    );
    expect(template.json()).toEqual({ ok: true, findings: [] });
    const whole = await runCli(
      ["template", "lint", ".nh/templates/news.apple.json", "--platform", "apple", "--json"],
      io,
    );
    expect(whole.json()).toEqual({ ok: true, findings: [] });
  });
});
