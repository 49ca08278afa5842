import type { NativePlatform } from "@nh/payloads";

/** Marks that handles of no other platform have. */
const marks: readonly (readonly [platform: NativePlatform, mark: RegExp])[] = [
  ["apple", /^[0-9a-f]{64,}$/i],
  // Every token of FCM, and of GCM before it, begins so after the ID of the app instance.
  ["fcmv1", /^(?:[\w-]{8,}:)?APA91b[\w-]{20,}/],
  ["adm", /^amzn1\.adm-registration\./],
  // Edge's push service has the same host, so that such a URL may also be a browser's endpoint.
  ["windows", /^https:\/\/[^/?#]+\.notify\.windows\.com\//i],
  ["windowsphone", /^https?:\/\/[^/?#]+\.notify\.live\.net\//i],
  [
    "browser",
    /^https:\/\/(?:fcm\.googleapis\.com|android\.googleapis\.com|updates\.push\.services\.mozilla\.com|web\.push\.apple\.com)\//i,
  ],
  ["browser", /^\{.*"endpoint"\s*:/s],
];

/** The platform that a handle unmistakably comes from; undefined when it could be several's. */
export function recognizePlatform(handle: string): NativePlatform | undefined {
  return marks.find(([, mark]) => mark.test(handle))?.[0];
}
