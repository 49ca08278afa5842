import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTestIo, runCli } from "../test/test-io.js";
import { catalogue } from "./commands/catalogue.js";
import { Interrupted, OutputClosed } from "./interruption.js";
import { allOptions, walkCommands } from "./program/command.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

describe("nh", () => {
  it("prints its version", async () => {
    expect(await runCli(["--version"])).toMatchObject({ code: 0, out: `${version}\n`, err: "" });
    for (const word of ["-v", "-V", "version"]) expect((await runCli([word, "--json"])).json()).toEqual({ version });
  });

  it("prints its help to stdout, with and without --help", async () => {
    const { code, out, err } = await runCli(["--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const { name, summary } of catalogue) {
      expect(out).toContain(`  ${name}`);
      expect(out.replace(/\s+/g, " ")).toContain(summary);
    }
    for (const words of [[], ["-h"]]) expect((await runCli(words)).out).toBe(out);
  });

  it("suggests what was probably meant", async () => {
    const { code, err } = await runCli(["sned"]);
    expect(code).toBe(2);
    expect(err).toBe('error: Unknown command "sned".\n  hint: Did you mean send?\n');
    expect((await runCli(["installations", "lsit"])).err).toContain("Did you mean list?");
    expect((await runCli(["send", "apple", "--titel", "x"])).err).toContain("Did you mean --title?");
    expect((await runCli(["send", "appel"])).err).toContain("Did you mean apple?");
    expect((await runCli(["help", "conection"])).err).toContain("Did you mean nh help connection?");
  });

  it("knows the other names of a platform", async () => {
    const { code, err } = await runCli(["send", "apns", "--title", "x"]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error: Unknown platform "apns"\.\n {2}hint: Did you mean apple\? Known platforms: apple, .*, template\.\n$/,
    );
    const put = await runCli(["installations", "put", "a", "--platform", "Apple"]);
    expect(put.err).toMatch(
      /^error: --platform must be one of apns, .*, not "Apple"\.\n {2}hint: Did you mean apns\?\n$/,
    );
  });

  it("names the words that can follow, and the help of that command", async () => {
    expect((await runCli(["hub", "fault"])).err).toBe(
      "error: nh hub fault needs another word: add, list, remove, clear, scenario.\n  hint: nh hub fault --help explains each.\n",
    );
    expect((await runCli(["send"])).err).toBe(
      "error: The platform is missing.\n  hint: Pass it, such as nh send apple or nh send apple,fcmv1. Known platforms: apple, fcmv1, gcm, windows, windowsphone, adm, baidu, xiaomi, browser, template.\n",
    );
    expect((await runCli(["sas", "decode"])).err).toContain(
      "hint: nh sas decode --help lists its arguments and options.",
    );
    expect((await runCli(["zzzzzz"])).err).toContain("hint: nh --help lists the commands.");
    expect((await runCli(["hub", "fault", "add", "--zzz"])).err).toContain(
      "hint: nh hub fault add --help lists its arguments and options.",
    );
  });

  it("writes errors without color when color is off", async () => {
    expect((await runCli(["sned"], { tty: true })).err).toContain("\u001b[31merror:\u001b[39m");
    expect((await runCli(["sned", "--no-color"], { tty: true })).err).not.toContain("\u001b");
  });

  it("breaks long messages on a terminal between words", async () => {
    const { err } = await runCli(["outcome", "", "--no-color"], { tty: true, columns: 31 });
    expect(err).toBe('error: "" is not a valid ID.\n  hint: An ID must not be\n    empty, "." or "..".\n');
  });

  it("fits help to the terminal, even in a pager", async () => {
    const io = createTestIo({ tty: true, columns: 60 });
    const piped = { ...io, stdout: { ...io.stdout, isTTY: false, columns: Number.POSITIVE_INFINITY } };
    const { out } = await runCli(["send", "--help"], piped);
    const lines = out.slice(0, out.indexOf("Examples:")).split("\n");
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });

  it("refuses to read stdin twice", async () => {
    const { code, err } = await runCli(["sas", "verify", "-", "--connection-string", "-", "--hub", "shop"], {
      input: "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=a2V5",
    });
    expect(code).toBe(2);
    expect(err).toContain("Stdin can be read only once.");
  });

  it("shows the help of a command for nh help <command>", async () => {
    expect((await runCli(["help", "installations", "put"])).out).toBe(
      (await runCli(["installations", "put", "--help"])).out,
    );
  });

  it("refuses IDs that a URL cannot hold, and invalid hub names", async () => {
    expect((await runCli(["installations", "get", ".."])).code).toBe(2);
    expect((await runCli(["installations", "delete", "a", "", "--yes"])).code).toBe(2);
    const { code, err } = await runCli(["installations", "get", "x", "--hub", "a b"]);
    expect(code).toBe(2);
    expect(err).toContain('"a b" is not a valid hub name.');
  });

  it("exits with 2 when a word is missing or too many", async () => {
    expect((await runCli(["installations"])).code).toBe(2);
    expect((await runCli(["installations", "get"])).code).toBe(2);
    expect((await runCli(["installations", "get", "a", "b"])).code).toBe(2);
  });

  it("writes errors as one object to stderr with --json, whatever the error", async () => {
    const { code, out, err } = await runCli(["sned", "--json"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(JSON.parse(err)).toEqual({
      code: "NH_CLI_USAGE",
      message: 'Unknown command "sned".',
      fix: "Did you mean send?",
      exitCode: 2,
    });
  });

  it("writes its help for a terminal of 80 columns", async () => {
    const { out } = await runCli(["--help"], { tty: true, columns: 80 });
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("takes options before the first word", async () => {
    expect((await runCli(["--json", "tags", "lint", "a"])).json()).toEqual({ ok: true, findings: [] });
    const { err } = await runCli(["--hub", "shop", "--connection-string=Endpoint=bad", "sas", "create", "--json"]);
    expect(JSON.parse(err)).toMatchObject({ code: "NH_CONNECTION_STRING_INVALID" });
  });

  it("ends quietly when the reader of its output has gone", async () => {
    const io = createTestIo();
    const closed = { ...io, stdout: { ...io.stdout, write: () => Promise.reject(new OutputClosed()) } };
    expect(await runCli(["help"], closed)).toMatchObject({ code: 0, err: "" });
  });

  it("exits with 130 when it is interrupted, and reports what was done", async () => {
    const io = createTestIo();
    io.interrupt(new Interrupted("SIGINT"));
    const { code, err } = await runCli(["hub", "start", "--port", "0", "--no-https", "--json"], io);
    expect(code).toBe(130);
    expect(JSON.parse(err)).toEqual({ code: "NH_CLI_INTERRUPTED", message: "Interrupted.", exitCode: 130 });
  });

  it("ends although its input never arrives, when the interrupt comes before the read", async () => {
    const never = {
      isTTY: false,
      chunks: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }),
    };
    const io = { ...createTestIo(), stdin: never };
    io.interrupt(new Interrupted("SIGINT"));
    expect(await runCli(["payload", "lint", "-", "--platform", "apple"], io)).toMatchObject({
      code: 130,
      err: "error: Interrupted.\n",
    });
  });

  it("uses color only on a terminal, and never with NO_COLOR or --no-color", async () => {
    const words = ["tags", "explain", "a", "--tags", "a"];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a color sequence begins with.
    const colorSequence = /\u001b\[/;
    expect((await runCli(words, { tty: true })).out).toMatch(colorSequence);
    expect((await runCli(words)).out).not.toMatch(colorSequence);
    expect((await runCli(words, { tty: true, env: { NO_COLOR: "1" } })).out).not.toMatch(colorSequence);
    expect((await runCli([...words, "--no-color"], { tty: true })).out).not.toMatch(colorSequence);
    expect((await runCli([...words, "--json"], { tty: true })).out).not.toMatch(colorSequence);
  });
});

describe("the definitions of the commands", async () => {
  const nodes = await Promise.all(catalogue.map(async (entry) => ({ entry, node: await entry.load() })));
  const commands = nodes.flatMap(({ entry, node }) => [...walkCommands(node, [entry.name])]);

  it("have the same summary in the list of commands and in their own help", () => {
    for (const { entry, node } of nodes)
      expect({ [entry.name]: node.summary }).toEqual({ [entry.name]: entry.summary });
  });

  it("give every write a --dry-run", () => {
    const without = commands.filter(([, { options }]) => !("dryRun" in options)).map(([path]) => path.join(" "));
    expect(without).toEqual([
      ...["outcome", "feedback", "installations get", "installations list", "installations export"],
      ...["registrations list", "registrations get", "jobs get", "jobs list", "jobs wait"],
      ...["hubs list", "hubs get", "hubs keys list"],
      ...[
        "payload lint",
        "payload size",
        "payload preview",
        "template lint",
        "template render",
        "tags lint",
        "tags explain",
      ],
      ...["sas create", "sas decode", "sas verify", "doctor", "doctor credentials"],
      // It writes to no hub; --validate-only pushes to nobody.
      "probe",
      ...[
        "hub start",
        "hub exec",
        "hub status",
        "hub snapshot save",
        "hub clock show",
        "hub fault list",
        "hub explain",
      ],
      ...["listen", "deliveries list", "deliveries show", "requests list", "requests show", "requests tail"],
      // These write only files of this machine.
      ...[
        "init",
        "vapid generate",
        "profile add",
        "profile list",
        "profile use",
        "profile remove",
        "completion",
        "help",
      ],
    ]);
  });

  it("have no option whose name another one negates", () => {
    for (const [path, command] of commands) {
      const names = Object.keys(allOptions(command));
      const clash = names.filter((name) => names.includes(`no${name.charAt(0).toUpperCase()}${name.slice(1)}`));
      expect({ path, clash }).toEqual({ path, clash: [] });
    }
  });

  it.each(commands.map(([path, command]) => [path.join(" "), command] as const))(
    "nh %s has help with examples",
    async (path, command) => {
      const { code, out } = await runCli([...path.split(" "), "--help"]);
      expect(code).toBe(0);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        expect(out).toContain(example.command);
        expect(example.command).toContain(`nh ${path.split(" ")[0]}`);
      }
    },
  );
});
