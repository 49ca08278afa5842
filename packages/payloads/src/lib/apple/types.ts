import type { BuilderOptions } from "../builder-options.js";
import type { JsonObject } from "../json/json-value.js";

/** How strongly a notification asks for attention (`interruption-level`, iOS 15). */
export type AppleInterruptionLevel = "passive" | "active" | "time-sensitive" | "critical";

/** Value of the `apns-push-type` header (Apple, "Sending notification requests to APNs"). */
export type ApplePushType =
  | "alert"
  | "background"
  | "voip"
  | "complication"
  | "fileprovider"
  | "mdm"
  | "location"
  | "liveactivity"
  | "pushtotalk"
  | "controls"
  | "widgets";

/**
 * The alert dictionary. A `…LocKey` names a string of the app's `Localizable.strings`. Its
 * `…LocArgs` fill the `%@` in that string, so they need the key.
 */
export type AppleAlert = AppleAlertTexts &
  Localized<"titleLocKey", "titleLocArgs"> &
  Localized<"subtitleLocKey", "subtitleLocArgs"> &
  Localized<"locKey", "locArgs">;

interface AppleAlertTexts {
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly body?: string | undefined;
  /** Image or storyboard shown while the app launches. */
  readonly launchImage?: string | undefined;
  /** Label of the action button (Safari). */
  readonly action?: string | undefined;
  /** Legacy: a localized label of the action button. */
  readonly actionLocKey?: string | undefined;
  /** @deprecated Has no effect since iOS 15. */
  readonly summaryArg?: string | undefined;
  /** @deprecated Has no effect since iOS 15. */
  readonly summaryArgCount?: number | undefined;
  /** Keys of the alert that this package does not know, sent as written. */
  readonly unconfirmed?: JsonObject | undefined;
}

/** A key with or without its arguments, but never the arguments alone. */
type Localized<Key extends string, Args extends string> =
  | ({ readonly [K in Key]: string } & { readonly [K in Args]?: readonly string[] | undefined })
  | ({ readonly [K in Key]?: string | undefined } & Without<Args>);

/** Properties that must not be there. */
type Without<Name extends string> = { readonly [K in Name]?: undefined };

/** A string of the app's `Localizable.strings`, as the alert of a Live Activity names it. */
export interface AppleLocalizedText {
  readonly locKey: string;
  readonly locArgs?: readonly string[] | undefined;
}

/** The alert that goes with a change of a Live Activity. */
export interface AppleLiveActivityAlert {
  readonly title?: string | AppleLocalizedText | undefined;
  readonly body?: string | AppleLocalizedText | undefined;
  /** Name of a sound file of the app, or `default`. */
  readonly sound?: string | undefined;
}

/** The sound dictionary: needed for a critical alert. */
export interface AppleSound {
  /** Plays even when the device is muted; the app needs Apple's entitlement. Default: false. */
  readonly critical?: boolean | undefined;
  /** Name of a sound file of the app, or `default`. */
  readonly name: string;
  /** 0 (silent) to 1 (full). */
  readonly volume?: number | undefined;
}

/** The app's own keys: any but `aps` and `mdm`. */
export type AppleData = JsonObject & { readonly aps?: undefined; readonly mdm?: undefined };

/** The keys that every notification may have, apart from its alert. */
export interface AppleCommon {
  /** Number on the app's icon, a whole number; 0 removes it. */
  readonly badge?: number | undefined;
  /** Name of a sound file of the app, `default`, or a dictionary. */
  readonly sound?: string | AppleSound | undefined;
  /** Groups notifications. */
  readonly threadId?: string | undefined;
  /** Name of a category that the app registered; the category brings the buttons. */
  readonly category?: string | undefined;
  /** Wakes the app in the background. */
  readonly contentAvailable?: boolean | undefined;
  /** Passes the notification through the app's notification service extension first. */
  readonly mutableContent?: boolean | undefined;
  /** Window to bring forward. */
  readonly targetContentId?: string | undefined;
  readonly interruptionLevel?: AppleInterruptionLevel | undefined;
  /** Rank among the app's notifications: 0 to 1, for a Live Activity 0 or more. */
  readonly relevanceScore?: number | undefined;
  /** Matched against the user's Focus filter. */
  readonly filterCriteria?: string | undefined;
  /** Safari: values for the variable parts of the website's URL. */
  readonly urlArgs?: readonly string[] | undefined;
  /** Reloads the controls (iOS 18) or widgets (iOS 26) of the app; the topic says which. */
  readonly contentChanged?: boolean | undefined;
  /** Keys of `aps` that this package does not know, sent as written. */
  readonly unconfirmed?: JsonObject | undefined;
  /** The app's own keys. They are sent beside `aps`, never inside it. */
  readonly data?: AppleData | undefined;
  /** Mobile device management: the `PushMagic` string. Makes the push type `mdm`. */
  readonly mdm?: string | undefined;
}

