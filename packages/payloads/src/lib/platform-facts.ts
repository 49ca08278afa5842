import { factsByPlatform } from "./facts.js";
import type { Platform } from "./platforms.js";
import { retiredServices } from "./warn-of-retirement.js";

/** What holds for every notification of a platform. */
export interface PlatformFacts {
  /** The name of the push service as its owner writes it. */
  readonly name: string;
  /** The `Content-Type` that the hub expects when a builder infers nothing else. */
  readonly defaultContentType: string;
  /**
   * Greatest UTF-8 size of the body. Where the platform states none, the limit of a request to the
   * hub.
   */
  readonly bodyLimitBytes: number;
  readonly bodyFormat: "json" | "xml";
  /** What the push service was and what to use. Absent for one that works. */
  readonly retired?: string;
}

/** One row for each platform. */
export const platformFacts: Readonly<Record<Platform, PlatformFacts>> = {
  apple: row("apple", "Apple Push Notification service"),
  fcmv1: row("fcmv1", "Firebase Cloud Messaging (HTTP v1)"),
  gcm: row("gcm", "Firebase Cloud Messaging (legacy)"),
  windows: row("windows", "Windows Push Notification Services", "xml"),
  windowsphone: row("windowsphone", "Microsoft Push Notification Service", "xml"),
  adm: row("adm", "Amazon Device Messaging"),
  baidu: row("baidu", "Baidu Cloud Push"),
  xiaomi: row("xiaomi", "Xiaomi Push"),
  browser: row("browser", "Web Push"),
  template: row("template", "Template"),
};

function row(platform: Platform, name: string, bodyFormat: PlatformFacts["bodyFormat"] = "json"): PlatformFacts {
  const { contentType: defaultContentType, limitBytes: bodyLimitBytes } = factsByPlatform[platform];
  const retired = retiredServices[platform];
  return Object.freeze({
    name,
    defaultContentType,
    bodyLimitBytes,
    bodyFormat,
    ...(retired !== undefined && { retired }),
  });
}
