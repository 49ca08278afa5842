export { isPayloadError, PayloadError, type PayloadErrorCode, type PayloadErrorDetails } from "./lib/errors.js";
export { type Notification, type RawNotificationInput, rawNotification } from "./lib/notification.js";
export {
  isPlatform,
  type NativePlatform,
  type Platform,
  type PlatformFacts,
  platformFacts,
  platforms,
} from "./lib/platforms.js";
export {
  ADM_LIMIT_BYTES,
  APNS_LIMIT_BYTES,
  BROWSER_LIMIT_BYTES,
  FCM_LIMIT_BYTES,
  HUB_REQUEST_LIMIT_BYTES,
  MPNS_RAW_LIMIT_BYTES,
  utf8ByteLength,
  WNS_LIMIT_BYTES,
} from "./lib/size.js";
export { type TemplateOptions, type TemplateProperties, template } from "./lib/template/template.js";
export type {
  WindowsAdaptiveImage,
  WindowsAdaptiveText,
  WindowsGroup,
  WindowsSubgroup,
  WindowsTextStyle,
} from "./lib/windows/adaptive-content.js";
export type {
  WindowsToast,
  WindowsToastAction,
  WindowsToastAudio,
  WindowsToastHeader,
  WindowsToastImage,
  WindowsToastInput,
  WindowsToastProgress,
  WindowsToastSelection,
  WindowsToastText,
} from "./lib/windows/toast-content.js";
export { windows } from "./lib/windows/windows.js";
export { type WindowsBadgeGlyph, windowsBadge } from "./lib/windows/windows-badge.js";
export { windowsRaw } from "./lib/windows/windows-raw.js";
export {
  type WindowsTile,
  type WindowsTileBinding,
  type WindowsTileBranding,
  type WindowsTileImage,
  windowsTile,
} from "./lib/windows/windows-tile.js";
export { windowsToast } from "./lib/windows/windows-toast.js";
export type { WindowsOptions, WnsPriority } from "./lib/windows/wns-options.js";
export type { WindowsPhoneOptions } from "./lib/windows-phone/mpns-options.js";
export { windowsPhone, windowsPhoneRaw } from "./lib/windows-phone/windows-phone.js";
export {
  type WindowsPhoneCycleTile,
  type WindowsPhoneFlipTile,
  type WindowsPhoneIconicTile,
  type WindowsPhoneTile,
  windowsPhoneTile,
} from "./lib/windows-phone/windows-phone-tile.js";
export { type WindowsPhoneToast, windowsPhoneToast } from "./lib/windows-phone/windows-phone-toast.js";