/**
 * A notification for people or for the app itself. Without an event, it has no other key of a Live
 * Activity either.
 */
export interface AppleNotificationPayload extends AppleCommon, Without<LiveActivityName> {
  readonly alert?: string | AppleAlert | undefined;
}

type StartName = Exclude<keyof AppleLiveActivityStart, keyof AppleLiveActivityUpdate>;
type LiveActivityName =
  | "event"
  | Exclude<keyof AppleLiveActivityStart | keyof AppleLiveActivityEnd, keyof AppleCommon | "alert">;

/**
 * A change of a Live Activity with what its event needs; {@link appleLiveActivity} has a function
 * for each.
 */
export type AppleLiveActivityPayload = {
  /** When the change was made. A device ignores a change that is older than what it shows. */
  readonly timestamp: Date;
} & (
  | ({ readonly event: "start" } & AppleLiveActivityStart & Without<"dismissalDate">)
  | ({ readonly event: "update" } & AppleLiveActivityUpdate & Without<StartName | "dismissalDate">)
  | ({
      readonly event: "end";
      /** When the activity leaves the screen. A past date means at once. */
      readonly dismissalDate?: Date | undefined;
    } & Omit<AppleLiveActivityEnd, "dismissalDate"> &
      Without<StartName>)
);

/**
 * What {@link apple} takes: the keys of `aps` in camelCase, and the app's own keys under `data`.
 */
export type ApplePayload = AppleNotificationPayload | AppleLiveActivityPayload;

/** How APNs handles a notification: the `apns-*` headers. */
export interface AppleOptions extends BuilderOptions {
  /** Default: inferred from the payload, then from the topic. */
  readonly pushType?: ApplePushType | undefined;
  /**
   * 10: at once; 5: when it suits the battery; 1: without waking the device. Default: 5 for
   * `background`, else no header, which APNs takes as 10.
   */
  readonly priority?: 1 | 5 | 10 | undefined;
  /**
   * Until when APNs keeps trying. `once` is a single attempt. Default: no header, so APNs decides.
   */
  readonly expiration?: Date | "once" | undefined;
  /** A later notification with the same id replaces the earlier one; at most 64 bytes. */
  readonly collapseId?: string | undefined;
  /**
   * Must end as the push type demands, such as `.voip` or `.push-type.liveactivity`. Default: no
   * header, so the hub takes the topic of its Apple credential.
   */
  readonly topic?: string | undefined;
  /** UUID of this notification in the responses of APNs. Default: APNs makes one. */
  readonly apnsId?: string | undefined;
  /**
   * Further headers, such as `apns-channel-id`, or an `apns-push-type` that is newer than this
   * package. They replace an option of the same name. Default: none.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** How a change of a Live Activity is sent. */
export interface AppleLiveActivityOptions extends Omit<AppleOptions, "pushType"> {
  /**
   * The app's bundle id; becomes the topic `<bundleId>.push-type.liveactivity`. Default: no topic.
   */
  readonly bundleId?: string | undefined;
  /** Clock for `timestamp`, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

interface LiveActivityChange extends Omit<AppleCommon, "data" | "mdm"> {
  /** When the change was made. Default: now. */
  readonly timestamp?: Date | undefined;
  /** When the content counts as outdated. */
  readonly staleDate?: Date | undefined;
  /** The app's own keys beside `aps`. */
  readonly data?: AppleData | undefined;
}

/** What starts a Live Activity (iOS 17.2), sent to a push-to-start token. */
export interface AppleLiveActivityStart extends LiveActivityChange {
  /** Name of the app's `ActivityAttributes` type. */
  readonly attributesType: string;
  /** The value of that type. */
  readonly attributes: JsonObject;
  readonly contentState: JsonObject;
  /** Required by Apple for a start, so that people learn of the new activity. */
  readonly alert: string | AppleLiveActivityAlert;
  /** Asks for a push token for later updates (iOS 18). */
  readonly inputPushToken?: boolean | undefined;
  /** Id of the broadcast channel for later updates (iOS 18). */
  readonly inputPushChannel?: string | undefined;
}

/** What changes a Live Activity, sent to its own token. */
export interface AppleLiveActivityUpdate extends LiveActivityChange {
  readonly contentState: JsonObject;
  /** Default: the change makes no sound and lights no screen. */
  readonly alert?: string | AppleLiveActivityAlert | undefined;
}

/** What ends a Live Activity, sent to its own token. */
export interface AppleLiveActivityEnd extends LiveActivityChange {
  /** The last content. Default: the content stays as it is. */
  readonly contentState?: JsonObject | undefined;
  readonly alert?: string | AppleLiveActivityAlert | undefined;
  /**
   * When it leaves the screen; `immediately` for at once. Default: the system decides, within four
   * hours.
   */
  readonly dismissalDate?: Date | "immediately" | undefined;
}
