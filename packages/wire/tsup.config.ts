import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

export default defineConfig(layouts({ index: "src/index.ts", server: "src/server.ts" }));
