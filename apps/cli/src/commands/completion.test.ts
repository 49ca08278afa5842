import { describe, expect, it } from "vitest";
import { runCli } from "../../test/test-io.js";
import { shells } from "./completion/completion-script.js";

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

  it("refuses an unknown shell", async () => {
    const { code, err } = await runCli(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(err).toContain("bash, zsh, fish, pwsh");
  });
});
