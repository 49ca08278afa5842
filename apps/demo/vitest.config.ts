import { defineConfig } from "vitest/config";
import { sourceAlias } from "../../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: {
    name: "demo",
    include: ["compose/**/*.test.ts", "server/**/*.test.ts", "web/**/*.test.ts", "test/**/*.test.ts"],
  },
});
