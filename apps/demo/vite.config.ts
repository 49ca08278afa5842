import { defineConfig } from "vite";

// The server serves the built page from dist/page.
export default defineConfig({
  root: "web",
  build: { outDir: "../dist/page", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
