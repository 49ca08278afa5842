import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

export default defineConfig(
  layouts({
    entryPoints: { index: "src/index.ts", verify: "src/verify.ts" },
    choices: { hmac: "src/lib/hmac.ts", "hmac-node": "src/lib/hmac-node.ts" },
    nodeFiles: { core: ["src/index.ts"] },
    // Resolved where the package runs, by the "imports" of package.json.
    options: { external: ["#hmac"] },
  }),
);
