import { defineConfig } from "vitest/config";
import { patience, sourceAlias } from "../../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: {
    ...patience,
    name: "demo",
    include: ["compose/**/*.test.ts", "server/**/*.test.ts", "web/**/*.test.ts", "test/**/*.test.ts"],
  },
});
