import { defineConfig } from "tsup";

// `clean` stays off: dist/files, which Vite builds first, must survive.
export default defineConfig({
  entry: { index: "src/index.ts" },
  format: ["esm", "cjs"],
  // CommonJS has no import.meta.url.
  shims: true,
  dts: true,
  target: "es2022",
  sourcemap: true,
});
