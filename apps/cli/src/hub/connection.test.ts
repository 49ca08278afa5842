import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestIo, runCli, type TestIoOptions } from "../../test/test-io.js";
import { localConnectionString } from "./local-hub.js";

const connection = (name: string) =>
  `Endpoint=sb://${name}.servicebus.windows.net/;SharedAccessKeyName=full;SharedAccessKey=c2VjcmV0`;

/** The hub that a command would talk to, read from the token that it would sign. */
async function targetOf(
  words: readonly string[],
  options: Omit<TestIoOptions, "files"> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const { files = {}, ...rest } = options;
  const io = createTestIo(rest);
  for (const [name, text] of Object.entries(files)) await io.files.writeText(join(io.cwd, name), text);
  const { json, err } = await runCli(["sas", "create", ...words, "--json"], io);
  return err === "" ? json<{ resourceUri: string }>().resourceUri : (JSON.parse(err) as { message: string }).message;
}

const uri = (namespace: string, hub: string) => `https://${namespace}.servicebus.windows.net/${hub}`;
const profiles = JSON.stringify({
  active: "kept",
  profiles: { kept: { connectionString: connection("kept"), hub: "kepthub" } },
});

describe("the connection", () => {
  const nh = { NH_CONNECTION_STRING: connection("nh"), NH_HUB: "nhhub" };
  const azure = { NOTIFICATIONHUBS_CONNECTION_STRING: connection("azure"), NOTIFICATION_HUB_NAME: "azurehub" };

  it("is the local hub by default", async () => {
    expect(await targetOf([])).toBe("http://localhost:7447/hub");
  });
  it("comes from the active profile, the project, Azure's variables, our variables or the options, the last one winning", async () => {
    const files: Record<string, string> = { "config/config.json": profiles };
    expect(await targetOf([], { files })).toBe(uri("kept", "kepthub"));
    files[".nh/config.json"] = JSON.stringify({ connectionString: "env:PROJECT", hub: "projecthub" });
    const env: Record<string, string> = { PROJECT: connection("project") };
    expect(await targetOf([], { files, env })).toBe(uri("project", "projecthub"));
    Object.assign(env, azure);
    expect(await targetOf([], { files, env })).toBe(uri("azure", "azurehub"));
    Object.assign(env, nh);
    expect(await targetOf([], { files, env })).toBe(uri("nh", "nhhub"));
    expect(await targetOf(["--connection-string", "env:PROJECT", "--hub", "given"], { files, env })).toBe(
      uri("project", "given"),
    );
  });
  it("comes from a named profile, whatever the environment holds", async () => {
    const files = { "config/config.json": profiles };
    expect(await targetOf(["--profile", "kept"], { files, env: nh })).toBe(uri("kept", "kepthub"));
    expect(await targetOf(["--profile", "local"], { files, env: nh })).toBe("http://localhost:7447/hub");
    expect(await targetOf(["--profile", "kept", "--hub", "other"], { files, env: nh })).toBe(uri("kept", "other"));
    expect(await targetOf(["--profile", "lost"], { files })).toBe('Unknown profile "lost".');
  });
  it("never combines the connection string of one profile with the hub of another", async () => {
    const files = { "config/config.json": profiles };
    expect(await targetOf([], { files, env: { NH_CONNECTION_STRING: connection("nh") } })).toBe(
      "The name of the hub is missing (the connection string comes from NH_CONNECTION_STRING).",
    );
    expect(await targetOf([], { env: { NH_CONNECTION_STRING: `${connection("nh")};EntityPath=inside` } })).toBe(
      uri("nh", "inside"),
    );
    expect(await targetOf([], { files, env: { NH_HUB: "named" } })).toBe(uri("kept", "named"));
  });
  it("can be a profile that the project names", async () => {
    const files = { "config/config.json": profiles, ".nh/config.json": JSON.stringify({ profile: "kept" }) };
    expect(await targetOf([], { files })).toBe(uri("kept", "kepthub"));
  });
});

