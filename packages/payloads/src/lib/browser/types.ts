import type { BuilderOptions } from "../builder-options.js";
import type { JsonObject, JsonValue } from "../json/json-value.js";

/** A button of a web notification. */
export interface WebNotificationAction {
  /** What the service worker reads in `event.action`. */
  readonly action: string;
  readonly title: string;
  /** URL of an image. */
  readonly icon?: string | undefined;
}

/** Title and options of the browser's `showNotification` (WHATWG Notifications). */
export interface WebNotification {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** URL of an image. */
  readonly icon?: string | undefined;
  /** URL of a large image. */
  readonly image?: string | undefined;
  /** URL of the small image of the status bar. */
  readonly badge?: string | undefined;
  readonly actions?: readonly WebNotificationAction[] | undefined;
  /** What the service worker reads in `notification.data`. */
  readonly data?: JsonValue | undefined;
  /** Direction of the text. Default: `auto`. */
  readonly dir?: "auto" | "ltr" | "rtl" | undefined;
  /** Language of the text, such as `pt-BR`. */
  readonly lang?: string | undefined;
  /**
   * Alerts again when it replaces a notification with the same `tag`. Needs a `tag`. Default:
   * false.
   */
  readonly renotify?: boolean | undefined;
  /** Stays until it is clicked or closed. Default: false. */
  readonly requireInteraction?: boolean | undefined;
  /** Makes no sound and no vibration; excludes `vibrate`. Default: the device decides. */
  readonly silent?: boolean | undefined;
  /** A later notification with the same tag replaces the earlier one. */
  readonly tag?: string | undefined;
  /** When the event happened, in milliseconds since 1970. */
  readonly timestamp?: number | undefined;
  /** Milliseconds of vibration, or of vibration and pause in turn. */
  readonly vibrate?: number | readonly number[] | undefined;
}

/**
 * What {@link browser} takes. The page's service worker decides what it does with it; the names are
 * those of `showNotification`.
 */
export interface BrowserPayload extends WebNotification {
  /** Further keys for the service worker, beside the others. */
  readonly custom?: JsonObject | undefined;
}

/**
 * The document of the page's service worker: the names of `showNotification`, and any keys beside
 * them. The key `custom` is for typed input; a document with one of its own must be a string.
 */
export interface BrowserPlatformPayload extends WebNotification {
  readonly [key: string]: JsonValue | WebNotification["actions"] | undefined;
}

/** How a browser notification is sent. */
export interface BrowserOptions extends BuilderOptions {}
