import { HUB_REQUEST_LIMIT_BYTES } from "../limits.js";
import type { Notification } from "../notification.js";
import { platformFacts } from "../platform-facts.js";
import type { Platform } from "../platforms.js";
import { utf8ByteLength } from "../size.js";
import { describeAndroid, describeFcmV1 } from "./android.js";
import { describeApple } from "./apple.js";
import { describeBaidu } from "./baidu.js";
import { describeBrowser } from "./browser.js";
import type { Findings, NotificationDescription } from "./description.js";
import { keys, likelyTexts } from "./read-json.js";
import { summarize } from "./summarize.js";
import { describeWindows } from "./windows.js";
import { describeWindowsPhone } from "./windows-phone.js";
import { describeXiaomi } from "./xiaomi.js";

/**
 * What a reader gets: the parsed body of JSON platforms, and a header by its name in lower case.
 */
type Header = (name: string) => string | undefined;
type JsonReader = (root: unknown, header: Header) => Findings;
type XmlReader = (body: string, header: Header) => Findings;

const jsonReaders: Readonly<Record<Exclude<Platform, "windows" | "windowsphone">, JsonReader>> = {
  apple: describeApple,
  fcmv1: describeFcmV1,
  gcm: describeAndroid,
  adm: describeAndroid,
  baidu: describeBaidu,
  xiaomi: describeXiaomi,
  browser: describeBrowser,
  template: describeProperties,
};

const xmlReaders: Readonly<Record<"windows" | "windowsphone", XmlReader>> = {
  windows: describeWindows,
  windowsphone: describeWindowsPhone,
};

/**
 * The notification as a person meets it: whether something is shown at all, and what. It reads body
 * and headers, so a background push of Apple and a raw one of Windows are distinct from those
 * that are shown.
 *
 * Never throws for a notification of any body. A body of more than 64 KB, which no hub takes, is
 * not read.
 *
 * @example
 * const { kind, summary } = describeNotification(apple({ contentAvailable: true }));
 * // "background", "Wakes the app, no banner"
 */
export function describeNotification(notification: Notification): NotificationDescription {
  const { platform, body } = notification;
  if (body.length > HUB_REQUEST_LIMIT_BYTES) {
    return describe(platform, { kind: "nothing", notes: ["The body is larger than 64 KB, the limit of a hub."] });
  }
  const found = read(notification);
  const { name, bodyLimitBytes } = platformFacts[platform];
  const bytes = utf8ByteLength(body);
  if (bytes <= bodyLimitBytes) return describe(platform, found);
  const counts = `${bytes.toLocaleString("en-US")} bytes; ${name} takes at most ${bodyLimitBytes.toLocaleString("en-US")}`;
  return describe(platform, { ...found, notes: [...(found.notes ?? []), `The body has ${counts} and refuses it.`] });
}

function read({ platform, body, headers }: Notification): Findings {
  const header: Header = (name) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (platform === "windows" || platform === "windowsphone") return xmlReaders[platform](body, header);
  try {
    return jsonReaders[platform](JSON.parse(body.replace(/^\ufeff/, "")), header);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: "nothing", notes: ["The body is not JSON."] };
  }
}

/** Template properties, before a device's template is known. */
function describeProperties(root: unknown): Findings {
  const notes = ["Each device shows its own template, filled in with these properties."];
  return { kind: "data", ...likelyTexts(root), dataKeys: keys(root), notes };
}

function describe(platform: Platform, found: Findings): NotificationDescription {
  const given = Object.entries(found).filter(([, value]) => value !== undefined && value !== "");
  const nothing = { kind: "nothing", actions: [], inputs: [], timeSensitive: false, dataKeys: [], notes: [] } as const;
  const described: Omit<NotificationDescription, "summary"> = { platform, ...nothing, ...Object.fromEntries(given) };
  return { ...described, summary: summarize(described) };
}
