import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  completionCases,
  completionEnvironment,
  completionLines,
  hostileCompletionScript,
  realCompletionScript,
  shellFor,
} from "../../../test/shell-completion.js";

const { isThere, whyNot } = shellFor("bash");

/** Words as bash passes them to a function: broken at blanks, `=` and `:`. */
const brokenWords = (line: string) =>
  line.split(" ").flatMap((word) => (word === "" ? [""] : (word.match(/[=:]+|[^=:]+/g) ?? [])));

/**
 * The completions of each line. Where bash itself completes file names or folders, only that is
 * noted.
 */
function completeInBash(script: string, lines: readonly string[]): Readonly<Record<string, string>> {
  const asked = lines.map((line) => {
    const words = brokenWords(line);
    return `defaults=files; COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _nh; answer`;
  });
  const shims = `
    compopt() { case "$*" in "+o default") defaults=nothing ;; "-o dirnames") defaults=folders ;; *) exit 1 ;; esac; }
    answer() { if ((\${#COMPREPLY[@]} > 0)); then echo "\${COMPREPLY[*]}"; else echo "$defaults"; fi; }`;
  const out = execFileSync("bash", ["--norc", "-c", [script, shims, ...asked].join("\n")], {
    encoding: "utf8",
    timeout: 30_000,
    env: completionEnvironment(),
  });
  const answers = out.trimEnd().split("\n");
  return Object.fromEntries(lines.map((line, index) => [line, answers[index] ?? "none"]));
}

describe("bashCompletion", () => {
  it.skipIf(!isThere)(`completes words in bash, and leaves paths to it${whyNot}`, async () => {
    const answers = completeInBash(await realCompletionScript("bash"), completionLines);
    const sorted = Object.entries(answers).map(([line, answer]) => [line, answer.split(" ").sort().join(" ")]);
    const expected = Object.entries(completionCases).map(([line, what]) => [
      line,
      typeof what === "string" ? what : what.join(" "),
    ]);
    expect(Object.fromEntries(sorted)).toEqual(Object.fromEntries(expected));
  });

  it.skipIf(!isThere)(`has no descriptions${whyNot}`, () => {
    expect(completeInBash(hostileCompletionScript("bash"), ["nh on", "nh one --l"])).toEqual({
      "nh on": "one",
      "nh one --l": "--loud",
    });
  });
});
