import type { JsonObject } from "../json/json-value.js";

/**
 * A message of Xiaomi's Mi Push. No source says which keys the hub accepts; these are the ones of its samples,
 * and everything else goes under `unconfirmed`.
 */
export interface XiaomiPayload {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** What the app reads. */
  readonly payload?: string | undefined;
  readonly restrictedPackageName?: string | undefined;
  /** Keys that no published source confirms, sent as written. */
  readonly unconfirmed?: JsonObject | undefined;
}

/** How a Xiaomi notification is sent. */
export interface XiaomiOptions {
  /** Further headers. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
