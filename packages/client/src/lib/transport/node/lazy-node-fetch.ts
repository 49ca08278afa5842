import type { DefaultFetchOptions, FetchInit, TimedFetch, TimedInit, TimedResponse } from "../fetch.js";
import { keepsTime } from "../fetch.js";

/**
 * The transport under Node, loaded with the first request: what Node itself loads for `node:https` would be the longest part of importing the
 * client.
 */
export function createDefaultFetch(options: DefaultFetchOptions): TimedFetch {
  let ready: TimedFetch | undefined;
  let loading: Promise<TimedFetch> | undefined;
  const load = async (): Promise<TimedFetch> => {
    const { createDefaultFetch: create } = await import("./node-fetch.js");
    ready = create(options);
    return ready;
  };
  const lateFetch = (url: string, init: FetchInit | TimedInit): Promise<TimedResponse> => {
    if (ready !== undefined) return ready(url, init);
    loading ??= load();
    return loading.then((fetch) => fetch(url, init));
  };
  const close = async (): Promise<void> => (await loading)?.close();
  return Object.assign(lateFetch, { close, [keepsTime]: true as const });
}
