import { defineConfig } from "tsup";
import { base } from "../../tsup.base.js";

const doors = ["src/index.ts", "src/template.ts", "src/xml.ts"];

/**
 * The ES modules keep one file per source file: `sideEffects: false` lets a bundler drop whole files, so a platform that is
 * not imported costs nothing, and the XML parser is paid for only by those that use it. CommonJS has one file per door.
 */
export default defineConfig([
  {
    ...base,
    format: ["esm"],
    entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/**/*.test-d.ts"],
    bundle: false,
    treeshake: false,
    clean: false,
    dts: { entry: doors },
  },
  { ...base, format: ["cjs"], entry: doors, clean: false, dts: { entry: doors } },
]);
