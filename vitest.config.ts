import { defineConfig } from "vitest/config";

/** The least share of lines and of branches that the tests must run, in percent. */
const leastCoverage = {
  "apps/cli": { lines: 95, branches: 85 },
  "packages/auth": { lines: 99, branches: 98 },
  "packages/client": { lines: 98, branches: 94 },
  "packages/hub": { lines: 97, branches: 91 },
  "packages/page": { lines: 95, branches: 86 },
  "packages/payloads": { lines: 99, branches: 95 },
  "packages/platforms": { lines: 97, branches: 93 },
  "packages/wire": { lines: 98, branches: 94 },
};

/** A run over some packages or files covers only these, so it is exempt. */
const isWhole = process.argv
  .slice(2)
  .every((word) => word === "run" || (word.startsWith("-") && !word.startsWith("--project")));

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "bench", "examples", "scripts"],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**", "apps/cli/src/**"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts", "**/fixtures/**"],
      reporter: ["text-summary"],
      thresholds: isWhole
        ? Object.fromEntries(Object.entries(leastCoverage).map(([name, least]) => [`${name}/src/**`, least]))
        : {},
    },
  },
});
