import { defineConfig } from "tsup";

// `clean` is off, since vite builds dist/page first.
export default defineConfig({
  entry: { main: "main.ts" },
  format: ["esm"],
  target: "es2022",
  platform: "node",
  sourcemap: true,
  removeNodeProtocol: false,
});
