import type { BuilderOptions } from "../builder-options.js";
import type { JsonObject, JsonValue } from "../json/json-value.js";
import type { SnakeCased } from "../json/spelling.js";

/**
 * A message of Xiaomi's Mi Push. No source says which keys the hub accepts. These are the keys of
 * its samples; all others go under `unconfirmed`.
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

/**
 * Xiaomi's own document. Keys beyond the known ones are sent as written; the type knows them by a
 * `_`.
 */
export type XiaomiPlatformPayload = SnakeCased<Omit<XiaomiPayload, "unconfirmed">> & {
  readonly [key: `${string}_${string}`]: JsonValue | undefined;
};

/** How a Xiaomi notification is sent. */
export interface XiaomiOptions extends BuilderOptions {}
