import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  completionEnvironment,
  completionLines,
  createCompletionFolder,
  expectedCompletions,
  hostileCompletionScript,
  hostileDescription,
  realCompletionScript,
  shellFor,
} from "../../../test/shell-completion.js";

const { isThere, whyNot } = shellFor("fish");

/** The lines that fish prints: a word, a tab and its description. */
function completeInFish(
  script: string,
  lines: readonly string[],
  cwd = tmpdir(),
): Readonly<Record<string, readonly string[]>> {
  const home = mkdtempSync(join(tmpdir(), "nh-fish-"));
  const file = join(home, "nh.fish");
  writeFileSync(file, `${script}\nfor line in $argv\n  echo "= $line"\n  complete -C"$line"\nend\n`);
  const env = { ...completionEnvironment(), HOME: home, LANG: "C.UTF-8" };
  const out = execFileSync("fish", ["--no-config", file, ...lines], { encoding: "utf8", timeout: 30_000, cwd, env });
  const answers: Record<string, string[]> = {};
  let current: string[] = [];
  for (const line of out.split("\n")) {
    if (line.startsWith("= ")) {
      current = [];
      answers[line.slice(2)] = current;
    } else if (line !== "") current.push(line);
  }
  return answers;
}

describe("fishCompletion", () => {
  it.skipIf(!isThere)(`completes words and paths in fish${whyNot}`, async () => {
    const answers = completeInFish(await realCompletionScript("fish"), completionLines, createCompletionFolder());
    const words = Object.entries(answers).map(([line, found]) => [
      line,
      found.map((text) => text.replace(/\/?(\t.*)?$/, "").replace(/^--[a-z]+=/, "")).sort(),
    ]);
    expect(Object.fromEntries(words)).toEqual(expectedCompletions());
  });

  it.skipIf(!isThere)(`shows the description of each word, whatever it contains${whyNot}`, () => {
    expect(completeInFish(hostileCompletionScript("fish"), ["nh on", "nh one --l"])).toEqual({
      "nh on": [`one\t${hostileDescription}`],
      "nh one --l": [`--loud\t${hostileDescription}`],
    });
  });
});
