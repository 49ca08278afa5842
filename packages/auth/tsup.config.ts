import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

export default defineConfig(
  layouts(
    { index: "src/index.ts", verify: "src/verify.ts" },
    { hmac: "src/lib/hmac.ts", "hmac-node": "src/lib/hmac-node.ts" },
    { external: ["#hmac"] }, // resolved where the package runs, by the "imports" of package.json
  ),
);
