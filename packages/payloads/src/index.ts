export { adm } from "./lib/adm/adm.js";
export type { AdmNotification, AdmOptions, AdmPayload, AdmPlatformPayload } from "./lib/adm/types.js";
export { apple } from "./lib/apple/apple.js";
export { appleLiveActivity } from "./lib/apple/live-activity.js";
export type { ApplePlatformAps, ApplePlatformPayload } from "./lib/apple/platform-types.js";
export type {
  AppleAlert,
  AppleData,
  AppleInterruptionLevel,
  AppleLiveActivityAlert,
  AppleLiveActivityEnd,
  AppleLiveActivityOptions,
  AppleLiveActivityPayload,
  AppleLiveActivityStart,
  AppleLiveActivityUpdate,
  AppleLocalizedText,
  AppleNotificationPayload,
  AppleOptions,
  ApplePayload,
  ApplePushType,
  AppleSound,
} from "./lib/apple/types.js";
export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export { baidu } from "./lib/baidu/baidu.js";
export type { BaiduAps, BaiduOptions, BaiduPayload, BaiduPlatformPayload } from "./lib/baidu/types.js";
export { browser } from "./lib/browser/browser.js";
export {
  type BrowserHandle,
  browserHandle,
  type PushSubscriptionData,
  type PushSubscriptionInput,
} from "./lib/browser/handle.js";
export type {
  BrowserOptions,
  BrowserPayload,
  BrowserPlatformPayload,
  WebNotification,
  WebNotificationAction,
} from "./lib/browser/types.js";
export { buildNotification } from "./lib/build-notification.js";
export type { BuilderOptions } from "./lib/builder-options.js";
export { type ContentOptions, content } from "./lib/content/content.js";
export { isContent } from "./lib/content/is-content.js";
export type { Content, ContentFields, ContentNote, PlatformContent } from "./lib/content/types.js";
export { describeNotification } from "./lib/describe/describe-notification.js";
export type {
  DescribedAction,
  DescribedInput,
  DescribedProgress,
  NotificationDescription,
  NotificationKind,
} from "./lib/describe/description.js";
export { isPayloadError, PayloadError, type PayloadErrorCode, type PayloadErrorDetails } from "./lib/errors.js";
export { fcmV1 } from "./lib/fcm-v1/fcm-v1.js";
export type { FcmV1PlatformPayload } from "./lib/fcm-v1/platform-types.js";
export type {
  FcmDuration,
  FcmV1Analytics,
  FcmV1Android,
  FcmV1AndroidNotification,
  FcmV1Apns,
  FcmV1Color,
  FcmV1LightSettings,
  FcmV1Message,
  FcmV1Notification,
  FcmV1Options,
  FcmV1Webpush,
  FcmV1WebpushHeaders,
} from "./lib/fcm-v1/types.js";
export { fieldPosition } from "./lib/field-position.js";
export { convertGcmToFcmV1, type GcmConversion, type GcmDroppedField } from "./lib/gcm/convert.js";
export { gcm } from "./lib/gcm/gcm.js";
export type { GcmNotification, GcmOptions, GcmPayload, GcmPlatformPayload } from "./lib/gcm/types.js";
export type { JsonObject, JsonValue } from "./lib/json/json-value.js";
export type { PayloadKey, PayloadKeyKind } from "./lib/keys/payload-key.js";
export { payloadKeys } from "./lib/keys/payload-keys.js";
export {
  ADM_LIMIT_BYTES,
  APNS_COLLAPSE_ID_LIMIT_BYTES,
  APNS_LIMIT_BYTES,
  BROWSER_LIMIT_BYTES,
  FCM_LIMIT_BYTES,
  HUB_REQUEST_LIMIT_BYTES,
  MPNS_RAW_LIMIT_BYTES,
  WNS_LIMIT_BYTES,
} from "./lib/limits.js";
export type { BuiltNotification, Notification } from "./lib/notification.js";
export { type PlatformFacts, platformFacts } from "./lib/platform-facts.js";
export { isPlatform, type NativePlatform, type Platform, platforms } from "./lib/platforms.js";
export { type NotificationPreview, previewText } from "./lib/preview.js";
export { checkNotification, type RawNotificationInput, rawNotification } from "./lib/raw-notification.js";
export { utf8ByteLength } from "./lib/size.js";
export { type TemplateOptions, type TemplateProperties, template } from "./lib/template/template.js";
export type { NotificationWarning, WarningRule } from "./lib/warning.js";
export type {
  WindowsAdaptiveImage,
  WindowsAdaptiveText,
  WindowsGroup,
  WindowsSubgroup,
  WindowsTextStyle,
} from "./lib/windows/adaptive-content.js";
export type {
  WindowsTile,
  WindowsTileBinding,
  WindowsTileBranding,
  WindowsTileImage,
} from "./lib/windows/tile-content.js";
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
export { windowsTile } from "./lib/windows/windows-tile.js";
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
export type { XiaomiOptions, XiaomiPayload, XiaomiPlatformPayload } from "./lib/xiaomi/types.js";
export { xiaomi } from "./lib/xiaomi/xiaomi.js";
