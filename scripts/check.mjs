// `pnpm check`: everything that must hold before a change lands. The longest steps start first.
// `--without-tests` skips the tests, for callers that have just run them.
import { listFiles } from "./sources.mjs";
import { runSteps } from "./steps.mjs";

const packages = listFiles(/^packages\/[^/]+\/package\.json$/).map((file) => file.replace("/package.json", ""));

await runSteps([
  ["build", "pnpm", ["run", "build", "--output-logs=errors-only"]],
  [
    ["types", "pnpm", ["exec", "tsc", "-p", "."]],
    ["types of the page", "pnpm", ["exec", "tsc", "-p", "packages/page"]],
    ["public surface", "node", ["scripts/api-report.mjs", "--check"]],
    ["unused files, exports and dependencies", "pnpm", ["exec", "knip"]],
    ["format and lint", "pnpm", ["exec", "biome", "check", "."]],
    ["imports", "node", ["scripts/check-arrows.mjs"]],
    ["width of comments and Markdown", "node", ["scripts/check-columns.mjs"]],
    ["licenses and lockfile", "node", ["scripts/check-dependencies.mjs"]],
    ["GitHub workflows", "node", ["scripts/check-workflows.mjs"]],
    ...packages.flatMap((folder) => [
      [`package shape of ${folder}`, "pnpm", ["exec", "publint", "--strict", folder]],
      [
        `types of ${folder} as a dependent sees them`,
        "pnpm",
        ["exec", "attw", "--pack", folder, "--profile", "node16", "--quiet"],
      ],
    ]),
  ],
  ...(process.argv.includes("--without-tests") ? [] : [["tests", "pnpm", ["run", "test:all"]]]),
]);
