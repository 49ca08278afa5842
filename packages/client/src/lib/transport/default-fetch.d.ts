/**
 * Which file this is, `imports` in package.json decides by the runtime: node/node-fetch.ts under
 * Node, global-fetch.ts elsewhere.
 */
declare module "#default-fetch" {
  import type { DefaultFetchOptions, Fetch } from "./fetch.js";
  export function createDefaultFetch(options: DefaultFetchOptions): Fetch;
}
