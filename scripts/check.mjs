// `pnpm check`: everything that must hold before a change lands, in the order of what it costs. All
// steps run, also after a failure. `--without-tests` skips the tests, for callers that have just
// run them.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { listFiles } from "./sources.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = listFiles(/^packages\/[^/]+\/package\.json$/).map((file) => file.replace("/package.json", ""));

const steps = [
  ["build", "pnpm", ["run", "build", "--output-logs=errors-only"]],
  ["format and lint", "pnpm", ["exec", "biome", "check", "."]],
  ["types", "pnpm", ["exec", "tsc", "-p", "."]],
  ["types of the page", "pnpm", ["exec", "tsc", "-p", "packages/page"]],
  ["imports", "node", ["scripts/check-arrows.mjs"]],
  ["width of comments and Markdown", "node", ["scripts/check-columns.mjs"]],
  ["unused files, exports and dependencies", "pnpm", ["exec", "knip"]],
  ["public surface", "node", ["scripts/api-report.mjs", "--check"]],
  ...packages.flatMap((folder) => [
    [`package shape of ${folder}`, "pnpm", ["exec", "publint", "--strict", folder]],
    [
      `types of ${folder} as a dependent sees them`,
      "pnpm",
      ["exec", "attw", "--pack", folder, "--profile", "node16", "--quiet"],
    ],
  ]),
  ...(process.argv.includes("--without-tests") ? [] : [["tests", "pnpm", ["run", "test:all"]]]),
];

const failed = [];
for (const [name, command, args] of steps) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) failed.push(name);
}
console.log(`\nchecks: ${steps.length - failed.length} passed, ${failed.length} failed`);
for (const name of failed) console.error(`failed: ${name}`);
process.exitCode = failed.length > 0 ? 1 : 0;
