import type { Platform } from "@nh/payloads";

/** The platforms that this package does not push to, with the reason. */
export const refusedPlatforms: Readonly<Partial<Record<Platform, string>>> = Object.freeze({
  baidu: "Baidu Cloud Push is not supported: nobody can verify a push to it.",
  windowsphone: "MPNS is not supported: Microsoft ended it in 2018, so nobody can verify a push to it.",
  gcm: "Google ended the legacy FCM protocol in 2024. Compose the notification with fcmV1 and push it with createFcmV1.",
  template: "A template must be rendered for a platform first. Push the rendered notification.",
});
