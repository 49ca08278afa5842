import type { BuilderOptions } from "../builder-options.js";
import type { JsonObject, JsonValue } from "../json/json-value.js";
import type { SnakeCased } from "../json/spelling.js";

/** What Baidu hands to Apple devices. */
export interface BaiduAps {
  readonly alert?: string | undefined;
  readonly sound?: string | undefined;
  readonly badge?: number | undefined;
}

/** A notification of Baidu Cloud Push (Baidu, "Message format"; Azure's published types). */
export interface BaiduPayload {
  /** Default: the name of the app. */
  readonly title?: string | undefined;
  /** The text that is shown. Required, unless `messageType` is 0. */
  readonly description?: string | undefined;
  /** Style the app registered. Default: 0, the system's. */
  readonly notificationBuilderId?: number | undefined;
  /** Sum of 4 (ring), 2 (vibrate) and 1 (can be dismissed). */
  readonly notificationBasicStyle?: number | undefined;
  /** What a tap does: 0 calls the app back and nothing else, 1 opens `url`, 2 starts the app. */
  readonly openType?: number | undefined;
  /** A flag of Azure's types; its meaning is not confirmed. */
  readonly netSupport?: number | undefined;
  /** A flag of Azure's types; its meaning is not confirmed. */
  readonly userConfirm?: number | undefined;
  /** Needed for `openType: 1`. */
  readonly url?: string | undefined;
  /** Intent URI for `openType: 2`. */
  readonly pkgContent?: string | undefined;
  readonly pkgVersion?: string | undefined;
  /** Keys and values for the app. */
  readonly customContent?: JsonObject | undefined;
  readonly aps?: BaiduAps | undefined;
  /** Keys that no published source confirms, sent as written. */
  readonly unconfirmed?: JsonObject | undefined;
}

/**
 * Baidu's own document. Keys beyond the known ones are sent as written; the type knows them by a
 * `_`.
 */
export type BaiduPlatformPayload = SnakeCased<Omit<BaiduPayload, "unconfirmed">> & {
  readonly [key: `${string}_${string}`]: JsonValue | undefined;
};

/** How a Baidu notification is sent. */
export interface BaiduOptions extends BuilderOptions {
  /**
   * `X-Baidu-Message-Type`: 1 is shown by the system, 0 goes to the app unseen. Default: no header,
   * so it is shown.
   */
  readonly messageType?: 0 | 1 | undefined;
}
