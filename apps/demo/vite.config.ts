import { defineConfig } from "vite";

// The page is built beside the server, which serves it from dist/page.
export default defineConfig({
  root: "web",
  build: { outDir: "../dist/page", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
