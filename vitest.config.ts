import { defineConfig } from "vitest/config";

/**
 * The least share of lines and of branches that the tests must run, in percent. The page's own
 * tests run its built files in a browser, where nothing is counted.
 */
const leastCoverage = {
  auth: { lines: 99, branches: 98 },
  client: { lines: 98, branches: 94 },
  hub: { lines: 97, branches: 91 },
  payloads: { lines: 99, branches: 95 },
  platforms: { lines: 97, branches: 93 },
  wire: { lines: 98, branches: 94 },
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
      include: ["packages/*/src/**"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts", "**/fixtures/**"],
      reporter: ["text-summary"],
      thresholds: isWhole
        ? Object.fromEntries(Object.entries(leastCoverage).map(([name, least]) => [`packages/${name}/src/**`, least]))
        : {},
    },
  },
});
