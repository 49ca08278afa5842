import { defineConfig } from "vitest/config";
import { sourceAlias } from "../../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: { name: "cli", include: ["src/**/*.test.ts", "test/**/*.test.ts"], testTimeout: 20_000 },
});
