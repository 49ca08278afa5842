import type { DefaultFetchOptions, Fetch } from "./fetch.js";

/**
 * The transport of every runtime but Node: the global `fetch`, looked up at each call, so that
 * tools may replace it.
 */
export function createDefaultFetch(options: DefaultFetchOptions): Fetch {
  if (options.agent !== undefined) throw new TypeError("The option agent works only on Node; pass fetch instead.");
  return (url, init) => globalThis.fetch(url, init);
}
