import { defineConfig } from "vitest/config";
import { patience, sourceAlias } from "../../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: {
    ...patience,
    name: "payloads",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // The files share no state, and loading the modules for each would take longest.
    isolate: false,
  },
});
