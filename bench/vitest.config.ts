import { defineConfig } from "vitest/config";
import { patience } from "../vitest.base.js";

// Without aliases to the sources: it measures the built packages.
export default defineConfig({ test: { ...patience, name: "bench", include: ["**/*.test.ts"] } });
