import type { DraftPlatform } from "./draft-platform.js";

/**
 * How a field is typed and stored: a number stays a number, a flag is 1 for Apple and true
 * elsewhere, `json` is parsed.
 */
export type FieldKind = "text" | "long" | "number" | "flag" | "one" | "choice" | "json";

/** One field of the form: a place in the platform's document. */
export interface FormField {
  readonly label: string;
  readonly kind: FieldKind;
  /**
   * Where it stands in the JSON document; the names of elements, and of an attribute behind `@`, in
   * XML.
   */
  readonly path: readonly string[];
  readonly choices?: readonly string[];
  /** Shown only when one asks for more. */
  readonly more?: boolean;
}

const field = (label: string, kind: FieldKind, path: string, more = false, choices?: readonly string[]): FormField => ({
  label,
  kind,
  path: path.split("/"),
  ...(more ? { more } : {}),
  ...(choices === undefined ? {} : { choices }),
});

/**
 * The fields that people set most, by platform. Everything else is set in the document itself,
 * which the form leaves as it is. That each is one that the platform's builder takes is checked by
 * a test.
 */
export const formFields: Readonly<Record<Exclude<DraftPlatform, "template">, readonly FormField[]>> = {
  every: [
    field("Title", "text", "title"),
    field("Body", "long", "body"),
    field("Image", "text", "image", true),
    field("Link", "text", "link", true),
    field("Badge", "number", "badge", true),
    field("Sound", "text", "sound", true),
    field("Data", "json", "data", true),
    field("Time to live (seconds)", "number", "ttlSeconds", true),
    field("Collapse key", "text", "collapseKey", true),
    field("Priority", "choice", "priority", true, ["high", "normal"]),
    field("Silent", "flag", "silent", true),
  ],
  apple: [
    field("Title", "text", "aps/alert/title"),
    field("Subtitle", "text", "aps/alert/subtitle", true),
    field("Body", "long", "aps/alert/body"),
    field("Badge", "number", "aps/badge", true),
    field("Sound", "text", "aps/sound", true),
    field("Interruption level", "choice", "aps/interruption-level", true, [
      "passive",
      "active",
      "time-sensitive",
      "critical",
    ]),
    field("Category", "text", "aps/category", true),
    field("Thread", "text", "aps/thread-id", true),
    field("An extension may change it", "one", "aps/mutable-content", true),
    field("Wake the app", "one", "aps/content-available", true),
  ],
  fcmv1: [
    field("Title", "text", "message/notification/title"),
    field("Body", "long", "message/notification/body"),
    field("Image", "text", "message/notification/image", true),
    field("Channel", "text", "message/android/notification/channel_id", true),
    field("Icon", "text", "message/android/notification/icon", true),
    field("Color", "text", "message/android/notification/color", true),
    field("Sound", "text", "message/android/notification/sound", true),
    field("A tap opens", "text", "message/android/notification/click_action", true),
    field("Priority", "choice", "message/android/priority", true, ["NORMAL", "HIGH"]),
    field("Data", "json", "message/data", true),
  ],
  gcm: [
    field("Title", "text", "notification/title"),
    field("Body", "long", "notification/body"),
    field("Image", "text", "notification/image", true),
    field("Channel", "text", "notification/android_channel_id", true),
    field("Icon", "text", "notification/icon", true),
    field("Color", "text", "notification/color", true),
    field("Sound", "text", "notification/sound", true),
    field("Priority", "choice", "priority", true, ["normal", "high"]),
    field("Data", "json", "data", true),
  ],
  windows: [
    field("Title", "text", "visual/binding/text[0]"),
    field("Body", "long", "visual/binding/text[1]"),
    field("Third line", "text", "visual/binding/text[2]", true),
    field("Hero image", "text", "visual/binding/image[placement=hero]/@src", true),
    field("Logo", "text", "visual/binding/image[placement=appLogoOverride]/@src", true),
    field("Button", "text", "actions/action[0]/@content", true),
    field("A click hands over", "text", "@launch", true),
    field("Scenario", "choice", "@scenario", true, ["reminder", "alarm", "incomingCall", "urgent"]),
  ],
  windowsphone: [
    field("Title", "text", "Toast/Text1"),
    field("Body", "text", "Toast/Text2"),
    field("A tap opens", "text", "Toast/Param", true),
  ],
  adm: [
    field("Title", "text", "notification/title"),
    field("Body", "long", "notification/body"),
    field("Image", "text", "notification/image", true),
    field("Channel", "text", "notification/channel_id", true),
    field("Icon", "text", "notification/icon", true),
    field("Priority", "choice", "priority", true, ["normal", "high"]),
    field("Expires after (seconds)", "number", "expiresAfter", true),
    field("Data", "json", "data", true),
  ],
  baidu: [
    field("Title", "text", "title"),
    field("Description", "long", "description"),
    field("URL", "text", "url", true),
    field("Custom content", "json", "custom_content", true),
  ],
  xiaomi: [
    field("Title", "text", "title"),
    field("Description", "long", "description"),
    field("Payload for the app", "text", "payload", true),
  ],
  browser: [
    field("Title", "text", "title"),
    field("Body", "long", "body"),
    field("Image", "text", "image", true),
    field("Icon", "text", "icon", true),
    field("Tag", "text", "tag", true),
    field("Stays until it is clicked", "flag", "requireInteraction", true),
    field("Silent", "flag", "silent", true),
    field("Buttons", "json", "actions", true),
    field("Data", "json", "data", true),
  ],
};
