import type { BuilderOptions } from "../builder-options.js";
import type { JsonValue } from "../json/json-value.js";
import type { SnakeCased } from "../json/spelling.js";

/** What a device shows (legacy FCM HTTP reference, "Notification payload support"). */
export interface GcmNotification {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** Android 8: the notification channel the app created. */
  readonly androidChannelId?: string | undefined;
  readonly icon?: string | undefined;
  readonly sound?: string | undefined;
  /** Android: a later notification with the same tag replaces the earlier one. */
  readonly tag?: string | undefined;
  /** Android: `#rrggbb`. */
  readonly color?: string | undefined;
  readonly clickAction?: string | undefined;
  readonly bodyLocKey?: string | undefined;
  /** Needs `bodyLocKey`. */
  readonly bodyLocArgs?: readonly string[] | undefined;
  readonly titleLocKey?: string | undefined;
  /** Needs `titleLocKey`. */
  readonly titleLocArgs?: readonly string[] | undefined;
  /** URL of an image. */
  readonly image?: string | undefined;
  /** Apple devices only. */
  readonly subtitle?: string | undefined;
  /** Apple devices only: a number as a string. */
  readonly badge?: string | undefined;
}

/**
 * The body of the legacy FCM HTTP API in camelCase. It has no `to`, `registration_ids` and
 * `condition`, since the hub supplies the target.
 *
 * @deprecated Google shut the legacy API down in 2024; use `FcmV1Message` and {@link fcmV1}.
 */
export interface GcmPayload {
  /** Keys and values for the app; devices get the values as strings. */
  readonly data?: Readonly<Record<string, JsonValue>> | undefined;
  readonly notification?: GcmNotification | undefined;
  /** A later message with the same key replaces an undelivered one. */
  readonly collapseKey?: string | undefined;
  readonly priority?: "normal" | "high" | undefined;
  /** Apple devices only: wakes the app. */
  readonly contentAvailable?: boolean | undefined;
  /** Apple devices only. */
  readonly mutableContent?: boolean | undefined;
  /** Seconds that FCM keeps trying: 0 to 2,419,200 (four weeks, the default). */
  readonly timeToLive?: number | undefined;
  readonly restrictedPackageName?: string | undefined;
  /** Checks the message without delivering it. Default: false. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Google's own document of the legacy FCM HTTP API, in snake_case.
 *
 * @deprecated As {@link GcmPayload}.
 */
export type GcmPlatformPayload = SnakeCased<GcmPayload>;

/** How a legacy FCM notification is sent. */
export interface GcmOptions extends BuilderOptions {}
