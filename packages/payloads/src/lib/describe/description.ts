import type { Platform } from "../platforms.js";

/**
 * What becomes of a notification on the device: `alert` is shown, `background` wakes the app
 * unseen, `badge` changes the app's icon, `tile` the app's tile, `raw` and `data` go to the app,
 * which decides, and of `nothing` nobody sees anything.
 */
export type NotificationKind = "alert" | "background" | "badge" | "tile" | "raw" | "data" | "nothing";

/** A button of a notification. */
export interface DescribedAction {
  readonly label: string;
  /** URL or resource of an image on the button. */
  readonly icon?: string;
}

/** A field that a person can fill in without opening the app (Windows). */
export interface DescribedInput {
  readonly type: "text" | "selection";
  /** The title, else the placeholder of the field. */
  readonly label?: string;
  /** What a selection offers. */
  readonly choices: readonly string[];
}

/** A progress bar (Windows). */
export interface DescribedProgress {
  readonly title?: string;
  /** 0 to 1; absent while the end is not known. */
  readonly value?: number;
  /** What is in place of the percentage. */
  readonly valueText?: string;
  readonly status?: string;
}

/** A notification as a person meets it on the device. An absent property has nothing to show. */
export interface NotificationDescription {
  readonly platform: Platform;
  readonly kind: NotificationKind;
  /**
   * What happens on the device, on one line: the texts of an alert, joined by ` · `, else words
   * such as `Sets the badge to 7`, `Wakes the app, no banner`, `Data: the app decides` or `Shows
   * nothing`.
   */
  readonly summary: string;
  /**
   * Of `data`, title and body are what an app most likely shows; of `raw`, the body is the whole
   * text.
   */
  readonly title?: string;
  readonly subtitle?: string;
  /** Lines are separated by `\n`. */
  readonly body?: string;
  /** URL or resource of the large image. */
  readonly image?: string;
  /** URL or resource of the small image. */
  readonly icon?: string;
  readonly actions: readonly DescribedAction[];
  readonly inputs: readonly DescribedInput[];
  /** A number, or a glyph of Windows such as `alert`; `0` or `none` removes the badge. */
  readonly badge?: string;
  readonly progress?: DescribedProgress;
  /**
   * Name of the sound; `default` for the device's own, `none` for a notification that is silent on
   * purpose.
   */
  readonly sound?: string;
  /** The Android notification channel. */
  readonly channel?: string;
  /** The accent color, as the payload writes it. */
  readonly color?: string;
  /** Whether it asks to break through Focus or Do Not Disturb. */
  readonly timeSensitive: boolean;
  /** What a tap opens: a URL or the name of an action of the app. */
  readonly link?: string;
  /** Names of the app's own values that come with it. */
  readonly dataKeys: readonly string[];
  /** Sentences on what the other properties do not say. */
  readonly notes: readonly string[];
}

/** What the reader of one platform finds; `undefined` and empty strings stand for nothing. */
export type Findings = {
  readonly [Name in Exclude<keyof NotificationDescription, "platform" | "summary">]?:
    | NotificationDescription[Name]
    | undefined;
};
