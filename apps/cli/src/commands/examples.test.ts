import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { walkCommands } from "../program/command.js";
import { catalogue } from "./catalogue.js";
import { helpTopics } from "./help/help-topics.js";

const hasBash = spawnSync("bash", ["--version"]).status === 0;
const whyNot = hasBash ? "" : " (skipped: bash is not installed)";

async function allExamples(): Promise<string[]> {
  const nodes = await Promise.all(catalogue.map(async ({ name, load }) => [name, await load()] as const));
  return nodes
    .flatMap(([name, node]) => [...walkCommands(node, [name])])
    .flatMap(([, { examples }]) => examples.map(({ command }) => command));
}

/**
 * The words that each program receives when the lines are typed into bash, one program per line,
 * sorted.
 */
function wordsInBash(lines: readonly string[], options: readonly string[]): readonly string[] {
  const programs = ["nh", "pass", "curl", "jq"].map(
    (name) => `${name}() { local words="$(printf '<%s>' ${name} "$@")"; echo "$words" >&3; }`,
  );
  // `exec` gives the words a way out that no example redirects.
  const input = [...programs, "exec 3>&1 1>/dev/null", ...lines, "exit 0", ""].join("\n");
  const cwd = mkdtempSync(join(tmpdir(), "nh-examples-"));
  const env = { PATH: process.env.PATH, HOME: cwd, PS1: "" };
  const [stdio, timeout] = [["pipe", "pipe", "ignore"] as ("pipe" | "ignore")[], 30_000];
  const out = execFileSync("bash", [...options, "-s"], { input, cwd, env, stdio, timeout, encoding: "utf8" });
  // The two ends of a pipe write in any order.
  return out.trimEnd().split("\n").sort();
}

describe("the examples of the commands", () => {
  it.skipIf(!hasBash)(`mean the same when they are typed into an interactive bash${whyNot}`, async () => {
    const examples = await allExamples();
    const typed = wordsInBash(examples, ["--norc", "-i"]);
    expect(typed).toEqual(wordsInBash(examples, ["--norc"]));
    expect(typed).toContain("<nh><tags><lint><(news || sport) && !muted>");
    expect(typed.filter((line) => line.startsWith("<nh>")).length).toBeGreaterThanOrEqual(examples.length);
  });

  it.skipIf(!hasBash)(`would not, with a tag expression in double quotes${whyNot}`, () => {
    const line = 'nh tags lint "news && !muted"';
    expect(wordsInBash([line], ["--norc", "-i"])).not.toEqual(wordsInBash([line], ["--norc"]));
  });

  it("never put an exclamation mark into double quotes, nor do the topics of help", async () => {
    const texts = [...(await allExamples()), ...helpTopics.map(({ text }) => text)];
    expect(texts.filter((text) => /"[^"'\n]*![^"'\n]*"/.test(text))).toEqual([]);
  });
});
