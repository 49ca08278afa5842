import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

// The names are fixed, so that `src/index.ts` can list the files. The hub sends an ETag with each.
// The packages of this repository are read from their sources, so that the page needs no other
// build.
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

/**
 * Parts of the client that the page never uses, and what stands in for them: it writes no dump and
 * listens to no event, it splits no send, and it gets its connection string from the hub itself, so
 * nobody mixes it up with another.
 */
const standIns: Readonly<Record<string, string>> = {
  "/packages/client/src/lib/transport/dump.ts": "export const withDump = (send) => send;",
  "/packages/client/src/lib/operations/warn-of-template-findings.ts": "export const warnOfTemplateFindings = () => {};",
  // A failure of the browser's fetch has neither a cause nor anything of the request.
  "/packages/client/src/lib/transport/describe-failure.ts":
    "export const describeFailure = (failure) => String(failure?.message ?? failure); export const redactedCause = (failure) => failure;",
  // The page shows the connection string and whole handles, so an error has nothing to mask.
  "/packages/wire/src/lib/redactor.ts": "export const createRedactor = () => (text) => text;",
  "/packages/wire/src/lib/redact.ts":
    "const same = (text) => text; export { same as redactSecrets, same as redactText, same as shortenHandles };",
  "/packages/client/src/lib/audience/warn-of-email-tags.ts": "export const warnOfEmailTags = () => {};",
  "/packages/client/src/lib/operations/split-send.ts": "export const splitSend = undefined;",
  "/packages/client/src/lib/operations/warn-of-payload.ts": "export const warnOfPayload = () => {};",
  // The page shows an error beside what was clicked, so its message need not name the call.
  "/packages/client/src/lib/prefix-message.ts": "export const prefixMessage = (error) => error;",
  // The browser has a parser of its own.
  "/packages/payloads/src/lib/xml/parse-xml.ts": `export { parseXml } from "${source("page/src/web/xml/parse-xml.ts")}";`,
  // The page signs with a credential of its own, hub/sign.ts.
  "/packages/auth/src/lib/sas-credential.ts": "export const createSasCredential = undefined;",
  // The hub itself gave the connection and its name, and hub/reach-hub.ts has checked the address.
  "/packages/client/src/lib/hub-address.ts":
    "const same = (value) => value; export { same as readConnection, same as checkHubName };",
  "/packages/auth/src/lib/explain-mix-up.ts":
    "export const explainMixUp = () => undefined; export const explainKeyMistake = () => undefined;",
};
const withoutUnused: Plugin = {
  name: "without-unused",
  enforce: "pre",
  load: (id) => Object.entries(standIns).find(([file]) => id.endsWith(file))?.[1],
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

export default defineConfig({
  root: "src/web",
  plugins: [allAtOnce, withoutUnused, serviceWorker],
  base: "./",
  resolve: {
    alias: [
      { find: /^@nh\/(auth|payloads|wire|client)$/, replacement: source("$1/src/index.ts") },
      { find: /^@nh\/(auth|payloads|wire|client)\/([a-z]+)$/, replacement: source("$1/src/$2.ts") },
      // The client loads all its XML codecs at once. The page needs only the one for a test send.
      { find: /^\.\/xml-codecs\.js$/, replacement: source("wire/src/lib/outcome/notification-outcome.ts") },
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
