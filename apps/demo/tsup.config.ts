import { defineConfig } from "tsup";

// `clean` stays off: dist/page, which vite builds first, must survive.
export default defineConfig({
  entry: { main: "main.ts" },
  format: ["esm"],
  target: "es2022",
  platform: "node",
  sourcemap: true,
  removeNodeProtocol: false,
});
