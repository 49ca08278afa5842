import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";
import { shells } from "../completion-script.js";

const has = (program: string) => spawnSync(program, ["--version"]).error === undefined;

describe("nh completion", () => {
  it.each(shells)("prints a script for %s that knows every noun, verb and option", async (shell) => {
    const { code, out, err } = await runCli(["completion", shell]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const word of [
      "installations tag add",
      "hub clock advance",
      "--connection-string",
      "--dry-run",
      "windowsphone",
    ])
      expect(out).toContain(word);
  });

  it("is a field of the JSON document", async () => {
    const { out } = await runCli(["completion", "fish"]);
    expect((await runCli(["completion", "fish", "--json"])).json()).toEqual({ shell: "fish", script: out });
  });

  it("refuses a shell that it does not know", async () => {
    const { code, err } = await runCli(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(err).toContain("bash, zsh, fish, pwsh");
  });

  it.skipIf(!has("bash"))("completes words in bash (skipped where there is no bash)", async () => {
    const { out } = await runCli(["completion", "bash"]);
    const complete = (...words: string[]) => {
      const script = `${out}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _nh; echo "\${COMPREPLY[@]}"`;
      return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split(" ");
    };
    expect(complete("nh", "ins")).toEqual(["installations"]);
    expect(complete("nh", "installations", "ta")).toEqual(["tag"]);
    expect(complete("nh", "installations", "tag", "")).toEqual(["add", "remove", "--help"]);
    expect(complete("nh", "send", "win")).toEqual(["windows", "windowsphone"]);
    expect(complete("nh", "send", "apple", "--every")).toEqual(["--everyone"]);
    expect(complete("nh", "send", "apple", "--priority", "")).toEqual(["high", "normal", "low"]);
    expect(complete("nh", "send", "apple", "--payload", "")).toEqual([""]);
    expect(complete("nh", "help", "aud")).toEqual(["audiences"]);
  });
});
