// Runs the steps of a check. All steps run, also after a failure.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { root } from "./sources.mjs";

/** Each of the larger steps takes about a gigabyte. */
const MOST_AT_ONCE = 4;

/**
 * Runs one item after another. The steps of an item that is a list run beside each other. Prints
 * how many steps passed and failed, and which failed. The process then exits with 1 if any failed.
 *
 * @typedef {[name: string, command: string, args: string[]]} Step
 * @param {(Step | Step[])[]} items
 */
export async function runSteps(items) {
  const failed = [];
  for (const item of items) {
    if (Array.isArray(item[0])) {
      failed.push(...(await runBeside(item)));
    } else {
      printName(item);
      if (!(await run(item, "inherit"))) failed.push(item[0]);
    }
  }
  const count = items.flatMap((item) => (Array.isArray(item[0]) ? item : [item])).length;
  console.log(`\nchecks: ${count - failed.length} passed, ${failed.length} failed`);
  for (const name of failed) console.error(`failed: ${name}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/**
 * Runs a step on each core, but at most four at once. The output of a step appears as a whole, in
 * the order of the list.
 */
async function runBeside(steps) {
  const ended = [];
  let started = 0;
  let printed = 0;
  const work = async () => {
    while (started < steps.length) {
      const index = started++;
      const output = [];
      const passed = await run(steps[index], ["ignore", "pipe", "pipe"], (chunk) => output.push(chunk));
      ended[index] = { passed, output };
      for (; ended[printed] !== undefined; printed++) {
        printName(steps[printed]);
        process.stdout.write(Buffer.concat(ended[printed].output));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, availableParallelism()) }, work));
  return steps.filter((_, index) => !ended[index].passed).map(([name]) => name);
}

const printName = ([name]) => console.log(`\n── ${name}`);

/**
 * @param keep takes the output of the step, piece by piece; absent where the step prints by itself.
 * @returns {Promise<boolean>} whether the step passed
 */
const run = ([, command, args], stdio, keep) =>
  new Promise((resolve) => {
    // pnpm is a .cmd file on Windows, which only a shell can start.
    const child = spawn(command, args, { cwd: root, stdio, shell: process.platform === "win32" });
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => {
      if (keep === undefined) console.error(error.message);
      else keep(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.on("close", (status) => resolve(status === 0));
  });
