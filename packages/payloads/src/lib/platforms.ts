import {
  ADM_LIMIT_BYTES,
  APNS_LIMIT_BYTES,
  BROWSER_LIMIT_BYTES,
  FCM_LIMIT_BYTES,
  HUB_REQUEST_LIMIT_BYTES,
  WNS_LIMIT_BYTES,
} from "./limits.js";

/** Every value of the `ServiceBusNotification-Format` header that this toolkit speaks, in lower case. */
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

/** What a notification is composed for: one push platform, or `template`, which the hub turns into any of them. */
export type Platform = (typeof platforms)[number];

/** A push platform that devices really have; everything but `template`. */
export type NativePlatform = Exclude<Platform, "template">;

/** Whether a value is one of {@link platforms}, spelled exactly so. */
export function isPlatform(value: unknown): value is Platform {
  return (platforms as readonly unknown[]).includes(value);
}

/** What holds for every notification of a platform. */
export interface PlatformFacts {
  /** The name of the push service as its owner writes it. */
  readonly name: string;
  /** The `Content-Type` the hub expects when a builder infers nothing else (REST "Send a native notification"). */
  readonly defaultContentType: string;
  /** Greatest UTF-8 size of the body. Where the platform states none, the limit of a request to the hub. */
  readonly bodyLimitBytes: number;
  readonly bodyFormat: "json" | "xml";
}

const jsonUtf8 = "application/json;charset=utf-8";
const json = "application/json";

/** One row per platform; to add a platform, add its row here. */
export const platformFacts: Readonly<Record<Platform, PlatformFacts>> = {
  apple: facts("Apple Push Notification service", jsonUtf8, APNS_LIMIT_BYTES),
  fcmv1: facts("Firebase Cloud Messaging (HTTP v1)", jsonUtf8, FCM_LIMIT_BYTES),
  gcm: facts("Firebase Cloud Messaging (legacy)", jsonUtf8, FCM_LIMIT_BYTES),
  windows: facts("Windows Push Notification Services", "application/xml", WNS_LIMIT_BYTES, "xml"),
  windowsphone: facts(
    "Microsoft Push Notification Service",
    "application/xml;charset=utf-8",
    HUB_REQUEST_LIMIT_BYTES,
    "xml",
  ),
  adm: facts("Amazon Device Messaging", json, ADM_LIMIT_BYTES),
  baidu: facts("Baidu Cloud Push", json, HUB_REQUEST_LIMIT_BYTES),
  xiaomi: facts("Xiaomi Push", json, HUB_REQUEST_LIMIT_BYTES),
  browser: facts("Web Push", jsonUtf8, BROWSER_LIMIT_BYTES),
  template: facts("Template", jsonUtf8, HUB_REQUEST_LIMIT_BYTES),
};

function facts(
  name: string,
  defaultContentType: string,
  bodyLimitBytes: number,
  bodyFormat: "json" | "xml" = "json",
): PlatformFacts {
  return Object.freeze({ name, defaultContentType, bodyLimitBytes, bodyFormat });
}
