import { HUB_REQUEST_LIMIT_BYTES } from "./limits.js";
import type { Notification } from "./notification.js";
import type { Platform } from "./platforms.js";
import { parseXml, type XmlElement } from "./xml/parse-xml.js";
import { attributeValue, childElement, childElements } from "./xml/query-xml.js";
import { isXmlError } from "./xml/xml-error.js";

/** What a person would read of a notification. A property that is absent has nothing to show. */
export interface NotificationPreview {
  readonly title?: string;
  readonly body?: string;
}

type Reader = (body: string) => NotificationPreview;

const readers: Readonly<Record<Platform, Reader>> = {
  apple: json(readApple),
  fcmv1: json((root) => {
    const message = member(root, "message");
    const shown = member(message, "notification");
    const android = member(member(message, "android"), "notification");
    const web = member(member(message, "webpush"), "notification");
    const apns = readApple(member(member(message, "apns"), "payload"));
    const data = readData(member(message, "data"));
    return preview(
      localized(android, "title") ?? text(shown, "title") ?? text(web, "title") ?? apns.title ?? data.title,
      localized(android, "body") ?? text(shown, "body") ?? text(web, "body") ?? apns.body ?? data.body,
    );
  }),
  gcm: json(readNotificationOrData),
  windows: (body) => xml(body, readWindows) ?? preview(undefined, body),
  windowsphone: (body) => xml(body, readWindowsPhone) ?? preview(undefined, body),
  adm: json(readNotificationOrData),
  baidu: json((root) => preview(text(root, "title"), text(root, "description"))),
  xiaomi: json((root) => preview(text(root, "title"), text(root, "description") ?? text(root, "payload"))),
  browser: json((root) => {
    const nested = member(root, "notification");
    return preview(text(root, "title") ?? text(nested, "title"), text(root, "body") ?? text(nested, "body"));
  }),
  template: json(readData),
};

/**
 * Title and body as a person would read them on the platform. Where the platform shows nothing by itself (data messages,
 * raw text, template properties) it is what an app most likely shows. Never throws for a notification of any body; a body
 * of more than 64 KB, which no hub takes, has no preview.
 */
export function previewText(notification: Notification): NotificationPreview {
  if (notification.body.length > HUB_REQUEST_LIMIT_BYTES) return {};
  return readers[notification.platform](notification.body);
}

function json(read: (root: unknown) => NotificationPreview): Reader {
  return (body) => {
    try {
      return read(JSON.parse(body.replace(/^\ufeff/, "")));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return {};
    }
  };
}

function xml(
  body: string,
  read: (root: XmlElement) => NotificationPreview | undefined,
): NotificationPreview | undefined {
  try {
    return read(parseXml(body));
  } catch (error) {
    if (!isXmlError(error)) throw error;
    return undefined;
  }
}

function readApple(root: unknown): NotificationPreview {
  const aps = member(root, "aps");
  const alert = member(aps, "alert");
  if (typeof alert === "string") return preview(undefined, alert);
  // A Live Activity names the strings of the app within title and body, any other alert beside them.
  const shown = (name: string, key: string): string | undefined =>
    text(alert, name) ?? text(alert, key) ?? text(member(alert, name), "loc-key");
  const lines = [shown("subtitle", "subtitle-loc-key"), shown("body", "loc-key")];
  return preview(shown("title", "title-loc-key"), joinLines(lines));
}

function readNotificationOrData(root: unknown): NotificationPreview {
  const notification = member(root, "notification");
  const data = readData(member(root, "data"));
  return preview(localized(notification, "title") ?? data.title, localized(notification, "body") ?? data.body);
}

/** A text of an Android notification, or the name of the string in the app that stands for it. */
function localized(notification: unknown, name: "title" | "body"): string | undefined {
  return text(notification, name) ?? text(notification, `${name}_loc_key`);
}

/** Data has no fixed names; these are the ones that samples and apps use. */
function readData(data: unknown): NotificationPreview {
  const names = ["body", "message", "msg", "text", "alert"];
  return preview(
    text(data, "title"),
    names.map((name) => text(data, name)).find((value) => value !== undefined),
  );
}

/** `undefined` for a document that is not one of Windows' own: a raw notification. */
function readWindows(root: XmlElement): NotificationPreview | undefined {
  if (root.name === "badge") return preview(undefined, attributeValue(root, "value"));
  if (root.name !== "toast" && root.name !== "tile") return undefined;
  const bindings = childElements(root, "visual").flatMap((visual) => childElements(visual, "binding"));
  for (const binding of bindings) {
    const [title, ...lines] = textsWithin(binding);
    if (title !== undefined) return preview(title, joinLines(lines));
  }
  return {};
}

function textsWithin(element: XmlElement): string[] {
  return childElements(element).flatMap((child) => {
    if (child.name !== "text") return textsWithin(child);
    const isAttribution = attributeValue(child, "placement") === "attribution";
    return isAttribution || child.text.trim() === "" ? [] : [child.text];
  });
}

function readWindowsPhone(root: XmlElement): NotificationPreview | undefined {
  const toast = childElement(root, "Toast");
  if (toast !== undefined) return preview(childElement(toast, "Text1")?.text, childElement(toast, "Text2")?.text);
  const tile = childElement(root, "Tile");
  if (tile === undefined) return undefined;
  const names = ["BackContent", "WideContent1", "WideBackContent", "Count"];
  const shown = names
    .map((name) => childElement(tile, name)?.text)
    .find((value) => value !== undefined && value !== "");
  return preview(childElement(tile, "Title")?.text, shown);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function text(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found !== "" ? found : undefined;
}

function joinLines(lines: readonly (string | undefined)[]): string | undefined {
  const shown = lines.filter((line) => line !== undefined && line !== "");
  return shown.length === 0 ? undefined : shown.join("\n");
}

function preview(title: string | undefined, body: string | undefined): NotificationPreview {
  return {
    ...(title === undefined || title === "" ? {} : { title }),
    ...(body === undefined || body === "" ? {} : { body }),
  };
}
