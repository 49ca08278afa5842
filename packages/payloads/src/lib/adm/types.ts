import type { BuilderOptions } from "../builder-options.js";
import type { JsonObject } from "../json/json-value.js";
import type { SnakeCased } from "../json/spelling.js";

/**
 * What a Fire device shows by itself. Names and types follow Azure's published types. Amazon's
 * pages name no limits for the values, so only their types are checked.
 */
export interface AdmNotification {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly icon?: string | undefined;
  readonly color?: string | undefined;
  readonly sound?: string | undefined;
  readonly tag?: string | undefined;
  readonly image?: string | undefined;
  readonly clickAction?: string | undefined;
  readonly bodyLocKey?: string | undefined;
  /** Needs `bodyLocKey`. */
  readonly bodyLocArgs?: readonly string[] | undefined;
  readonly titleLocKey?: string | undefined;
  /** Needs `titleLocKey`. */
  readonly titleLocArgs?: readonly string[] | undefined;
  readonly channelId?: string | undefined;
  readonly ticker?: string | undefined;
  readonly sticky?: boolean | undefined;
  /** Sent as written: no published page confirms its form. */
  readonly eventTime?: string | number | undefined;
  readonly localOnly?: boolean | undefined;
  /** Sent as written: no published page confirms its values. */
  readonly notificationPriority?: string | number | undefined;
  readonly defaultSound?: boolean | undefined;
  /** Sent as written: no published page confirms its values. */
  readonly visibility?: string | number | undefined;
  readonly notificationCount?: number | undefined;
}

/**
 * The body of a message of Amazon Device Messaging, without the registration id: the hub supplies
 * it.
 */
export interface AdmPayload {
  /** Keys and values for the app; values are strings. */
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly notification?: AdmNotification | undefined;
  /** Of several undelivered messages with the same key, a device may get only one. */
  readonly consolidationKey?: string | undefined;
  /** Seconds that ADM keeps trying: 1 to 2,678,400 (31 days). Default: one week. */
  readonly expiresAfter?: number | undefined;
  /** Base64 of the MD5 digest of `data`, for the app to check. */
  readonly md5?: string | undefined;
  readonly priority?: "normal" | "high" | undefined;
  /** Keys that this package does not know, sent as written. */
  readonly unconfirmed?: JsonObject | undefined;
}

/** Amazon's own document: as typed input, but with `notification` in snake_case. */
export interface AdmPlatformPayload extends Omit<AdmPayload, "notification" | "unconfirmed"> {
  readonly notification?: SnakeCased<AdmNotification> | undefined;
}

/** How an ADM notification is sent. */
export interface AdmOptions extends BuilderOptions {}
