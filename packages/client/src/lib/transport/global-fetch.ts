import { ArgumentError } from "../argument-error.js";
import type { DefaultFetchOptions, Fetch } from "./fetch.js";

/**
 * The transport of every runtime but Node: the global `fetch`, looked up at each call, so that
 * tools may replace it.
 */
export function createDefaultFetch(options: DefaultFetchOptions): Fetch {
  if (options.agent !== undefined) throw new ArgumentError("client", "agent", "works only on Node. Pass fetch instead");
  return (url, init) => globalThis.fetch(url, init);
}