describe("references to secrets", () => {
  it("come from the environment, a file or stdin", async () => {
    expect(await targetOf(["--hub", "x", "--connection-string", "env:CS"], { env: { CS: connection("a") } })).toBe(
      uri("a", "x"),
    );
    expect(
      await targetOf(["--hub", "x", "--connection-string", "file:secret.txt"], {
        files: { "secret.txt": `${connection("b")}\n` },
      }),
    ).toBe(uri("b", "x"));
    expect(await targetOf(["--hub", "x", "--connection-string", "-"], { input: connection("c") })).toBe(uri("c", "x"));
  });
  it("name what is missing", async () => {
    expect(await targetOf(["--hub", "x", "--connection-string", "env:CS"])).toBe(
      "The environment variable CS is not set.",
    );
    expect(await targetOf(["--hub", "x", "--connection-string", "file:nowhere"])).toMatch(/nowhere does not exist\.$/);
    expect(await targetOf(["--hub", "x", "--connection-string", "-"], { input: " \n" })).toBe(
      "Expected a secret on stdin, which is empty.",
    );
  });
  it("name the file that has them, where that is not the command line", async () => {
    const io = createTestIo();
    const add = ["profile", "add", "shop", "--connection-string", "env:NOWHERE", "--hub", "h", "--use"];
    expect((await runCli(add, io)).code).toBe(0);
    const { code, err } = await runCli(["sas", "create", "--json"], io);
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      message: `The environment variable NOWHERE is not set. The reference is that of profile shop in ${io.configDirectory}/config.json.`,
      fix: "Set it, or name another variable: env:NAME.",
    });
  });
  it("are refused without being shown when they hold the secret itself", async () => {
    for (const prefix of ["file:", "env:"]) {
      const { code, out, err } = await runCli(["sas", "create", "--connection-string", prefix + connection("shop")]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).not.toContain("c2VjcmV0");
      const added = await runCli([
        "profile",
        "add",
        "x",
        "--connection-string",
        prefix + connection("shop"),
        "--hub",
        "h",
      ]);
      expect(added.code).toBe(2);
      expect(added.err).not.toContain("c2VjcmV0");
    }
  });
  it("are recommended when the command line holds a connection string", async () => {
    const { err } = await runCli(["sas", "create", "--connection-string", localConnectionString, "--hub", "x"]);
    expect(err).toContain("Use env:NAME, file:PATH or - instead");
  });
});

describe("the file of a project", () => {
  const elsewhere = { connectionString: connection("elsewhere"), hub: "elsewhere" };

  async function projectIn(folder: string, options: TestIoOptions = {}) {
    const io = createTestIo(options);
    await io.files.writeText(join(io.cwd, folder, ".nh", "config.json"), JSON.stringify(elsewhere));
    return io;
  }

  it("is named on a terminal when it is not in the current folder", async () => {
    const io = await projectIn(".", { tty: true, columns: 400 });
    const below = { ...io, cwd: join(io.cwd, "src") };
    expect((await runCli(["sas", "create", "--no-color"], below)).err).toBe(
      `${io.cwd}/.nh/config.json decides which hub to use.\n`,
    );
    expect((await runCli(["sas", "create"], io)).err).toBe("");
    const piped = await projectIn(".");
    expect((await runCli(["sas", "create"], { ...piped, cwd: join(piped.cwd, "src") })).err).toBe("");
  });

  it.skipIf(process.platform === "win32")("decides nothing when others can write to it, or to its folder", async () => {
    for (const place of [".nh/config.json", ".nh"]) {
      const io = await projectIn(".");
      chmodSync(join(io.cwd, place), 0o777);
      const { code, err } = await runCli(["sas", "create", "--json"], io);
      expect([code, JSON.parse(err)]).toEqual([
        6,
        {
          code: "NH_CLI_INPUT",
          message: `Other users can write to ${join(io.cwd, place)}, so nh does not use it.`,
          fix: `If you trust it, run: chmod go-w ${join(io.cwd, place)}`,
          exitCode: 6,
        },
      ]);
      // Whoever names a hub does not ask the file.
      expect((await runCli(["sas", "create", "--profile", "local"], io)).code).toBe(0);
    }
  });

  it("decides nothing when it belongs to another user", async () => {
    const io = await projectIn(".");
    const path = join(io.cwd, ".nh", "config.json");
    const foreign = { ...io, files: { ...io.files, untrusted: async () => ({ path, reason: "owner" as const }) } };
    const { code, err } = await runCli(["sas", "create", "--json"], foreign);
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({ message: `${path} belongs to another user, so nh does not use it.` });
  });
});

describe("a name of a hub that is a connection string", () => {
  it("is refused without being shown", async () => {
    const { code, out, err } = await runCli(["installations", "list", "--hub", connection("shop"), "--json"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(JSON.parse(err)).toMatchObject({ message: "Expected the name of the hub, not a connection string." });
    expect(err).not.toMatch(/Endpoint|c2VjcmV0/);
  });
});

describe("a damaged configuration", () => {
  it.skipIf(process.platform === "win32")("is refused when it is a pipe, which may never end", async () => {
    for (const name of ["config/config.json", ".nh/config.json"]) {
      const io = createTestIo();
      mkdirSync(join(io.cwd, name, ".."));
      execFileSync("mkfifo", [join(io.cwd, name)]);
      const { code, err } = await runCli(["sas", "create", "--json"], io);
      expect(code).toBe(6);
      expect(JSON.parse(err)).toMatchObject({ message: `${join(io.cwd, name)} must be a file, not a pipe.` });
    }
  });

  it.each([
    ["config/config.json", "{", "is not valid JSON"],
    ["config/config.json", '{"active":1}', "active in"],
    ["config/config.json", '{"profiles":{"a":{"hub":"x"}}}', "connectionString is missing"],
    [".nh/config.json", "[]", "must be a JSON object"],
  ])("is named: %s %s", async (name, text, message) => {
    expect(await targetOf([], { files: { [name]: text } })).toContain(message);
  });
});
