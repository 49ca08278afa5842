import type { ReadOptions } from "./builder-options.js";
import { warn } from "./json/place.js";
import type { Platform } from "./platforms.js";

/** What the push services were that have been shut down, and what to use. */
export const retiredServices: Readonly<Partial<Record<Platform, string>>> = {
  /** Shut down in June 2024 (Google, "Migrate from legacy FCM APIs to HTTP v1"). */
  gcm: "Google's legacy API, which was shut down in 2024; use fcmv1, to which nh migrate fcm-v1 moves the devices",
  windowsphone: "Microsoft's push service for Windows Phone, which no longer exists",
};

/**
 * Notes, whatever the payload is, that the push service of a platform was shut down.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID in place of the warning, for a strict builder.
 */
export function warnOfRetirement(platform: Platform, found: Pick<ReadOptions, "strict" | "warnings">): void {
  const retired = retiredServices[platform];
  if (retired === undefined) return;
  warn({ platform, field: "", form: "platform", ...found }, "platform-retired", `is for ${retired}`);
}
