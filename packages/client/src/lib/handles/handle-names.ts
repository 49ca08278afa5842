import type { NativePlatform } from "@nh/payloads";

const common = ["handle", "deviceHandle", "pnsHandle", "pushChannel", "token", "deviceToken", "pushToken"];

const own: Readonly<Record<NativePlatform, readonly string[]>> = {
  apple: ["apnsToken", "apnsDeviceToken", "iosToken"],
  fcmv1: ["fcmToken", "fcmRegistrationToken", "registrationToken", "androidToken", "registrationId", "regId"],
  gcm: ["gcmToken", "gcmRegistrationId", "registrationToken", "androidToken", "registrationId", "regId", "fcmToken"],
  windows: ["channelUri", "channelUrl", "wnsChannel", "channel"],
  windowsphone: ["channelUri", "channelUrl", "mpnsChannel", "channel"],
  adm: ["admToken", "admRegistrationId", "registrationId", "regId"],
  baidu: [],
  xiaomi: ["regId", "registrationId"],
  browser: ["endpoint"],
};

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * Where the handle of a platform is among the headings of a table or the fields of an object:
 * `device_token`, `Device Token` and `deviceToken` are one name. -1 when no name is known.
 */
export function findHandleName(names: readonly string[], platform: NativePlatform): number {
  const found = names.map(plain);
  // A table with a column for each platform has the common names for something else.
  const known = [...own[platform], ...common].map(plain).find((name) => found.includes(name));
  return known === undefined ? -1 : found.indexOf(known);
}

/**
 * The headings among which {@link findHandleName} would only guess: several of the platform's own,
 * or none of these and several common ones. Empty when the choice is clear.
 */
export function ambiguousNames(names: readonly string[], platform: NativePlatform): readonly string[] {
  const among = (known: readonly string[]) => names.filter((name) => known.map(plain).includes(plain(name)));
  const ofPlatform = among(own[platform]);
  const candidates = ofPlatform.length > 0 ? ofPlatform : among(common);
  return candidates.length > 1 ? candidates : [];
}

/** The names that {@link findHandleName} looks for first, for messages. */
export const handleNames = (platform: NativePlatform): string =>
  ["handle", "pushChannel", "token", ...own[platform].slice(0, 1)].join(", ");
