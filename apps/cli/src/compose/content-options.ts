import { choice, duration, flag, grouped, list, type OptionValues, text } from "../program/option.js";

/** The content of a notification. {@link contentFlags} lists the options of each platform. */
export const contentOptions = grouped("Content", {
  title: text("text", "title"),
  body: text("text", "body text"),
  subtitle: text("text", "second line of the title"),
  image: text("url", "image"),
  icon: text("name", "icon: a drawable of the app, or a URL for browsers"),
  sound: text("name", "sound of the app, or default"),
  badge: text("number", "number on the app's icon; for Windows also a glyph such as alert"),
  category: text("name", "category whose buttons are shown"),
  thread: text("id", "groups notifications"),
  channel: text("id", "notification channel of Android"),
  link: text("target", "what a tap opens: launch arguments, a page or a URL"),
  data: list("name=value", "a value for the app"),
  silent: flag("wake the app without showing anything"),
  mutable: flag("let the app change it before it is shown"),
  type: choice(
    "type",
    ["toast", "tile", "badge", "raw"],
    "kind of Windows notification; default: the kind of the XML with --payload, badge with --badge, else toast",
  ),
});

/** How it is delivered: headers and the like. */
export const deliveryOptions = grouped("Delivery", {
  priority: choice("priority", ["high", "normal", "low"], "how urgent it is"),
  ttl: duration("duration", "how long the platform keeps trying to deliver it"),
  collapse: text("id", "a later notification with the same ID replaces it"),
  pushType: choice(
    "type",
    ["alert", "background", "voip", "complication", "fileprovider", "mdm", "location", "liveactivity", "pushtotalk"],
    "apns-push-type; inferred by default",
  ),
  header: list("name=value", "an additional header for the platform"),
});

/** The whole payload instead of its parts. */
export const payloadOptions = grouped("Content", {
  payload: text("payload", "the platform's JSON or XML: inline, from a file, or - for stdin"),
  properties: list("values", "values of a template: JSON, name=value, a JSON file, or - for stdin"),
  unchecked: flag(
    "send the payload, and to the handles, as they are, without checking them against the platform's rules",
  ),
});

export type ContentValues = OptionValues<typeof contentOptions>;
export type DeliveryValues = OptionValues<typeof deliveryOptions>;
export type PayloadValues = OptionValues<typeof payloadOptions>;
export type ComposeValues = ContentValues & DeliveryValues & PayloadValues;
