// Runs the steps of a check one after another. All steps run, also after a failure.
import { spawnSync } from "node:child_process";
import { root } from "./sources.mjs";

/**
 * Prints how many steps passed and failed, and which failed. The process then exits with 1 if any
 * failed.
 *
 * @param {[name: string, command: string, args: string[]][]} steps
 */
export function runSteps(steps) {
  const failed = [];
  for (const [name, command, args] of steps) {
    console.log(`\n── ${name}`);
    // pnpm is a .cmd file on Windows, which only a shell can start.
    const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
    if (status !== 0) failed.push(name);
  }
  console.log(`\nchecks: ${steps.length - failed.length} passed, ${failed.length} failed`);
  for (const name of failed) console.error(`failed: ${name}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
