import { defineConfig } from "vitest/config";

/**
 * The least share of lines and of branches that the tests must run, in percent: about three points
 * below what a whole run counted. What runs in a browser is not counted, which is most of the page.
 */
const leastCoverage = {
  "apps/cli": { lines: 92, branches: 82 },
  "packages/auth": { lines: 96, branches: 94 },
  "packages/client": { lines: 95, branches: 91 },
  "packages/hub": { lines: 94, branches: 88 },
  "packages/page": { lines: 38, branches: 38 },
  "packages/payloads": { lines: 96, branches: 92 },
  "packages/platforms": { lines: 94, branches: 90 },
  "packages/wire": { lines: 95, branches: 91 },
};

/** A run over some packages or files covers only these, so it is exempt. */
const isWhole = process.argv
  .slice(2)
  .every((word) => word === "run" || (word.startsWith("-") && !word.startsWith("--project")));

export default defineConfig({
  test: {
    // Vitest would leave one core to itself, and it needs little of it.
    maxWorkers: "100%",
    projects: ["packages/*", "apps/*", "bench", "examples", "scripts"],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**", "apps/cli/src/**"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts", "**/fixtures/**", "**/*.html", "**/*.css"],
      reporter: ["text-summary"],
      thresholds: isWhole
        ? Object.fromEntries(Object.entries(leastCoverage).map(([name, least]) => [`${name}/src/**`, least]))
        : {},
    },
  },
});
