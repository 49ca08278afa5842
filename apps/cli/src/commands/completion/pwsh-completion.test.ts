import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  completionCases,
  completionEnvironment,
  completionLines,
  createCompletionFolder,
  expectedCompletions,
  hostileCompletionScript,
  hostileDescription,
  realCompletionScript,
  shellFor,
} from "../../../test/shell-completion.js";

const { isThere, whyNot } = shellFor("pwsh");

/** The completions of PowerShell for each line, with their tooltips. */
function completeInPwsh(
  script: string,
  lines: readonly string[],
  cwd = tmpdir(),
): Readonly<Record<string, readonly (readonly [text: string, tip: string])[]>> {
  const file = join(mkdtempSync(join(tmpdir(), "nh-pwsh-")), "complete.ps1");
  const asked = lines.map((line) => `'${line.replaceAll("'", "''")}'`).join(", ");
  const ask = `foreach ($line in @(${asked})) {
  "= $line"
  (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches |
    ForEach-Object { "$($_.CompletionText)\`t$($_.ToolTip)" }
}`;
  writeFileSync(file, `${script}\n${ask}\n`);
  const out = execFileSync("pwsh", ["-NoProfile", "-NonInteractive", "-File", file], {
    encoding: "utf8",
    timeout: 30_000,
    cwd,
    env: { ...process.env, ...completionEnvironment() },
  });
  const answers: Record<string, [string, string][]> = {};
  let current: [string, string][] = [];
  for (const line of out.split(/\r?\n/)) {
    if (line.startsWith("= ")) {
      current = [];
      answers[line.slice(2)] = current;
    } else if (line !== "") {
      const [text = "", tip = ""] = line.split("\t");
      current.push([text, tip]);
    }
  }
  return answers;
}

describe("pwshCompletion", () => {
  // Where a completer returns nothing, PowerShell completes paths by itself.
  const wordLines = completionLines.filter((line) => typeof completionCases[line] !== "string");

  it.skipIf(!isThere)(`completes words in PowerShell${whyNot}`, async () => {
    const answers = completeInPwsh(await realCompletionScript("pwsh"), wordLines, createCompletionFolder());
    const words = Object.entries(answers).map(([line, found]) => [
      line,
      found.map(([text]) => text.replace(/^--[a-z]+=/, "")).sort(),
    ]);
    const expected = expectedCompletions();
    expect(Object.fromEntries(words)).toEqual(Object.fromEntries(wordLines.map((line) => [line, expected[line]])));
  });

  it.skipIf(!isThere)(`shows the description of each word, whatever it contains${whyNot}`, () => {
    expect(completeInPwsh(hostileCompletionScript("pwsh"), ["nh on", "nh one --l"])).toEqual({
      "nh on": [["one", hostileDescription]],
      "nh one --l": [["--loud", hostileDescription]],
    });
  });

  it("contains only ASCII, in quotes that nothing closes early", async () => {
    for (const script of [await realCompletionScript("pwsh"), hostileCompletionScript("pwsh")]) {
      expect(script).toMatch(/^[\n\x20-\x7e]*$/);
      for (const line of script.split("\n").filter((text) => /^ {2}'[^']*nh[^']*' = /.test(text)))
        expect(line).toMatch(/^ {2}'[^']+' = @\((?:'(?:[^']|'')*'(?:, (?='))?)*\)$/);
    }
  });
});
