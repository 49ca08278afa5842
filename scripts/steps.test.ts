import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { root } from "./sources.mjs";

/** Runs items in a process of their own, since they set its exit code. */
function run(items: unknown) {
  const program = `import { runSteps } from "./scripts/steps.mjs"; await runSteps(${JSON.stringify(items)});`;
  const words = ["--input-type=module", "--eval", program];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Words that a shell takes as they are, since a shell starts the steps on Windows. */
const prints = (name: string, number: string) => [name, "node", ["--print", number]];
const missing = ["missing", "nh-no-such-program", []];

describe("steps that run beside each other", () => {
  it("each have their output below their name, in the order of the list", () => {
    const { status, stdout } = run([[prints("first", "1"), prints("second", "2")]]);
    expect(status).toBe(0);
    expect(stdout.split(/\r?\n/)).toEqual([
      ...["", "── first", "1"],
      ...["", "── second", "2"],
      ...["", "checks: 2 passed, 0 failed", ""],
    ]);
  });

  it("say below their name that they cannot be started", () => {
    const { status, stdout, stderr } = run([[prints("first", "1"), missing, prints("last", "3")]]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/── first\s+1\s+── missing\s.*nh-no-such-program.*\s+── last\s+3/s);
    expect(stdout).toContain("checks: 2 passed, 1 failed");
    expect(stderr).toBe("failed: missing\n");
  });
});

it("goes on after a step that cannot be started", () => {
  const { status, stdout, stderr } = run([missing, prints("last", "3")]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^3$/m);
  expect(stderr).toContain("nh-no-such-program");
});
