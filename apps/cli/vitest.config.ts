import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { sourceAlias } from "../../vitest.base.js";

const hmac = {
  find: "#hmac",
  replacement: fileURLToPath(new URL("../../packages/auth/src/lib/hmac-node.ts", import.meta.url)),
};

export default defineConfig({
  resolve: { alias: [...sourceAlias, hmac] },
  test: { name: "cli", include: ["src/**/*.test.ts", "test/**/*.test.ts"], testTimeout: 20_000 },
});
