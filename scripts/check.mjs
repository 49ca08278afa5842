// `pnpm check`: everything that must hold before a change lands, in the order of what it costs.
// `--without-tests` skips the tests, for callers that have just run them.
import { listFiles } from "./sources.mjs";
import { runSteps } from "./steps.mjs";

const packages = listFiles(/^packages\/[^/]+\/package\.json$/).map((file) => file.replace("/package.json", ""));

const steps = [
  ["build", "pnpm", ["run", "build", "--output-logs=errors-only"]],
  ["format and lint", "pnpm", ["exec", "biome", "check", "."]],
  ["types", "pnpm", ["exec", "tsc", "-p", "."]],
  ["types of the page", "pnpm", ["exec", "tsc", "-p", "packages/page"]],
  ["imports", "node", ["scripts/check-arrows.mjs"]],
  ["width of comments and Markdown", "node", ["scripts/check-columns.mjs"]],
  ["unused files, exports and dependencies", "pnpm", ["exec", "knip"]],
  ["licenses and lockfile", "node", ["scripts/check-dependencies.mjs"]],
  ["GitHub workflows", "node", ["scripts/check-workflows.mjs"]],
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

runSteps(steps);
