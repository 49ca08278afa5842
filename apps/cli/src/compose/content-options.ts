import { choice, duration, flag, grouped, list, type OptionValues, text } from "../program/option.js";

/** What a notification says. Which of them a platform knows is in {@link contentFlags}. */
export const contentOptions = grouped("Content", {
  title: text("text", "title"),
  body: text("text", "text"),
  subtitle: text("text", "second line of the title"),
  image: text("url", "image"),
  icon: text("name", "icon: a drawable of the app, or a URL in browsers"),
  sound: text("name", "sound of the app, or default"),
  badge: text("number", "number on the app's icon; of Windows also a glyph such as alert"),
  category: text("name", "category whose buttons are shown"),
  thread: text("id", "groups notifications"),
  channel: text("id", "notification channel of Android"),
  link: text("target", "what opens: launch arguments, a page, a URL"),
  data: list("name=value", "a value for the app"),
  silent: flag("wakes the app without showing anything; in browsers, without sound"),
  mutable: flag("lets the app change it before it is shown"),
  type: choice(
    "type",
    ["toast", "tile", "badge", "raw"],
    "kind of Windows notification; toast unless given, with --payload told by the XML",
  ),
});

/** How it travels: headers and the like. */
export const deliveryOptions = grouped("Delivery", {
  priority: choice("priority", ["high", "normal", "low"], "how urgent it is"),
  ttl: duration("span", "how long the platform keeps trying"),
  collapse: text("id", "a later one with the same id replaces it"),
  pushType: choice(
    "type",
    ["alert", "background", "voip", "complication", "fileprovider", "mdm", "location", "liveactivity", "pushtotalk"],
    "apns-push-type; inferred unless given",
  ),
  header: list("name=value", "a further header for the platform"),
});

/** The payload as a whole instead of its parts. */
export const payloadOptions = grouped("Content", {
  payload: text("file", "the platform's JSON or XML from a file, or - for stdin"),
  properties: list("values", "of a template: JSON, name=value, a file of JSON, or - for stdin"),
  unchecked: flag("send the payload as it is, without checking it against the platform's rules"),
});

export type ContentValues = OptionValues<typeof contentOptions>;
export type DeliveryValues = OptionValues<typeof deliveryOptions>;
export type PayloadValues = OptionValues<typeof payloadOptions>;
export type ComposeValues = ContentValues & DeliveryValues & PayloadValues;
