import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "tsup";

const source = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));

/**
 * The CLI is published whole: the packages of this repository are bundled from their sources
 * (through the `paths` of the root's tsconfig.json), so that the build needs no other build and an
 * installation no other package of ours. Each command is a chunk of its own, loaded when it is
 * used.
 *
 * Only the page of the local hub is built before: its files go along in `dist/files`, where the
 * bundled list of them looks.
 */
export default defineConfig({
  entry: ["src/bin.ts"],
  format: "esm",
  platform: "node",
  target: "node20",
  tsconfig: "../../tsconfig.json",
  splitting: true,
  clean: true,
  removeNodeProtocol: false,
  onSuccess: async () => cpSync(source("page/dist/files"), "dist/files", { recursive: true }),
  noExternal: [/^@nh\//, /^#/],
  esbuildOptions(options) {
    // The `imports` of the packages point to their built files.
    options.alias = {
      "#default-fetch": source("client/src/lib/transport/node/node-fetch.ts"),
      "#open-journal": source("client/src/lib/bulk/journal/node/open-journal.ts"),
      "#hmac": source("auth/src/lib/hmac-node.ts"),
    };
  },
});
