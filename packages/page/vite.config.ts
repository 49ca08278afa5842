import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { replaceModules, standIns } from "./stand-ins.js";

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * The client loads some of its parts late. The page is one file, where a late import only wraps
 * each of its modules in a function.
 */
const allAtOnce: Plugin = {
  name: "all-at-once",
  transform(code, id) {
    if (!id.includes("/packages/") || !code.includes("import(")) return undefined;
    const loaded: string[] = [];
    const changed = code.replace(/\bimport\(("[^"]+")\)/g, (_whole, specifier: string) => {
      const name = `__loaded${loaded.length}`;
      loaded.push(`import * as ${name} from ${specifier};`);
      return `Promise.resolve(${name})`;
    });
    return `${loaded.join("\n")}\n${changed}`;
  },
};

/** The service worker is a file of its own at a fixed place. Its comments stay here. */
const serviceWorker: Plugin = {
  name: "service-worker",
  generateBundle() {
    const source = readFileSync(new URL("src/web/sw.js", import.meta.url), "utf8");
    const bare = source.replace(/^\s*(\/\/|\/\*\*).*\n/gm, "");
    this.emitFile({ type: "asset", fileName: "sw.js", source: bare });
  },
};

// The names are fixed, so that `src/index.ts` can list the files. The hub sends an ETag with each.
// The packages of this repository are read from their sources, so that the page needs no other
// build.
export default defineConfig({
  root: "src/web",
  plugins: [allAtOnce, replaceModules(standIns), serviceWorker],
  base: "./",
  resolve: {
    alias: [
      { find: /^@nh\/(auth|payloads|wire|client)$/, replacement: source("$1/src/index.ts") },
      { find: /^@nh\/(auth|payloads|wire|client)\/([a-z]+)$/, replacement: source("$1/src/$2.ts") },
      { find: "#hmac", replacement: source("auth/src/lib/hmac.ts") },
      { find: "#open-journal", replacement: source("client/src/lib/bulk/journal/no-journal.ts") },
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
      // The compiler has checked every option that the page gives to the client.
      treeshake: { manualPureFunctions: ["checkOptions", "wholeRule", "stringRule", "hasMethod"] },
      output: {
        entryFileNames: "page.js",
        assetFileNames: "page[extname]",
        codeSplitting: false,
      },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
