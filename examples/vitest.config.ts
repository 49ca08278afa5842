import { defineConfig } from "vitest/config";
import { sourceAlias } from "../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: { testTimeout: 60_000, hookTimeout: 60_000, name: "examples", include: ["*.test.ts"] },
});
