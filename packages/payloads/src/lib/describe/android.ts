import { describeApple } from "./apple.js";
import { describeBrowser } from "./browser.js";
import type { Findings } from "./description.js";
import { firstText, keys, likelyTexts, member, text } from "./read-json.js";

/**
 * FCM HTTP v1: what Android shows, else what a browser or an Apple device does (FCM REST reference,
 * `Message`).
 */
export function describeFcmV1(root: unknown): Findings {
  const message = member(root, "message");
  if (keys(message).length === 0) {
    return { kind: "nothing", notes: ["The body has no message, so FCM refuses it."] };
  }
  const android = member(message, "android");
  const data = { ...asObject(member(message, "data")), ...asObject(member(android, "data")) };
  const common = asObject(member(message, "notification"));
  const own = asObject(member(android, "notification"));
  const shown = readNotification([own, common]);
  if (isShown(shown)) return { ...shown, kind: "alert", dataKeys: keys(data), notes: notesOn(own, data) };
  return describeOther(message) ?? describeData(data);
}

/** The bodies of legacy FCM and of Amazon, which Android devices get flat. */
export function describeAndroid(root: unknown): Findings {
  const notification = asObject(member(root, "notification"));
  const data = asObject(member(root, "data"));
  const shown = readNotification([notification]);
  if (!isShown(shown)) return describeData(data);
  return { ...shown, kind: "alert", dataKeys: keys(data), notes: notesOn(notification, data) };
}

/** Parts of an FCM message that only other devices read. */
function describeOther(message: unknown): Findings | undefined {
  const webpush = member(message, "webpush");
  if (member(webpush, "notification") !== undefined) {
    const link = text(member(webpush, "fcm_options"), "link");
    const found = describeBrowser(member(webpush, "notification"));
    return { ...found, link: link ?? found.link, notes: ["Only a browser shows it."] };
  }
  const apns = member(message, "apns");
  if (member(apns, "payload") === undefined) return undefined;
  const headers = member(apns, "headers");
  const found = describeApple(member(apns, "payload"), (name) => text(headers, name));
  return { ...found, notes: ["Only an Apple device reads it.", ...(found.notes ?? [])] };
}

function describeData(data: Readonly<Record<string, unknown>>): Findings {
  const dataKeys = keys(data);
  if (dataKeys.length === 0) return { kind: "nothing", notes: ["There is neither a notification nor data."] };
  return { kind: "data", ...likelyTexts(data), dataKeys, notes: ["A data message: the app decides what to show."] };
}

/**
 * The first of the sources that has a value wins, as `android.notification` does over
 * `notification`.
 */
function readNotification(sources: readonly unknown[]): Findings {
  const first = (...names: string[]): string | undefined => {
    for (const source of sources) {
      const found = firstText(source, names);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const isDefault = sources.some((source) => member(source, "default_sound") === true);
  return {
    title: first("title", "title_loc_key"),
    body: first("body", "body_loc_key"),
    image: first("image"),
    icon: first("icon"),
    color: first("color"),
    sound: first("sound") ?? (isDefault ? "default" : undefined),
    channel: first("channel_id", "android_channel_id"),
    badge: first("notification_count", "badge"),
    link: first("click_action"),
  };
}

function isShown({ title, body, image }: Findings): boolean {
  return title !== undefined || body !== undefined || image !== undefined;
}

function notesOn(notification: unknown, data: unknown): string[] {
  const names = keys(data);
  const priority = text(notification, "notification_priority");
  const visibility = text(notification, "visibility");
  const isQuiet = priority === "PRIORITY_MIN" || priority === "PRIORITY_LOW";
  const namesStrings = keys(notification).some((name) => name.endsWith("_loc_key"));
  return [
    ...(names.length === 0 ? [] : [`Brings the app data: ${names.join(", ")}.`]),
    ...(isQuiet ? ["Goes to the list without a banner."] : []),
    ...(visibility === "SECRET" ? ["Not shown on the lock screen."] : []),
    ...(visibility === "PRIVATE" ? ["The lock screen hides its content."] : []),
    ...(member(notification, "sticky") === true ? ["Stays when it is tapped."] : []),
    ...(member(notification, "local_only") === true ? ["Not shown on watches and other connected devices."] : []),
    ...(namesStrings ? ["The app translates names such as title_loc_key; they are shown as they are."] : []),
  ];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return keys(value).length === 0 ? {} : (value as Readonly<Record<string, unknown>>);
}
