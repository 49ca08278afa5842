import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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

const { isThere, whyNot } = shellFor("zsh");
const driver = fileURLToPath(new URL("../../../test/complete-in-zsh.zsh", import.meta.url));

interface Answer {
  readonly words: string[];
  readonly says: string[];
}

function completeInZsh(script: string, lines: readonly string[], cwd = tmpdir()): ReadonlyMap<string, Answer> {
  const functions = mkdtempSync(join(tmpdir(), "nh-zsh-"));
  writeFileSync(join(functions, "_nh"), script);
  const env = { ...completionEnvironment(), HOME: functions, TERM: "dumb", COLUMNS: "300", LANG: "C.UTF-8" };
  const out = execFileSync("zsh", ["-f", driver, functions, ...lines], { encoding: "utf8", timeout: 30_000, cwd, env });
  const answers = new Map<string, Answer>();
  let current: Answer = { words: [], says: [] };
  for (const [, kind, text = ""] of out.matchAll(/^(line|word|says) (.*)$/gm)) {
    if (kind === "line") {
      current = { words: [], says: [] };
      answers.set(text, current);
    } else if (kind === "word") current.words.push(text.replaceAll("\\", ""));
    else current.says.push(text);
  }
  return answers;
}

describe("zshCompletion", () => {
  it.skipIf(!isThere)(`completes words and paths in zsh${whyNot}`, async () => {
    const answers = completeInZsh(await realCompletionScript("zsh"), completionLines, createCompletionFolder());
    // Folders are offered twice, alone and among all paths.
    const words = [...answers].map(([line, answer]) => [line, [...new Set(answer.words)].sort()]);
    expect(Object.fromEntries(words)).toEqual(expectedCompletions());
  });

  it.skipIf(!isThere)(`shows the description of each word, whatever it contains${whyNot}`, () => {
    const answers = completeInZsh(hostileCompletionScript("zsh"), ["nh on", "nh one --l"]);
    expect(Object.fromEntries(answers)).toEqual({
      "nh on": { words: ["one"], says: [`one  -- ${hostileDescription}`] },
      "nh one --l": { words: ["--loud"], says: [`--loud  -- ${hostileDescription}`] },
    });
  });
});
