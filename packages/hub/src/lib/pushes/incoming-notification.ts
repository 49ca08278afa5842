import type { NativePlatform, Platform } from "@nh/payloads";
import { parseMoment } from "@nh/wire";

/** A notification as it arrives with a send. */
export interface IncomingNotification {
  readonly platform: Platform;
  readonly contentType: string;
  /** The headers meant for push platforms, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Where headers are read from: a `Headers` object, or the headers of a request. Names are in lower
 * case.
 */
export interface HeaderSource {
  get(name: string): string | null;
  forEach(callback: (value: string, name: string) => void): void;
}

/**
 * The two spellings of the hub's own expiry header. Azure's REST page and SDKs write the second
 * hyphen, its samples do not.
 */
const legacyExpiry = ["servicebusnotification-apns-expiry", "servicebusnotification-apnsexpiry"];

/**
 * Which headers each platform gets: the prefixes that the REST reference says are forwarded, and
 * the names of Web Push.
 */
const forwarded: Readonly<Record<NativePlatform, (name: string) => boolean>> = {
  apple: (name) => name.startsWith("apns-"),
  fcmv1: () => false,
  gcm: () => false,
  windows: (name) => name.startsWith("x-wns-") || name === "ms-cv",
  // Azure documents that every X-* header reaches MPNS. Those of its own clients and of proxies are
  // not meant for it.
  windowsphone: (name) =>
    name.startsWith("x-") &&
    !name.startsWith("x-ms-") &&
    !name.startsWith("x-forwarded-") &&
    !name.startsWith("x-wns-") &&
    name !== "x-apns-priority",
  adm: (name) => name.startsWith("x-amzn-"),
  baidu: (name) => name.startsWith("x-baidu-"),
  xiaomi: (name) => name === "x-target-pipeline" || name.startsWith("x-xiaomi-"),
  browser: (name) => name === "ttl" || name === "urgency" || name === "topic",
};

const nativePlatforms = Object.keys(forwarded) as NativePlatform[];

/**
 * Takes the headers of a send that any push platform gets. A template send may carry those of every
 * platform.
 */
export function readPlatformHeaders(platform: Platform, headers: HeaderSource): Readonly<Record<string, string>> {
  const taken: Record<string, string> = {};
  const isWanted =
    platform === "template"
      ? (name: string) => nativePlatforms.some((candidate) => forwarded[candidate](name))
      : forwarded[platform];
  headers.forEach((value, name) => {
    if (isWanted(name)) taken[name] = value;
  });
  if (platform === "apple" || platform === "template") addLegacyApnsHeaders(taken, headers);
  return taken;
}

/** The headers of a send that a device's platform gets. */
export function headersFor(
  platform: NativePlatform,
  notification: IncomingNotification,
): Readonly<Record<string, string>> {
  if (notification.platform !== "template") return notification.headers;
  const taken: Record<string, string> = {};
  for (const [name, value] of Object.entries(notification.headers)) if (forwarded[platform](name)) taken[name] = value;
  return taken;
}

function addLegacyApnsHeaders(taken: Record<string, string>, headers: HeaderSource): void {
  for (const name of legacyExpiry) {
    const value = headers.get(name);
    if (value === null || taken["apns-expiration"] !== undefined) continue;
    const seconds = expirySeconds(value);
    if (seconds !== undefined) taken["apns-expiration"] = String(seconds);
  }
  const priority = headers.get("x-apns-priority");
  if (priority !== null && taken["apns-priority"] === undefined) taken["apns-priority"] = priority;
}

const secondsOf = (date: Date | undefined) => (date === undefined ? undefined : Math.floor(date.getTime() / 1000));

/**
 * Reads an expiry as the official clients write it and returns seconds since 1970: ISO 8601 with or
 * without a zone, `MM/dd/yyyy HH:mm:ss` in UTC with 12 or 24 hours, or the seconds themselves.
 * Undefined when it is none of these.
 */
export function expirySeconds(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([AP])M)?)?$/i.exec(trimmed);
  if (american !== null) {
    const [, month, day, year, hour = "0", minute = "0", second = "0", half] = american;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === "P" ? 12 : 0);
    const two = (part: string | number | undefined) => String(part).padStart(2, "0");
    return secondsOf(parseMoment(`${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minute)}:${two(second)}`));
  }
  return secondsOf(parseMoment(trimmed));
}
