import { copyFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

export default defineConfig(
  layouts({
    entryPoints: { index: "src/index.ts", json: "src/json.ts", template: "src/template.ts", xml: "src/xml.ts" },
    nodeFiles: { core: ["src/index.ts"] },
    // One file opens faster than the six of saxes: under Node that was the longest part of an
    // import.
    whole: { "lib/xml/saxes": "src/lib/xml/saxes.ts" },
    options: {
      noExternal: ["saxes"],
      // Its license, and that of xmlchars in it, must come with every copy.
      onSuccess: async () => copyFileSync("bundled-licenses.txt", "dist/bundled-licenses.txt"),
    },
  }),
);
