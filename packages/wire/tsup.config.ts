import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

export default defineConfig(
  layouts({ index: "src/index.ts", http: "src/http.ts", plain: "src/plain.ts", tags: "src/tags.ts" }),
);
