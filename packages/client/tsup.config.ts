import { defineConfig } from "tsup";
import { base } from "../../tsup.base.js";

const doors = {
  index: "src/index.ts",
  operations: "src/operations.ts",
  undici: "src/undici.ts",
  opentelemetry: "src/opentelemetry.ts",
};

export default defineConfig({
  ...base,
  // The two transports are files of their own: which one is loaded, `imports` in package.json decides by the runtime.
  entry: {
    ...doors,
    "node-fetch": "src/lib/transport/node-fetch.ts",
    "global-fetch": "src/lib/transport/global-fetch.ts",
  },
  dts: { entry: doors },
  external: ["#default-fetch"],
  splitting: true,
});
