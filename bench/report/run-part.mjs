import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { env } from "node:process";
import { fileURLToPath } from "node:url";

const runner = fileURLToPath(new URL("../run.mjs", import.meta.url));

/**
 * @typedef {object} PartResult
 * @property {import("../lib/figures.js").Figure[]} figures
 * @property {string} [failure]
 * @property {string} command that measures them again
 */

/**
 * Runs one part, and stops it after its time limit. It never throws, so that a part that fails does
 * not lose the others.
 *
 * @param {Pick<import("./parts.mjs").Part, "benchmark" | "limitMinutes">} part
 * @param {string[]} options of the benchmark
 * @param {string} file an empty or missing file, into which the benchmark writes its figures
 * @param {string} [script] the script that runs a benchmark by its name
 * @returns {Promise<PartResult>} what was measured, also before a failure, and why it failed
 */
export async function runPart({ benchmark, limitMinutes }, options, file, script = runner) {
  const failure = await run([script, benchmark, ...options], file, limitMinutes * 60_000);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const figures = lines.map((line) => JSON.parse(line));
  const words = options.map((word) => (/[ ,]/.test(word) ? `"${word}"` : word));
  const reason = failure ?? (figures.length === 0 ? "It measured nothing." : undefined);
  return { figures, failure: reason, command: ["pnpm bench", benchmark, ...words].join(" ") };
}

/** @returns {Promise<string | undefined>} why it failed */
function run(words, file, limitMs) {
  return new Promise((resolve) => {
    // A group of its own, so that the servers and samples that a benchmark has started end with it.
    const isGroup = process.platform !== "win32";
    const child = spawn(process.execPath, words, {
      stdio: "inherit",
      detached: isGroup,
      env: { ...env, NH_BENCH_FIGURES: file },
    });
    let isLate = false;
    const stop = (signal) => {
      try {
        if (isGroup) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // It has ended already.
      }
    };
    const timer = setTimeout(() => {
      isLate = true;
      stop("SIGKILL");
    }, limitMs);
    const interrupt = () => {
      stop("SIGKILL");
      process.exit(130);
    };
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    const end = (failure) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      resolve(failure);
    };
    child.once("error", (error) => end(`It did not start: ${error.message}.`));
    child.once("exit", (code, signal) => {
      if (isLate) end(`It was stopped after ${limitMs / 60_000} minutes.`);
      else end(code === 0 ? undefined : `It ended with ${signal ?? `exit code ${code}`}.`);
    });
  });
}

/** `4:07`: minutes and seconds. */
export function showTime(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
