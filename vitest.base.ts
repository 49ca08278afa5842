import { fileURLToPath } from "node:url";

const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

/** Runs tests against the sources of all packages, so that a change needs no build. */
export const sourceAlias = [
  { find: /^@nh\/(auth|payloads|platforms|wire|client|hub|page)$/, replacement: source("$1/src/index.ts") },
  { find: /^@nh\/(auth|payloads|platforms|wire|client|hub)\/([a-z]+)$/, replacement: source("$1/src/$2.ts") },
  { find: "#hmac", replacement: source("auth/src/lib/hmac-node.ts") },
  { find: "#open-journal", replacement: source("client/src/lib/bulk/journal/node/open-journal.ts") },
  { find: "#default-fetch", replacement: source("client/src/lib/transport/node/node-fetch.ts") },
];

/** Long enough for a busy machine, and short enough to stop a test that hangs. Milliseconds. */
export const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };
