import { defineConfig } from "vitest/config";
import { sourceAlias } from "../../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: { name: "hub", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
