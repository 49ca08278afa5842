import type { AppleLiveActivityPayload, AppleNotificationPayload } from "../apple/types.js";
import type { BrowserPayload } from "../browser/types.js";
import type { BuilderOptions } from "../builder-options.js";
import type { JsonObject } from "../json/json-value.js";

/** A length of time with its unit. On the wire it is a string such as `"3.5s"`. */
export type FcmDuration =
  | { readonly seconds: number; readonly milliseconds?: undefined }
  | { readonly milliseconds: number; readonly seconds?: undefined };

/** What every platform shows, unless its own part says otherwise. */
export interface FcmV1Notification {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** http or https URL of an image. */
  readonly image?: string | undefined;
}

/** A label for the statistics of the Firebase console. */
export interface FcmV1Analytics {
  /** At most 50 of letters, digits and `-_.~%`. */
  readonly analyticsLabel?: string | undefined;
}

/** Parts of a color, each from 0 to 1. */
export interface FcmV1Color {
  readonly red?: number | undefined;
  readonly green?: number | undefined;
  readonly blue?: number | undefined;
  readonly alpha?: number | undefined;
}

/** How the notification light blinks; FCM requires all three. */
export interface FcmV1LightSettings {
  readonly color: FcmV1Color;
  readonly lightOnDuration: FcmDuration;
  readonly lightOffDuration: FcmDuration;
}

/** What Android shows (FCM REST reference, `AndroidNotification`). */
export interface FcmV1AndroidNotification {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** Name of a drawable of the app. */
  readonly icon?: string | undefined;
  /** `#rrggbb`. */
  readonly color?: string | undefined;
  /** Name of a sound of the app, or `default`. */
  readonly sound?: string | undefined;
  /** A later notification with the same tag replaces the earlier one. */
  readonly tag?: string | undefined;
  /** http or https URL of an image. */
  readonly image?: string | undefined;
  /** Intent filter of the activity that a tap opens. */
  readonly clickAction?: string | undefined;
  /** Name of a string resource of the app. */
  readonly bodyLocKey?: string | undefined;
  /** Needs `bodyLocKey`. */
  readonly bodyLocArgs?: readonly string[] | undefined;
  /** Name of a string resource of the app. */
  readonly titleLocKey?: string | undefined;
  /** Needs `titleLocKey`. */
  readonly titleLocArgs?: readonly string[] | undefined;
  /** Notification channel the app created (Android 8). */
  readonly channelId?: string | undefined;
  /** Text for accessibility services. */
  readonly ticker?: string | undefined;
  /** Stays when it is tapped. Default: false. */
  readonly sticky?: boolean | undefined;
  /** When the event happened. */
  readonly eventTime?: Date | undefined;
  /** Not shown on connected devices such as watches. Default: false. */
  readonly localOnly?: boolean | undefined;
  readonly notificationPriority?:
    | "PRIORITY_UNSPECIFIED"
    | "PRIORITY_MIN"
    | "PRIORITY_LOW"
    | "PRIORITY_DEFAULT"
    | "PRIORITY_HIGH"
    | "PRIORITY_MAX"
    | undefined;
  /** Pause and vibration in turn. */
  readonly vibrateTimings?: readonly FcmDuration[] | undefined;
  /** Default: false. */
  readonly defaultVibrateTimings?: boolean | undefined;
  /** Default: false. */
  readonly defaultSound?: boolean | undefined;
  readonly lightSettings?: FcmV1LightSettings | undefined;
  /** Default: false. */
  readonly defaultLightSettings?: boolean | undefined;
  /** How much the lock screen shows. */
  readonly visibility?: "VISIBILITY_UNSPECIFIED" | "PRIVATE" | "PUBLIC" | "SECRET" | undefined;
  /** Number of items it stands for: a 32-bit whole number. */
  readonly notificationCount?: number | undefined;
  /** Whether Play services may show it on behalf of the app. */
  readonly proxy?: "PROXY_UNSPECIFIED" | "ALLOW" | "DENY" | "IF_PRIORITY_LOWERED" | undefined;
  /**
   * Keys that this package does not know, sent as written; FCM refuses those that it does not know.
   */
  readonly unconfirmed?: JsonObject | undefined;
}

/** How Android devices get the message (FCM REST reference, `AndroidConfig`). */
export interface FcmV1Android {
  /**
   * A later message with the same key replaces an undelivered one; FCM keeps at most four keys for
   * a device.
   */
  readonly collapseKey?: string | undefined;
  readonly priority?: "NORMAL" | "HIGH" | undefined;
  /** How long FCM keeps trying: at most four weeks, which is the default; 0 is now or never. */
  readonly ttl?: FcmDuration | undefined;
  readonly restrictedPackageName?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly notification?: FcmV1AndroidNotification | undefined;
  readonly fcmOptions?: FcmV1Analytics | undefined;
  readonly directBootOk?: boolean | undefined;
  readonly bandwidthConstrainedOk?: boolean | undefined;
  readonly restrictedSatelliteOk?: boolean | undefined;
  /**
   * Keys that this package does not know, sent as written; FCM refuses those that it does not know.
   */
  readonly unconfirmed?: JsonObject | undefined;
}

/** Headers of the Web Push protocol (RFC 8030), in any letter case, and any others. */
export interface FcmV1WebpushHeaders {
  /** Whole seconds, as a string. */
  readonly TTL?: string | undefined;
  readonly Urgency?: "very-low" | "low" | "normal" | "high" | undefined;
  /** At most 32 base64url characters. */
  readonly Topic?: string | undefined;
  readonly [name: string]: string | undefined;
}

/** How browsers get the message (FCM REST reference, `WebpushConfig`). */
export interface FcmV1Webpush {
  readonly headers?: FcmV1WebpushHeaders | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly notification?: BrowserPayload | undefined;
  readonly fcmOptions?:
    | (FcmV1Analytics & { /** https URL that a click opens. */ readonly link?: string | undefined })
    | undefined;
}

/** How Apple devices get the message (FCM REST reference, `ApnsConfig`). */
export interface FcmV1Apns {
  /** APNs headers such as `apns-priority`; values are strings. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The keys of `aps` and `data`, as `apple` takes them. */
  readonly payload?: AppleNotificationPayload | AppleLiveActivityPayload | undefined;
  readonly fcmOptions?:
    | (FcmV1Analytics & { /** http or https URL of an image. */ readonly image?: string | undefined })
    | undefined;
  readonly liveActivityToken?: string | undefined;
}

/**
 * The `Message` of FCM HTTP v1 in camelCase, without `token`, `topic` and `condition`: the hub
 * supplies the target.
 */
export interface FcmV1Message {
  /**
   * Keys and values for the app; values are strings. `from`, `message_type`, `google.*` and `gcm.*`
   * are reserved.
   */
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly notification?: FcmV1Notification | undefined;
  readonly android?: FcmV1Android | undefined;
  readonly webpush?: FcmV1Webpush | undefined;
  readonly apns?: FcmV1Apns | undefined;
  readonly fcmOptions?: FcmV1Analytics | undefined;
  /**
   * Keys that this package does not know, sent as written; FCM refuses those that it does not know.
   */
  readonly unconfirmed?: JsonObject | undefined;
}

/** How an FCM notification is sent. */
export interface FcmV1Options extends BuilderOptions {}
