import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

export default defineConfig(
  layouts({
    entryPoints: { index: "src/index.ts", server: "src/server.ts" },
    nodeFiles: { core: ["src/index.ts"] },
  }),
);
