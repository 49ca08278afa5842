import { defineConfig } from "vitest/config";
import { sourceAlias } from "../../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: { name: "auth", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
