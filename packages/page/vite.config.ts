import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

// The names are fixed, so that `src/index.ts` can list the files. The hub sends an ETag with each.
// The packages of this repository are read from their sources, so that the page needs no other
// build.
export default defineConfig({
  root: "src/web",
  base: "./",
  resolve: {
    alias: [
      { find: /^@nh\/(auth|payloads|wire|client)$/, replacement: source("$1/src/index.ts") },
      { find: /^@nh\/(auth|payloads|wire|client)\/([a-z]+)$/, replacement: source("$1/src/$2.ts") },
      // The client loads all its XML codecs at once. The page needs only the one for a test send.
      { find: /^\.\/xml-codecs\.js$/, replacement: source("wire/src/lib/outcome/notification-outcome.ts") },
      { find: "#hmac", replacement: source("auth/src/lib/hmac.ts") },
      { find: "#default-fetch", replacement: source("client/src/lib/transport/global-fetch.ts") },
    ],
  },
  build: {
    outDir: "../../dist/files",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        entryFileNames: "page.js",
        assetFileNames: "page[extname]",
        codeSplitting: false,
      },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
