import type { NativePlatform, Platform } from "@nh/payloads";
import type { Frame } from "./cut.js";

interface PlatformLook {
  /** What people call it. */
  readonly label: string;
  /** Two or three letters for a small mark. */
  readonly mark: string;
}

export const platformLooks: Readonly<Record<Platform, PlatformLook>> = {
  apple: { label: "Apple", mark: "iOS" },
  fcmv1: { label: "Android", mark: "FCM" },
  gcm: { label: "Android (legacy)", mark: "GCM" },
  windows: { label: "Windows", mark: "WNS" },
  windowsphone: { label: "Windows Phone", mark: "WP" },
  adm: { label: "Kindle", mark: "ADM" },
  baidu: { label: "Baidu", mark: "Bd" },
  xiaomi: { label: "Xiaomi", mark: "Mi" },
  browser: { label: "Browser", mark: "Web" },
  template: { label: "Template", mark: "{ }" },
};

const frames: Readonly<Record<NativePlatform, Frame>> = {
  apple: "ios",
  fcmv1: "android",
  gcm: "android",
  windows: "windows",
  windowsphone: "windowsphone",
  adm: "kindle",
  baidu: "android",
  xiaomi: "android",
  browser: "browser",
};

/** Which device a platform's notifications are drawn on. */
export function frameOf(platform: Platform): Frame {
  return platform === "template" ? "ios" : frames[platform];
}
