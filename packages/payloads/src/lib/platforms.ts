/**
 * Every value of the `ServiceBusNotification-Format` header that this toolkit speaks, in lower
 * case.
 */
export const platforms = [
  "apple",
  "fcmv1",
  "gcm",
  "windows",
  "windowsphone",
  "adm",
  "baidu",
  "xiaomi",
  "browser",
  "template",
] as const;

/**
 * What a notification is composed for: one push platform, or `template`, which the hub turns into
 * any of them.
 */
export type Platform = (typeof platforms)[number];

/** A push platform that devices really have; everything but `template`. */
export type NativePlatform = Exclude<Platform, "template">;

/** Whether a value is one of {@link platforms}, spelled exactly so. */
export function isPlatform(value: unknown): value is Platform {
  return (platforms as readonly unknown[]).includes(value);
}
