import { defineConfig } from "tsup";

export default defineConfig({
  entry: { main: "main.ts" },
  format: ["esm"],
  target: "es2022",
  platform: "node",
  clean: true,
  sourcemap: true,
  removeNodeProtocol: false,
});
