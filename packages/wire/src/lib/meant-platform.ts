import type { Platform } from "@nh/payloads";

/**
 * Every platform, and what people write for it: the names of its push service, of its systems and
 * of other clients.
 */
export const platformNicknames: Readonly<Record<Platform, readonly string[]>> = {
  apple: ["apns", "apn", "ios", "ipados", "macos"],
  fcmv1: ["fcm", "firebase", "android"],
  gcm: [],
  windows: ["wns", "uwp"],
  windowsphone: ["mpns"],
  adm: ["amazon"],
  baidu: [],
  xiaomi: ["mipush"],
  browser: ["web", "webpush", "vapid"],
  template: ["templates"],
};

/**
 * The platform that a wrong word probably means, whatever its case and its hyphens; undefined for a
 * word that is nobody's, and for anything but a string.
 *
 * @example
 * meantPlatform("apns"); // "apple"
 * meantPlatform("Web-Push"); // "browser"
 */
export function meantPlatform(word: unknown): Platform | undefined {
  if (typeof word !== "string") return undefined;
  const name = word.toLowerCase().replace(/[^a-z\d]/g, "");
  for (const [platform, nicknames] of Object.entries(platformNicknames)) {
    if (platform === name || nicknames.includes(name)) return platform as Platform;
  }
  return undefined;
}
