import { defineConfig } from "vitest/config";
import { patience, sourceAlias } from "../vitest.base.js";

export default defineConfig({
  resolve: { alias: sourceAlias },
  test: { ...patience, name: "examples", include: ["**/*.test.ts"] },
});
